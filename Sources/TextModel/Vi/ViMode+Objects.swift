extension ViMode {
  /// The text object that `character` names around the caret: `w`, quotes,
  /// brackets; `around` takes its delimiters or the blanks beside it along.
  func object(_ character: Character, around: Bool, count: Int, in buffer: EditBuffer)
    -> Range<Int>?
  {
    switch character {
    case "w", "W": return word(around: around, big: character == "W", count: count, in: buffer)
    case "\"", "'", "`": return quotes(character, around: around, in: buffer)
    case "(", ")", "b": return brackets(("(", ")"), around: around, count: count, in: buffer)
    case "[", "]": return brackets(("[", "]"), around: around, count: count, in: buffer)
    case "{", "}", "B": return brackets(("{", "}"), around: around, count: count, in: buffer)
    case "<", ">": return brackets(("<", ">"), around: around, count: count, in: buffer)
    default: return nil
    }
  }

  /// Lines of the paragraph around the caret, or of the empty lines there;
  /// `around` takes those behind it along, or else those before it.
  func paragraph(around: Bool, count: Int, in buffer: EditBuffer) -> ClosedRange<Int>? {
    let last = buffer.lineCount - 1
    func isEmpty(_ line: Int) -> Bool { buffer.isEmptyLine(buffer.startOfLine(line)) }
    func end(from line: Int) -> Int {
      var end = line
      while end < last, isEmpty(end + 1) == isEmpty(line) { end += 1 }
      return end
    }
    var start = buffer.lineIndex(of: buffer.caret)
    let own = isEmpty(start)
    var stop = end(from: start)
    while start > 0, isEmpty(start - 1) == own { start -= 1 }
    for round in 0..<count {
      if round > 0 {
        guard stop < last else { return nil }
        stop = end(from: stop + 1)
      }
      guard around else { continue }
      if stop < last {
        stop = end(from: stop + 1)
      } else if round == 0, !own, start > 0 {
        while start > 0, isEmpty(start - 1) { start -= 1 }
      } else {
        return nil
      }
    }
    return start...stop
  }

  private func word(around: Bool, big: Bool, count: Int, in buffer: EditBuffer) -> Range<Int>? {
    let line = buffer.lineStart(of: buffer.caret)..<buffer.lineEnd(of: buffer.caret)
    guard line.contains(buffer.caret) else { return nil }
    func stretchEnd(from index: Int) -> Int {
      let own = buffer.wordClass(at: index, big: big)
      var end = index
      while end < line.upperBound, buffer.wordClass(at: end, big: big) == own { end += 1 }
      return end
    }
    let own = buffer.wordClass(at: buffer.caret, big: big)
    var start = buffer.caret
    while start > line.lowerBound, buffer.wordClass(at: start - 1, big: big) == own { start -= 1 }
    var end = stretchEnd(from: buffer.caret)
    for round in 0..<count {
      if round > 0 {
        guard end < line.upperBound else { break }
        end = stretchEnd(from: end)
      }
      guard around else { continue }
      if end < line.upperBound,
        own == .blank || buffer.wordClass(at: end, big: big) == .blank
      {
        end = stretchEnd(from: end)
      } else if round == 0 {
        while start > line.lowerBound, buffer.wordClass(at: start - 1, big: big) == .blank {
          start -= 1
        }
      }
    }
    return start..<end
  }

  /// The quoted text around the caret, or the next one in its line.
  private func quotes(_ quote: Character, around: Bool, in buffer: EditBuffer) -> Range<Int>? {
    let line = buffer.lineStart(of: buffer.caret)..<buffer.lineEnd(of: buffer.caret)
    var places: [Int] = []
    var isEscaped = false
    for index in line {
      if !isEscaped, buffer[index] == .character(quote) { places.append(index) }
      isEscaped = !isEscaped && buffer[index] == .character("\\")
    }
    var pair = 0
    while pair + 1 < places.count {
      if places[pair + 1] >= buffer.caret {
        guard around else { return places[pair] + 1..<places[pair + 1] }
        var end = places[pair + 1] + 1
        while end < line.upperBound, buffer[end].isWhitespace { end += 1 }
        return places[pair]..<end
      }
      pair += 2
    }
    return nil
  }

  private func brackets(
    _ pair: (open: Character, close: Character), around: Bool, count: Int, in buffer: EditBuffer
  ) -> Range<Int>? {
    var start = buffer.caret
    var left = count
    var depth = 0
    while start >= 0 {
      if start < buffer.count {
        if buffer[start] == .character(pair.close), start != buffer.caret { depth += 1 }
        if buffer[start] == .character(pair.open) {
          if depth == 0 { left -= 1 } else { depth -= 1 }
        }
      }
      if left == 0 { break }
      start -= 1
    }
    guard left == 0, let end = buffer.closing(pair, from: start), end >= buffer.caret else {
      return nil
    }
    return around ? start..<end + 1 : start + 1..<end
  }
}
