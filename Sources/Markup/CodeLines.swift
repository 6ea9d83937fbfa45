internal import TextModel

/// Code and other text that is shown as it stands: flush left, without a
/// gutter, so that a terminal's own selection copies it clean.
enum CodeLines {
  /// The lines of a fenced code block or of a piece of one.
  static func lines(of block: MarkdownDocument.Block, _ bytes: ArraySlice<UInt8>) -> [StyledLine] {
    let (fence, code) = parts(of: block, bytes)
    var lines: [StyledLine] = []
    if let fence { lines += languageLine(of: info(ofFence: bytes[fence.text]), fence, bytes) }
    let texts = code.map { unindented(bytes[$0.text], by: Int(block.fenceIndent)) }
    let runs = self.runs(
      of: texts, block.language, from: block.lexerState, insideLine: block.startsInsideLine)
    for (line, runs) in zip(code, runs) {
      lines.append(codeLine(runs, source: relative(line.whole, to: bytes)))
    }
    return lines
  }

  /// What is open behind a piece of a code block; `endsInsideLine`: its last
  /// line goes on in the next piece.
  static func state(
    behind block: MarkdownDocument.Block, _ bytes: ArraySlice<UInt8>, endsInsideLine: Bool
  ) -> CodeLexer.State {
    guard let language = block.language, language != .diff else { return CodeLexer.State() }
    var lexer = CodeLexer(language, state: block.lexerState)
    let code = parts(of: block, bytes).code
    for (index, line) in code.enumerated() {
      let text = unindented(bytes[line.text], by: Int(block.fenceIndent))
      let isComplete = !endsInsideLine || index < code.count - 1
      if index == 0, block.startsInsideLine {
        if isComplete { lexer.endLine(text) }
      } else {
        _ = lexer.spans(of: text, isComplete: isComplete)
      }
    }
    return lexer.state
  }

  /// The lines of a code block that cmark has read; `sources` are those of its
  /// lines, the fence before them.
  static func lines(
    ofLiteral literal: String, info: String, fence: Range<Int>?, sources: [Range<Int>]
  ) -> [StyledLine] {
    let bytes = Array(literal.utf8)[...]
    let texts = SourceLines(bytes).lines.map { bytes[$0.text] }
    let isDiff = info.isEmpty && texts.first.map(DiffLines.isStart) == true
    let language = isDiff ? .diff : CodeLanguage.Name(info: info)
    var lines: [StyledLine] = []
    if let label = label(of: info) {
      lines.append(StyledLine([StyledRun(label, TextStyle(.dim))], source: fence))
    }
    let runs = self.runs(of: texts, language, from: CodeLexer.State(), insideLine: false)
    for (index, runs) in runs.enumerated() {
      lines.append(codeLine(runs, source: index < sources.count ? sources[index] : nil))
    }
    return lines
  }

  /// Text that is too large for cmark.
  static func plainLines(of bytes: ArraySlice<UInt8>) -> [StyledLine] {
    SourceLines(bytes).lines.map { line in
      StyledLine(
        [StyledRun(String(decoding: bytes[line.text], as: UTF8.self))],
        source: relative(line.whole, to: bytes))
    }
  }

  // MARK: Pieces

  private static func relative(_ range: Range<Int>, to bytes: ArraySlice<UInt8>) -> Range<Int> {
    range.lowerBound - bytes.startIndex..<range.upperBound - bytes.startIndex
  }

  /// The opening fence and the lines of code of a piece.
  private static func parts(
    of block: MarkdownDocument.Block, _ bytes: ArraySlice<UInt8>
  ) -> (fence: SourceLines.Line?, code: ArraySlice<SourceLines.Line>) {
    var rest = SourceLines(bytes).lines[...]
    var fence: SourceLines.Line?
    if !block.continues {
      while let first = rest.first, bytes[first.text].allSatisfy(Byte.isBlank) {
        rest.removeFirst()
      }
      fence = rest.popFirst()
    }
    if block.isFenceClosed {
      while let last = rest.last, bytes[last.text].allSatisfy(Byte.isBlank) { rest.removeLast() }
      _ = rest.popLast()
    }
    return (fence, rest)
  }

  // MARK: Lines

  /// The runs of each line of code; where `insideLine`, the first is the rest
  /// of one that is too long to be coloured.
  private static func runs(
    of texts: [ArraySlice<UInt8>], _ language: CodeLanguage.Name?, from state: CodeLexer.State,
    insideLine: Bool
  ) -> [[StyledRun]] {
    guard let language, language != .plain else { return texts.map(plainRuns) }
    if language == .diff { return DiffLines.runs(of: texts) }
    var lexer = CodeLexer(language, state: state)
    return texts.enumerated().map { index, text in
      if index == 0, insideLine {
        lexer.endLine(text)
        return plainRuns(text)
      }
      return runs(of: text, lexer.spans(of: text))
    }
  }

  private static func runs(
    of text: ArraySlice<UInt8>, _ spans: [CodeLexer.Span]
  ) -> [StyledRun] {
    var runs: [StyledRun] = []
    var start = text.startIndex
    for span in spans {
      var run = String(decoding: text[start..<span.end], as: UTF8.self).unicodeScalars[...]
      start = span.end
      // A mark belongs to the character before it, whatever is behind.
      if let last = runs.indices.last, let first = run.first, first.value >= 0x300 {
        let marks = run.prefix { $0.properties.isGraphemeExtend || $0.value == 0x200D }
        runs[last].text.unicodeScalars += marks
        run = run.dropFirst(marks.count)
      }
      if !run.isEmpty { runs.append(StyledRun(String(run), TextStyle(span.role))) }
    }
    return runs
  }

  private static func plainRuns(_ text: ArraySlice<UInt8>) -> [StyledRun] {
    [StyledRun(String(decoding: text, as: UTF8.self), TextStyle(.codeBlock))]
  }

  private static func codeLine(_ runs: [StyledRun], source: Range<Int>?) -> StyledLine {
    StyledLine(
      runs.isEmpty ? [StyledRun("", TextStyle(.codeBlock))] : runs, wrapsAtWords: false,
      source: source)
  }

  /// The language by itself, so that a copy of the code does not have it.
  private static func languageLine(
    of info: String, _ fence: SourceLines.Line, _ bytes: ArraySlice<UInt8>
  ) -> [StyledLine] {
    guard let label = label(of: info) else { return [] }
    return [
      StyledLine(
        [StyledRun(label, TextStyle(.dim))], source: relative(fence.whole, to: bytes))
    ]
  }

  private static func label(of info: String) -> String? {
    let word = info.prefix { $0 != " " && $0 != "\t" }
    return word.isEmpty ? nil : String(word)
  }

  /// `line` without the blanks that its fence had before it; a tab cut in the
  /// middle leaves spaces.
  private static func unindented(_ line: ArraySlice<UInt8>, by indent: Int) -> ArraySlice<UInt8> {
    guard indent > 0 else { return line }
    var cursor = LineCursor(line)
    cursor.skip(columns: min(indent, cursor.ahead.indent))
    let rest = line[cursor.position...]
    guard cursor.isInsideTab else { return rest }
    let left = LineCursor.tabStop - cursor.column % LineCursor.tabStop
    return Array(repeating: Byte.space, count: left) + rest.dropFirst()
  }

  /// What stands behind an opening fence.
  static func info(ofFence line: ArraySlice<UInt8>) -> String {
    let text = line.drop(while: Byte.isBlank)
    let info = text.drop { $0 == text.first }.drop(while: Byte.isBlank)
    return String(decoding: info, as: UTF8.self)
  }
}
