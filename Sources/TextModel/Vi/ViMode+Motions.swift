extension ViMode {
  /// Where a motion leads, and how much of the way an operator takes.
  struct Motion: Equatable {
    enum Extent { case exclusive, inclusive, lines }
    var target: Int
    var extent: Extent

    init(_ target: Int, _ extent: Extent = .exclusive) {
      self.target = target
      self.extent = extent
    }
  }

  /// The motion that `character` names; `nil` if it names none, or leads
  /// nowhere. Motions that need a second character come by `find`.
  func motion(
    _ character: Character, count: Int?, in buffer: EditBuffer
  ) -> Motion? {
    let caret = buffer.caret
    let times = count ?? 1
    let start = buffer.lineStart(of: caret)
    let end = buffer.lineEnd(of: caret)
    switch character {
    case "h": return caret > start ? Motion(max(start, caret - times)) : nil
    case "l": return caret < end ? Motion(min(end, caret + times)) : nil
    case " ": return caret < buffer.count ? Motion(min(buffer.count, caret + times)) : nil
    case "0": return Motion(start)
    case "^": return Motion(buffer.firstNonBlank(of: caret))
    case "$":
      let line = buffer.startOfLine(buffer.lineIndex(of: caret) + times - 1)
      let lineEnd = buffer.lineEnd(of: line)
      return Motion(max(line, lineEnd - 1), lineEnd > line ? .inclusive : .exclusive)
    case "w", "W":
      return Motion(
        repeated(times, from: caret) { buffer.wordBegin(behind: $0, big: character == "W") })
    case "b", "B":
      return Motion(
        repeated(times, from: caret) { buffer.wordBegin(before: $0, big: character == "B") })
    case "e", "E":
      let target = repeated(times, from: caret) {
        buffer.wordLast(behind: $0, big: character == "E")
      }
      return Motion(target, .inclusive)
    case "j", "k":
      let line = buffer.lineIndex(of: caret) + (character == "j" ? times : -times)
      guard line >= 0, line < buffer.lineCount else { return nil }
      return Motion(buffer.startOfLine(line), .lines)
    case "G":
      return Motion(buffer.startOfLine((count ?? buffer.lineCount) - 1), .lines)
    case "{": return Motion(repeated(times, from: caret, buffer.paragraphBegin(before:)))
    case "}": return Motion(repeated(times, from: caret, buffer.paragraphEnd(behind:)))
    case "%": return buffer.matchingBracket(from: caret).map { Motion($0, .inclusive) }
    default: return nil
    }
  }

  /// `f`, `F`, `t`, `T` in the caret's line.
  func find(
    _ command: Character, _ target: Character, count: Int, again: Bool = false,
    in buffer: EditBuffer
  ) -> Motion? {
    let isForward = command == "f" || command == "t"
    let stopsBefore = command == "t" || command == "T"
    let step = isForward ? 1 : -1
    let line = buffer.lineStart(of: buffer.caret)..<buffer.lineEnd(of: buffer.caret)
    var index = buffer.caret
    // `;` behind a `t` would stay where it is.
    if again, stopsBefore { index += step }
    var left = count
    while left > 0 {
      index += step
      guard line.contains(index) else { return nil }
      if buffer[index] == .character(target) { left -= 1 }
    }
    let end = stopsBefore ? index - step : index
    return Motion(end, isForward ? .inclusive : .exclusive)
  }

  /// `ge` and `gE`: back to the end of a word.
  func backToWordEnd(count: Int, big: Bool, in buffer: EditBuffer) -> Motion {
    let target = repeated(count, from: buffer.caret) { buffer.wordLast(before: $0, big: big) }
    return Motion(target, .inclusive)
  }

  private func repeated(_ times: Int, from position: Int, _ step: (Int) -> Int) -> Int {
    var position = position
    for _ in 0..<times {
      let next = step(position)
      if next == position { break }
      position = next
    }
    return position
  }

  /// The other direction of a find.
  static func opposite(of command: Character) -> Character {
    switch command {
    case "f": "F"
    case "F": "f"
    case "t": "T"
    default: "t"
    }
  }
}

/// Words, paragraphs and brackets as vi sees them.
extension EditBuffer {
  enum WordClass: Equatable { case blank, word, sign }

  func wordClass(at index: Int, big: Bool) -> WordClass {
    let element = self[index]
    if element.isWhitespace { return .blank }
    return big || element.isWord ? .word : .sign
  }

  /// An empty line counts as a word.
  private func isEmptyLine(at index: Int) -> Bool {
    index < count && self[index] == .newline && (index == 0 || self[index - 1] == .newline)
  }

  func firstNonBlank(of position: Int) -> Int {
    let end = lineEnd(of: position)
    var index = lineStart(of: position)
    while index < end, self[index].isWhitespace { index += 1 }
    return index
  }

  /// The beginning of the next word.
  func wordBegin(behind position: Int, big: Bool) -> Int {
    guard position < count else { return count }
    var index = position
    let own = wordClass(at: index, big: big)
    if own != .blank {
      while index < count, wordClass(at: index, big: big) == own { index += 1 }
    } else {
      index += 1
    }
    while index < count, wordClass(at: index, big: big) == .blank {
      if isEmptyLine(at: index) { return index }
      index += 1
    }
    return index
  }

  /// The beginning of the word at or before `position`.
  func wordBegin(before position: Int, big: Bool) -> Int {
    var index = position - 1
    while index > 0, wordClass(at: index, big: big) == .blank {
      if isEmptyLine(at: index) { return index }
      index -= 1
    }
    guard index > 0 else { return 0 }
    let own = wordClass(at: index, big: big)
    while index > 0, wordClass(at: index - 1, big: big) == own { index -= 1 }
    return index
  }

  /// The last element of the word that ends behind `position`.
  func wordLast(behind position: Int, big: Bool) -> Int {
    var index = position + 1
    while index < count, wordClass(at: index, big: big) == .blank { index += 1 }
    guard index < count else { return max(position, count - 1) }
    let own = wordClass(at: index, big: big)
    while index + 1 < count, wordClass(at: index + 1, big: big) == own { index += 1 }
    return index
  }

  /// The last element of the word that ends before `position`, an empty line,
  /// or the start.
  func wordLast(before position: Int, big: Bool) -> Int {
    var index = position
    if index < count, wordClass(at: index, big: big) != .blank {
      let own = wordClass(at: index, big: big)
      while index > 0, wordClass(at: index - 1, big: big) == own { index -= 1 }
    }
    index -= 1
    while index > 0, wordClass(at: index, big: big) == .blank {
      if isEmptyLine(at: index) { return index }
      index -= 1
    }
    return max(0, index)
  }

  /// The empty line before the paragraph, or the start.
  func paragraphBegin(before position: Int) -> Int {
    var line = lineIndex(of: position)
    while line > 0, isEmptyLine(startOfLine(line)) { line -= 1 }
    while line > 0, !isEmptyLine(startOfLine(line)) { line -= 1 }
    return startOfLine(line)
  }

  /// The empty line behind the paragraph, or the end.
  func paragraphEnd(behind position: Int) -> Int {
    var line = lineIndex(of: position)
    let last = lineCount - 1
    while line < last, isEmptyLine(startOfLine(line)) { line += 1 }
    while line < last, !isEmptyLine(startOfLine(line)) { line += 1 }
    let start = startOfLine(line)
    return isEmptyLine(start) ? start : count
  }

  func isEmptyLine(_ start: Int) -> Bool { lineEnd(of: start) == start }

  static let brackets: [(open: Character, close: Character)] = [
    ("(", ")"), ("[", "]"), ("{", "}"), ("<", ">"),
  ]

  /// The bracket that belongs to the first one at or behind `position` in its
  /// line.
  func matchingBracket(from position: Int) -> Int? {
    let end = lineEnd(of: position)
    for index in position..<max(position, end) {
      for pair in Self.brackets.dropLast() {
        if self[index] == .character(pair.open) {
          return closing(pair, from: index)
        }
        if self[index] == .character(pair.close) {
          return opening(pair, from: index)
        }
      }
    }
    return nil
  }

  /// The end of the bracket that opens at `index`.
  func closing(_ pair: (open: Character, close: Character), from index: Int) -> Int? {
    var depth = 0
    for position in index..<count {
      if self[position] == .character(pair.open) { depth += 1 }
      if self[position] == .character(pair.close) { depth -= 1 }
      if depth == 0 { return position }
    }
    return nil
  }

  /// The beginning of the bracket that closes at `index`.
  func opening(_ pair: (open: Character, close: Character), from index: Int) -> Int? {
    var depth = 0
    for position in stride(from: index, through: 0, by: -1) {
      if self[position] == .character(pair.close) { depth += 1 }
      if self[position] == .character(pair.open) { depth -= 1 }
      if depth == 0 { return position }
    }
    return nil
  }
}
