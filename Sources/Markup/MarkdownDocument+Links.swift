/// Where the text of a block leads.
extension MarkdownDocument {
  /// The links and images of block `index`, with the text between them that may
  /// name an address too, in the order in which they are read. What a link is
  /// shown as is left out: it may name another address than it leads to.
  public func linkPieces(ofBlock index: Int) -> [LinkPiece] {
    guard blocks.indices.contains(index) else { return [] }
    let bytes = source(in: blocks[index].range)
    guard blocks[index].mayReference || Self.mayHoldAddress(bytes) else { return [] }
    switch blocks[index].kind {
    case .markdown: return MarkdownRenderer.linkPieces(bytes, knowing: known(toBlock: index))
    case .code, .plain: return [.text(String(decoding: bytes, as: UTF8.self))]
    }
  }

  /// Whether there is a mark without which nothing is an address: most blocks
  /// have none, and need not be parsed.
  private static func mayHoldAddress(_ bytes: ArraySlice<UInt8>) -> Bool {
    var letters = 0
    for byte in bytes {
      if byte == Byte.colon || byte == UInt8(ascii: "@") { return true }
      if byte == UInt8(ascii: "."), letters >= 3 { return true }
      letters = byte == UInt8(ascii: "w") ? letters + 1 : 0
    }
    return false
  }
}
