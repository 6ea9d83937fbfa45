public import TextModel

/// The code blocks of a document are numbered from 1, so that a reader can name
/// the one to copy.
extension MarkdownDocument {
  /// Code blocks of the whole document, the one that is still written included.
  public var codeBlockCount: Int {
    blocks.indices.last.map { blocks[$0].codeBlocksBefore + codeBlocks(beginningIn: $0) } ?? 0
  }

  /// Indices of those of `lines`, which are those of block `index`, with which
  /// a code block begins: its first lines of code.
  public func codeStarts(in lines: [StyledLine], ofBlock index: Int) -> [Int] {
    guard blocks.indices.contains(index) else { return [] }
    return lines.indices.filter { line in
      guard lines[line].isCode else { return false }
      return line == 0 ? beginsCode(index) : !lines[line - 1].isCode
    }
  }

  /// Whether code that stands first in a block is no rest of the block's
  /// before: that one may be cut behind its fence.
  private func beginsCode(_ index: Int) -> Bool {
    guard blocks[index].kind == .code, blocks[index].continues, index > 0 else { return true }
    guard !blocks[index - 1].continues else { return false }
    return !lines(ofBlock: index - 1, width: Self.anyWidth).contains(where: \.isCode)
  }

  /// Code blocks that begin in block `index`.
  func codeBlocks(beginningIn index: Int) -> Int {
    let block = blocks[index]
    switch block.kind {
    case .plain: return 0
    case .code, .markdown:
      guard block.kind == .code || Self.mayHoldCode(source(in: block.range)) else { return 0 }
      // Neither the width nor what is defined elsewhere makes code of a text.
      return codeStarts(in: lines(ofBlock: index, width: Self.anyWidth), ofBlock: index).count
    }
  }

  /// Columns of a pane where it does not matter.
  private static let anyWidth = 80

  /// Whether there is a fence, or a line indented as code is: most blocks have
  /// neither, and need not be parsed to be counted.
  private static func mayHoldCode(_ bytes: ArraySlice<UInt8>) -> Bool {
    var run = 0
    var previous: UInt8 = 0
    for byte in bytes {
      if byte == Byte.tab { return true }
      run = byte == previous ? run + 1 : 1
      previous = byte
      if run == 3, byte == UInt8(ascii: "`") || byte == UInt8(ascii: "~") { return true }
      if run == 4, byte == Byte.space { return true }
    }
    return false
  }
}

extension StyledLine {
  /// Whether it is a line of code, which stands as it came.
  public var isCode: Bool {
    guard !wrapsAtWords, !isLabel, !runs.isEmpty else { return false }
    return runs.allSatisfy(\.style.role.isOfCode)
  }
}

extension StyleRole {
  /// Whether text of this role stands in code blocks only.
  fileprivate var isOfCode: Bool {
    switch self {
    case .codeBlock, .codeKeyword, .codeType, .codeString, .codeNumber, .codeComment,
      .codeFunction, .codeAttribute, .diffAdded, .diffRemoved, .diffAddedWord, .diffRemovedWord,
      .diffHeader:
      true
    case .text, .dim, .accent, .user, .assistant, .tool, .heading, .code, .link, .quote,
      .listMarker, .rule, .tableBorder, .control, .ok, .warning, .error, .header, .status,
      .statusStrong, .prompt, .selection, .match, .matchCurrent, .marked:
      false
    }
  }
}
