import TextModel

/// A report that came as plain lines.
enum ReportText {
  /// The lines as the transcript shows them: one that is too long goes on
  /// where it began.
  static func lines(_ lines: [String]) -> [StyledLine] {
    lines.map { line in
      let indent = String(line.prefix { $0 == " " })
      return StyledLine(
        [StyledRun(line, TextStyle(.text))],
        continuation: indent.isEmpty ? [] : [StyledRun(indent, TextStyle(.text))])
    }
  }
}
