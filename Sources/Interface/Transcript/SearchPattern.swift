import TextModel

/// A text looked for in other texts. Capitals count only where the pattern
/// has one.
struct SearchPattern: Hashable, Sendable {
  private let bytes: [UInt8]
  /// Whether capitals and small letters of ASCII are one.
  private let folds: Bool

  /// `nil` of an empty text.
  init?(_ text: String) {
    guard !text.isEmpty else { return nil }
    folds = !text.contains { $0.isUppercase }
    bytes = Array(text.utf8)
  }

  /// Where the pattern begins in `text` at or behind `start`.
  private func position(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    guard let first = bytes.first, text.count >= bytes.count else { return nil }
    var index = start
    while index <= text.count - bytes.count {
      if folded(text[index]) == first,
        bytes.indices.allSatisfy({ folded(text[index + $0]) == bytes[$0] })
      {
        return index
      }
      index += 1
    }
    return nil
  }

  private func folded(_ byte: UInt8) -> UInt8 {
    folds && (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
  }

  func occurs(in text: ArraySlice<UInt8>) -> Bool {
    text.withUnsafeBufferPointer { position(in: $0, from: 0) != nil }
  }

  /// The glyphs of `row` that the pattern covers.
  func matches(in row: [StyledGlyph]) -> [Range<Int>] {
    var text: [UInt8] = []
    // Index of the glyph that each byte belongs to.
    var owners: [Int] = []
    for (index, styled) in row.enumerated() {
      let marks = (0..<4).map { styled.glyph.marks[$0] }.filter { $0 != 0 }
      for value in [styled.glyph.scalar] + marks {
        for byte in Unicode.Scalar(value).map({ Array(String(Character($0)).utf8) }) ?? [] {
          text.append(byte)
          owners.append(index)
        }
      }
    }
    return text.withUnsafeBufferPointer { text in
      var found: [Range<Int>] = []
      var start = 0
      while let position = position(in: text, from: start) {
        start = position + bytes.count
        found.append(owners[position]..<owners[start - 1] + 1)
      }
      return found
    }
  }

  /// `row` with what the pattern covers in the look of a selection.
  func highlighted(_ row: [StyledGlyph]) -> [StyledGlyph] {
    var row = row
    for match in matches(in: row) {
      for index in match { row[index].style = TextStyle(.selection) }
    }
    return row
  }
}
