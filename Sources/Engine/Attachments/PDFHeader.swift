/// What a PDF tells about itself without being understood.
public enum PDFHeader {
  /// Bytes from the start within which the mark has to stand: some writers put
  /// something before it.
  private static let markWithin = 1_024

  /// Whether the file is a PDF.
  public static func isPDF(_ bytes: [UInt8]) -> Bool {
    let mark = Array("%PDF-".utf8)
    let head = bytes.prefix(markWithin)
    guard head.count >= mark.count else { return false }
    return (0...head.count - mark.count).contains { head[$0..<$0 + mark.count].elementsEqual(mark) }
  }

  /// How many pages stand openly in it; `nil`: they are within compressed
  /// parts.
  public static func pages(_ bytes: [UInt8]) -> Int? {
    let type = Array("/Type".utf8)
    let page = Array("/Page".utf8)
    var count = 0
    var position = 0
    while let start = bytes[position...].firstIndex(of: 0x2F) {
      position = start + 1
      guard starts(bytes, at: start, with: type) else { continue }
      var name = start + type.count
      while name < bytes.count, isBlank(bytes[name]) { name += 1 }
      guard starts(bytes, at: name, with: page) else { continue }
      position = name + page.count
      // `/Pages` is a node of the tree, `/PageLabel` something else.
      let isLonger = position < bytes.count && isLetter(bytes[position])
      if !isLonger { count += 1 }
    }
    return count > 0 ? count : nil
  }

  private static func starts(_ bytes: [UInt8], at position: Int, with word: [UInt8]) -> Bool {
    position + word.count <= bytes.count
      && bytes[position..<position + word.count].elementsEqual(word)
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    [0x00, 0x09, 0x0A, 0x0C, 0x0D, 0x20].contains(byte)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }
}
