/// How much a visual command took, so that the dot can take as much again.
extension ViMode {
  /// The measure of a selection.
  enum Extent: Equatable, Sendable {
    /// Elements of one line.
    case characters(Int)
    /// Lines behind the first, and elements of the last one.
    case stretch(lines: Int, columns: Int)
    /// Whole lines, so many behind the first.
    case lines(Int)
  }

  func extent(of range: Range<Int>, isLines: Bool, in buffer: EditBuffer) -> Extent {
    let last = isLines ? range.upperBound : max(range.lowerBound, range.upperBound - 1)
    let lines = buffer.lineIndex(of: last) - buffer.lineIndex(of: range.lowerBound)
    if isLines { return .lines(lines) }
    if lines == 0 { return .characters(range.count) }
    return .stretch(lines: lines, columns: last - buffer.lineStart(of: last) + 1)
  }

  /// Selects as much as `extent` from the caret on, as far as there is text.
  mutating func select(_ extent: Extent, _ buffer: inout EditBuffer) {
    anchor = buffer.caret
    mode = .visual
    switch extent {
    case .characters(let count):
      let end = buffer.lineEnd(of: anchor)
      buffer.moveCaret(to: max(anchor, min(end, anchor + count) - 1))
    case .stretch(let lines, let columns):
      let start = buffer.startOfLine(buffer.lineIndex(of: anchor) + lines)
      buffer.moveCaret(to: max(anchor, min(buffer.lineEnd(of: start), start + columns - 1)))
    case .lines(let lines):
      mode = .visualLine
      buffer.moveCaret(to: buffer.startOfLine(buffer.lineIndex(of: anchor) + lines))
    }
  }
}
