internal import TextModel

/// What a rule finds at a place; nothing here looks further than the line.
extension CodeLexer {
  struct Match {
    /// Behind what is matched.
    var end: Int
    /// What it is, where the rule does not say.
    var role: StyleRole?
    /// What ends the text that it opens.
    var terminator: [UInt8] = []
    /// The text begins with the next line.
    var isFromNextLine = false
    /// The language that begins with the next line.
    var entered: Frame?
  }

  func isPlace(_ place: LexRule.Place) -> Bool {
    switch place {
    case .anywhere: true
    case .lineStart: position <= lineInk
    case .firstColumn: position == bytes.startIndex
    case .behindBlank: position == bytes.startIndex || Byte.isBlank(bytes[position - 1])
    case .behindOperator: isBehindOperator
    case .yamlValue: isYAMLValue
    }
  }

  private var isYAMLValue: Bool {
    var index = position - 1
    if index >= bytes.startIndex, !Byte.isBlank(bytes[index]) {
      return "[{,:".utf8.contains(bytes[index])
    }
    while index >= bytes.startIndex, Byte.isBlank(bytes[index]) { index -= 1 }
    return index < bytes.startIndex || "[{,:-?".utf8.contains(bytes[index])
  }

  private var isBehindOperator: Bool {
    var index = position - 1
    while index >= bytes.startIndex, Byte.isBlank(bytes[index]) { index -= 1 }
    return index < bytes.startIndex || "(,=:[!&|?{};+-*%~^<>".utf8.contains(bytes[index])
      || isBehindKeyword(index)
  }

  /// Words behind which a value stands, of JavaScript and Ruby.
  private static let keywordsBeforeValues = [
    "return", "case", "typeof", "in", "of", "void", "throw", "yield", "await", "when", "if",
    "elsif", "unless", "while", "until", "and", "or", "not", "then", "puts",
  ].map { Array($0.utf8) }

  private func isBehindKeyword(_ index: Int) -> Bool {
    let before = bytes[bytes.startIndex...index]
    return CodeLexer.keywordsBeforeValues.contains { keyword in
      guard before.suffix(keyword.count).elementsEqual(keyword) else { return false }
      let mark = before.dropLast(keyword.count).last
      return mark.map { !ByteSet.word.contains($0) && !".@$".utf8.contains($0) } ?? true
    }
  }

  func isText(_ text: [UInt8], at index: Int, ignoresCase: Bool) -> Bool {
    guard index + text.count <= limit else { return false }
    for offset in text.indices {
      let (mine, theirs) = (bytes[index + offset], text[offset])
      if mine == theirs { continue }
      guard ignoresCase, Byte.isLetter(mine), mine ^ 0x20 == theirs else { return false }
    }
    return true
  }

  func match(_ rule: LexRule, in frame: Frame) -> Match? {
    switch rule.pattern {
    case .text(let text, let ignoresCase):
      return isText(text, at: position, ignoresCase: ignoresCase)
        ? Match(end: position + text.count) : nil
    case .run(_, let rest, let before): return matchRun(rest, before)
    case .word: return matchWord(frame.language.language.alphabet)
    case .number: return matchNumber()
    case .restOfLine(let text):
      return isText(text, at: position, ignoresCase: false) ? Match(end: limit) : nil
    case .quoted(let quote, let before): return matchQuoted(quote, before)
    case .character: return matchCharacter()
    case .regularExpression: return matchRegularExpression()
    case .fence(let fence): return matchFence(fence)
    case .heredoc(let open, let first): return matchHeredoc(open, first)
    case .codeFence(let mark): return matchCodeFence(mark)
    case .terminator:
      guard !frame.terminator.isEmpty, isText(frame.terminator, at: position, ignoresCase: false)
      else { return nil }
      return Match(end: position + frame.terminator.count)
    }
  }

  private func end(of set: ByteSet, from start: Int, limit: Int) -> Int {
    var index = start
    while index < limit, set.contains(bytes[index]) { index += 1 }
    return index
  }

  private func matchRun(_ rest: ByteSet, _ before: [UInt8]?) -> Match? {
    let end = end(of: rest, from: position + 1, limit: limit)
    guard let before else { return Match(end: end) }
    let behind = self.end(of: .blanks, from: end, limit: limit)
    return isText(before, at: behind, ignoresCase: false) ? Match(end: end) : nil
  }

  // MARK: Words and numbers

  private func matchWord(_ alphabet: CodeLanguage.Alphabet) -> Match {
    let end = end(of: alphabet.word, from: position + 1, limit: limit)
    guard end - position <= CodeLexer.maximumLookAheadBytes else { return Match(end: end) }
    let isMember = position > bytes.startIndex && bytes[position - 1] == 0x2E
    let text = String(decoding: bytes[position..<end], as: UTF8.self)
    let role = isMember ? nil : alphabet.words[alphabet.ignoresCase ? text.lowercased() : text]
    if let role { return Match(end: end, role: role) }
    let isCalled = end < limit && alphabet.callMarks.contains(bytes[end]) && !isComparison(end)
    switch alphabet.capitals {
    case .nothing: break
    case .typesUnlessCalled where isCalled: break
    case .types, .typesUnlessCalled:
      if isCapitalised(position..<end) { return Match(end: end, role: .codeType) }
    }
    return Match(end: end, role: isCalled ? .codeFunction : nil)
  }

  /// `a!=b` calls nothing.
  private func isComparison(_ index: Int) -> Bool {
    bytes[index] == 0x21 && index + 1 < limit && bytes[index + 1] == 0x3D
  }

  /// `Name` and `T`, but not `NAME`.
  private func isCapitalised(_ range: Range<Int>) -> Bool {
    guard ByteSet.upperCase.contains(bytes[range.lowerBound]) else { return false }
    return range.count == 1 || bytes[range].contains { ByteSet.lowerCase.contains($0) }
  }

  private func matchNumber() -> Match? {
    var index = position
    if bytes[index] == 0x2E {
      guard index + 1 < limit, Byte.isDigit(bytes[index + 1]) else { return nil }
    }
    let isHexadecimal =
      bytes[index] == 0x30 && index + 1 < limit && bytes[index + 1] | 0x20 == 0x78
    while index < limit {
      let byte = bytes[index]
      let next = index + 1 < limit ? bytes[index + 1] : 0
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: break
      case 0x2E, 0x27:
        guard Byte.isDigit(next) else { return Match(end: index) }
      case 0x2B, 0x2D:
        guard !isHexadecimal, bytes[index - 1] | 0x20 == 0x65, Byte.isDigit(next) else {
          return Match(end: index)
        }
      default: return Match(end: index)
      }
      index += 1
    }
    return Match(end: index)
  }

  // MARK: Strings

  private func matchQuoted(_ quote: UInt8, _ before: UInt8) -> Match? {
    var index = position + 1
    while index < limit, bytes[index] != quote {
      index += bytes[index] == Byte.backslash ? 2 : 1
    }
    guard index < limit else { return nil }
    let behind = end(of: .blanks, from: index + 1, limit: limit)
    return behind < limit && bytes[behind] == before ? Match(end: index + 1) : nil
  }

  private func matchCharacter() -> Match? {
    var index = position + 1
    guard index < limit else { return nil }
    if bytes[index] == Byte.backslash {
      index += 2
      while index < limit, bytes[index] != 0x27, index - position < 12 { index += 1 }
    } else {
      index += 1
      while index < limit, bytes[index] & 0xC0 == 0x80 { index += 1 }
    }
    return index < limit && bytes[index] == 0x27 ? Match(end: index + 1) : nil
  }

  private func matchRegularExpression() -> Match? {
    var index = position + 1
    let last = min(limit, position + CodeLexer.maximumLookAheadBytes)
    guard index < last, !" /*=\t".utf8.contains(bytes[index]) else { return nil }
    var isInClass = false
    while index < last {
      switch bytes[index] {
      case Byte.backslash: index += 1
      case Byte.leftBracket: isInClass = true
      case Byte.rightBracket: isInClass = false
      case 0x2F where !isInClass:
        return Match(end: end(of: .letters, from: index + 1, limit: limit))
      default: break
      }
      index += 1
    }
    return nil
  }

  private func matchFence(_ fence: LexRule.Fence) -> Match? {
    guard isText(fence.open, at: position, ignoresCase: false) else { return nil }
    let start = position + fence.open.count
    let end = end(
      of: fence.run, from: start, limit: min(limit, start + CodeLexer.maximumLookAheadBytes))
    guard end > start || !fence.isRunNeeded,
      isText(fence.close, at: end, ignoresCase: false)
    else { return nil }
    return Match(
      end: end + fence.close.count,
      terminator: fence.endOpen + bytes[start..<end] + fence.endClose)
  }

  private func matchHeredoc(_ open: [UInt8], _ first: ByteSet) -> Match? {
    guard isText(open, at: position, ignoresCase: false) else { return nil }
    var index = position + open.count
    let quote = index < limit && "'\"`\\".utf8.contains(bytes[index]) ? bytes[index] : 0
    if quote != 0 { index += 1 }
    let last = min(limit, index + CodeLexer.maximumLookAheadBytes)
    guard index < last, first.contains(bytes[index]) else { return nil }
    let end = end(of: .word, from: index, limit: last)
    let isClosed = quote != 0 && quote != Byte.backslash && end < limit && bytes[end] == quote
    return Match(
      end: end + (isClosed ? 1 : 0), terminator: Array(bytes[index..<end]), isFromNextLine: true)
  }

  private func matchCodeFence(_ mark: UInt8) -> Match? {
    guard let fence = BlockStart.fence(bytes[position..<limit]), fence.marker == mark else {
      return nil
    }
    let info = String(decoding: bytes[(position + fence.length)..<limit], as: UTF8.self)
    let terminator = Array(
      repeating: mark, count: min(fence.length, CodeLexer.maximumLookAheadBytes))
    return Match(
      end: limit,
      entered: Frame(
        language: CodeLanguage.Name(info: info) ?? .plain, context: 0, embedding: .fence,
        terminator: terminator))
  }
}
