public import TextModel

/// Blocks as lines.
extension MarkdownDocument {
  /// The logical lines of block `index`, for a pane `width` columns wide
  /// (tables and rules need it; text is wrapped by the caller). Ends with an
  /// empty line unless it is the last block.
  public func lines(ofBlock index: Int, width: Int) -> [StyledLine] {
    guard blocks.indices.contains(index) else { return [] }
    let block = blocks[index]
    let bytes = source(in: block.range)
    var lines: [StyledLine]
    switch block.kind {
    case .markdown: lines = render(index, bytes, width: width)
    case .code: lines = CodeLines.lines(of: block, bytes)
    case .plain: lines = CodeLines.plainLines(of: bytes)
    }
    guard index < blocks.count - 1 else { return lines }
    if !block.isContinued {
      if !lines.isEmpty || block.continues { lines.append(StyledLine([])) }
    } else if block.kind == .markdown, let space = MarkdownRenderer.space(behindPiece: bytes) {
      lines.append(space)
    }
    return lines
  }

  private func render(
    _ index: Int, _ bytes: ArraySlice<UInt8>, width: Int
  ) -> [StyledLine] {
    var known = known(toBlock: index)
    if case .rows(let head) = blocks[index].rest {
      let first = firstPiece(ofTable: head, before: index)
      if blocks[first].kind == .markdown {
        known.tableColumns = MarkdownRenderer.tableColumns(
          source(in: blocks[first].range), knowing: self.known(toBlock: first))
      }
    }
    return MarkdownRenderer.render(bytes, knowing: known, width: width)
  }

  /// The piece in which a table begins: it is closed, and its columns are
  /// those of all the others.
  func firstPiece(ofTable head: Range<Int>, before index: Int) -> Int {
    var piece = index
    while piece > 0, piece >= blocks.count || blocks[piece].range.lowerBound > head.lowerBound {
      piece -= 1
    }
    return piece
  }

  /// What a block is read with: what is defined elsewhere and may be named in
  /// it, and what stands before it where it is the rest of something.
  func known(toBlock index: Int) -> MarkdownRenderer.Known {
    var known =
      blocks[index].mayReference
      ? MarkdownRenderer.Known(footnotes: defined.footnoteLabels) : MarkdownRenderer.Known()
    switch blocks[index].rest {
    case .nothing, .quote: break
    case .items(let number): known.firstNumber = number
    case .rows(let head): known.tableHead = source(in: head)
    }
    if blocks[index].mayReference {
      known.definitions = defined.named(in: known.tableHead + source(in: blocks[index].range))
    }
    return known
  }
}
