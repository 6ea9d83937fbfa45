import Engine
import Markup
import TextModel

/// What is folded, and into which lines.
extension TranscriptLayout {
  /// Lines from which a prompt can be folded: fewer take hardly more room than
  /// the line that would stand for them.
  static let foldablePromptLines = 6
  /// Lines from which a block of code can be folded.
  static let foldableCodeLines = 10
  /// Bytes of code that are enough to fold it, whatever its lines.
  private static let foldableCodeBytes = 4_096

  /// Whether all of a prompt or an answer is folded.
  func isFolded(_ item: TranscriptItem) -> Bool {
    switch item.kind {
    case .notice, .lines: false
    case .shell: presentation.folds.isFolded(.item(item.serial), byItself: true)
    case .prompt:
      item.body.lineEnds >= Self.foldablePromptLines
        && presentation.folds.isFolded(.item(item.serial), byItself: false)
    case .answer:
      presentation.folds.isFolded(.item(item.serial), byItself: item.isPassedOver)
    }
  }

  /// Whether thinking or a tool call is folded to its line.
  func isFolded(_ part: AnswerPart) -> Bool {
    part.kind != .text && presentation.folds.isFolded(.part(part.serial), byItself: true)
  }

  /// The blocks of the code at `position`, if it is long enough to be folded.
  func foldableCode(at position: TranscriptPosition) -> Range<Int>? {
    let item = transcript.items[position.item]
    guard item.kind == .answer, position.part > 0, position.part <= item.parts.count else {
      return nil
    }
    let part = item.parts[position.part - 1]
    guard part.kind == .text, let code = part.markdown.codeBlocks(around: position.block) else {
      return nil
    }
    if code.count > 1 { return code }
    let range = part.markdown.blocks[position.block].range
    if range.count >= Self.foldableCodeBytes { return code }
    let ends = part.markdown.source(in: range).reduce(0) { $0 + ($1 == 0x0A ? 1 : 0) }
    return ends >= Self.foldableCodeLines ? code : nil
  }

  func target(ofCode code: Range<Int>, at position: TranscriptPosition) -> FoldState.Target? {
    let part = transcript.items[position.item].parts[position.part - 1]
    guard part.markdown.blocks.indices.contains(code.lowerBound) else { return nil }
    return .code(part: part.serial, byte: part.markdown.blocks[code.lowerBound].range.lowerBound)
  }

  /// The blocks of the folded code at `position`.
  func foldedCode(at position: TranscriptPosition) -> Range<Int>? {
    guard presentation.folds.mayFoldCode, let code = foldableCode(at: position),
      let target = target(ofCode: code, at: position),
      presentation.folds.isFolded(target, byItself: false)
    else { return nil }
    return code
  }

  /// What stands for folded code: its language and how long it is.
  func foldedLines(of code: Range<Int>, _ part: AnswerPart) -> [StyledLine] {
    let blocks = part.markdown.blocks
    let bytes = part.markdown.source(
      in: blocks[code.lowerBound].range.lowerBound..<blocks[code.upperBound - 1].range.upperBound)
    var trimmed = bytes
    while let last = trimmed.last, last <= 0x20 { trimmed = trimmed.dropLast() }
    var count = 0
    for byte in trimmed where byte == 0x0A { count += 1 }
    let fence = bytes.prefix { $0 != 0x0A }.drop { $0 == 0x20 }
    let info = fence.drop { $0 == fence.first }.drop { $0 == 0x20 }.prefix { $0 > 0x20 }
    // The fence behind it is no line of it.
    if let mark = fence.first, trimmed.suffix(3).allSatisfy({ $0 == mark }) { count -= 1 }
    let line = TranscriptTitles.foldLine(
      lines: max(1, count), String(decoding: info, as: UTF8.self))
    return code.upperBound == blocks.count ? [line] : [line, StyledLine("")]
  }

  /// What a key at the row of `position` folds or opens: the part or the code
  /// there, else the first such thing below it in view, else the whole item.
  /// `end`: the last block in view.
  func foldTarget(
    at position: TranscriptPosition, through end: TranscriptPosition
  ) -> FoldState.Target? {
    var next: TranscriptPosition? = position
    while let current = next, current <= end {
      if let target = ownTarget(at: current) { return target }
      next = self.next(current)
    }
    return itemTarget(at: position)
  }

  /// The part or the code that `position` belongs to, or the item where that
  /// is a prompt or folded.
  private func ownTarget(at position: TranscriptPosition) -> FoldState.Target? {
    let item = transcript.items[position.item]
    switch item.kind {
    case .notice, .lines: return nil
    case .prompt, .shell: return itemTarget(at: position)
    case .answer: break
    }
    if isFolded(item) { return .item(item.serial) }
    if position.part == 0 {
      // The first thinking is told in the title's own row.
      return item.opensWithThinking ? item.parts.first.map { .part($0.serial) } : nil
    }
    guard position.part <= item.parts.count else { return nil }
    let part = item.parts[position.part - 1]
    if part.kind != .text { return .part(part.serial) }
    return foldableCode(at: position).flatMap { target(ofCode: $0, at: position) }
  }

  /// The prompt or the answer at `position`.
  func itemTarget(at position: TranscriptPosition) -> FoldState.Target? {
    let item = transcript.items[position.item]
    switch item.kind {
    case .notice, .lines: return nil
    case .prompt:
      return item.body.lineEnds >= Self.foldablePromptLines ? .item(item.serial) : nil
    case .answer, .shell: return .item(item.serial)
    }
  }

  /// Opens in `folds` whatever hides the text at `position`.
  func open(_ position: TranscriptPosition, in folds: inout FoldState) {
    var opened = self
    opened.presentation.folds = folds
    let item = transcript.items[position.item]
    if opened.isFolded(item) { folds.toggle(.item(item.serial)) }
    guard item.kind == .answer, position.part > 0, position.part <= item.parts.count else { return }
    let part = item.parts[position.part - 1]
    if opened.isFolded(part) { folds.toggle(.part(part.serial)) }
    if let code = opened.foldedCode(at: position),
      let target = target(ofCode: code, at: position)
    {
      folds.toggle(target)
    }
  }
}
