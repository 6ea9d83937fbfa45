/// Which blocks are code, for whoever walks over them.
extension MarkdownDocument {
  /// Whether a block of code begins with block `index`: a fenced one that
  /// stands by itself. Long ones go on in the blocks behind it.
  public func beginsCode(at index: Int) -> Bool {
    blocks.indices.contains(index) && blocks[index].kind == .code && !blocks[index].continues
  }

  /// Whether a block of code begins in block `index`, within a list or a quote
  /// too.
  public func holdsCodeStart(at index: Int) -> Bool {
    guard blocks.indices.contains(index) else { return false }
    let block = blocks[index]
    switch block.kind {
    case .plain: return false
    case .code: return !block.continues
    case .markdown:
      // The last one may still grow and is not yet counted.
      return index + 1 < blocks.count ? block.codeBlocks > 0 : codeBlocks(beginningIn: index) > 0
    }
  }

  /// The next block behind or before block `index` in which code begins.
  public func codeStart(from index: Int, backward: Bool) -> Int? {
    var next = index
    repeat {
      next += backward ? -1 : 1
    } while blocks.indices.contains(next)
      && !holdsCodeStart(at: next)
    return blocks.indices.contains(next) ? next : nil
  }

  /// The blocks that the block of code is made of which block `index` belongs
  /// to; `nil`: that is no code.
  public func codeBlocks(around index: Int) -> Range<Int>? {
    guard blocks.indices.contains(index), blocks[index].kind == .code else { return nil }
    var first = index
    while first > 0, blocks[first].continues, blocks[first - 1].kind == .code { first -= 1 }
    var end = index + 1
    while end < blocks.count, blocks[end].continues, blocks[end].kind == .code { end += 1 }
    return first..<end
  }
}
