/// What a line can start or end, recognised from its bytes behind the
/// indentation (CommonMark 0.29, chapters 4 and 5).
enum BlockStart {
  /// The marker of a list item.
  struct ListMarker: Equatable {
    /// The bullet, or the character behind the number: items with the same one
    /// make one list.
    var kind: UInt8
    /// Bytes of the marker.
    var length: Int
    /// Whether it may interrupt a paragraph.
    var interrupts: Bool
    /// What a numbered item says; 0 of a bullet.
    var number = 0
  }

  /// `#` to `######`, then a blank or nothing.
  static func isHeading(_ text: ArraySlice<UInt8>) -> Bool {
    let rest = text.drop { $0 == Byte.hash }
    let level = text.count - rest.count
    return (1...6).contains(level) && (rest.first.map(Byte.isBlank) ?? true)
  }

  /// The fence that `text` opens: its character and length.
  static func fence(_ text: ArraySlice<UInt8>) -> (marker: UInt8, length: Int)? {
    guard let marker = text.first, marker == Byte.backtick || marker == Byte.tilde else {
      return nil
    }
    let rest = text.drop { $0 == marker }
    guard text.count - rest.count >= 3, marker == Byte.tilde || !rest.contains(Byte.backtick)
    else { return nil }
    return (marker, text.count - rest.count)
  }

  /// Whether `text` closes a fence of `length` characters `marker`.
  static func closesFence(_ text: ArraySlice<UInt8>, marker: UInt8, length: Int) -> Bool {
    let rest = text.drop { $0 == marker }
    return text.count - rest.count >= length && rest.allSatisfy(Byte.isBlank)
  }

  /// Three or more of one of `*`, `-`, `_`, blanks between.
  static func isThematicBreak(_ text: ArraySlice<UInt8>) -> Bool {
    guard let marker = text.first, "*-_".utf8.contains(marker) else { return false }
    var count = 0
    for byte in text {
      if byte == marker { count += 1 } else if !Byte.isBlank(byte) { return false }
    }
    return count >= 3
  }

  /// The underline of a heading.
  static func isSetextUnderline(_ text: ArraySlice<UInt8>) -> Bool {
    guard let marker = text.first, marker == Byte.dash || marker == UInt8(ascii: "=") else {
      return false
    }
    return text.drop { $0 == marker }.allSatisfy(Byte.isBlank)
  }

  /// The list marker at the start of `text`.
  static func listMarker(_ text: ArraySlice<UInt8>) -> ListMarker? {
    guard let first = text.first else { return nil }
    let start = text.startIndex
    if "-+*".utf8.contains(first) {
      guard isMarkerEnd(text, start + 1) else { return nil }
      return ListMarker(
        kind: first, length: 1, interrupts: !text[(start + 1)...].allSatisfy(Byte.isBlank))
    }
    let digits = text.prefix(10).prefix { Byte.isDigit($0) }
    let end = digits.endIndex
    // More than nine digits are no number (CommonMark 5.2).
    guard (1...9).contains(digits.count), end < text.endIndex,
      text[end] == UInt8(ascii: ".") || text[end] == UInt8(ascii: ")"), isMarkerEnd(text, end + 1)
    else { return nil }
    let number = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    return ListMarker(
      kind: text[end], length: digits.count + 1,
      interrupts: number == 1 && !text[(end + 1)...].allSatisfy(Byte.isBlank), number: number)
  }

  /// The footnote that `text` starts: its label in lower case, and the bytes up
  /// to its text, blanks among them.
  static func footnote(_ text: ArraySlice<UInt8>) -> (label: String, length: Int)? {
    guard text.starts(with: "[^".utf8) else { return nil }
    let label = text.dropFirst(2).prefix { $0 > Byte.space && $0 != Byte.rightBracket }
    let rest = text[label.endIndex...]
    guard !label.isEmpty, rest.starts(with: "]:".utf8) else { return nil }
    let end = rest.dropFirst(2).drop(while: Byte.isBlank).startIndex
    return (String(decoding: label, as: UTF8.self).lowercased(), end - text.startIndex)
  }

  private static func isMarkerEnd(_ text: ArraySlice<UInt8>, _ index: Int) -> Bool {
    index >= text.endIndex || Byte.isBlank(text[index])
  }

  /// Whether `text` is the delimiter row of a table below `header`.
  static func isTableDelimiter(_ text: ArraySlice<UInt8>, header: ArraySlice<UInt8>) -> Bool {
    var columns = 0
    let row = withoutOuterBars(text)
    for cell in row.split(separator: Byte.bar, omittingEmptySubsequences: false) {
      var mark = trimmed(cell)
      if mark.first == Byte.colon { mark = mark.dropFirst() }
      if mark.last == Byte.colon { mark = mark.dropLast() }
      guard !mark.isEmpty, mark.allSatisfy({ $0 == Byte.dash }) else { return false }
      columns += 1
    }
    return columns > 0 && columns == cellCount(header)
  }

  /// Whether `text` is a row of a table that is open: anything but nothing and
  /// a bar alone.
  static func isTableRow(_ text: ArraySlice<UInt8>) -> Bool {
    !text.isEmpty && cellCount(trimmed(text)) > 0
  }

  private static func cellCount(_ text: ArraySlice<UInt8>) -> Int {
    let row = withoutOuterBars(text)
    // A bar alone has no cell.
    guard !row.isEmpty || text.count > 1 else { return 0 }
    var count = 1
    var isEscaped = false
    for byte in row {
      if byte == Byte.bar, !isEscaped { count += 1 }
      isEscaped = byte == Byte.backslash && !isEscaped
    }
    return count
  }

  private static func withoutOuterBars(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var row = trimmed(text)
    if row.first == Byte.bar { row = row.dropFirst() }
    if row.last == Byte.bar, row.dropLast().last != Byte.backslash { row = row.dropLast() }
    return row
  }

  private static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var text = text.drop(while: Byte.isBlank)
    while let last = text.last, Byte.isBlank(last) { text.removeLast() }
    return text
  }
}
