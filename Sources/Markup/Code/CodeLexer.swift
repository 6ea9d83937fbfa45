internal import TextModel

/// Colours code line by line.
///
/// Invariants: what it knows between two lines is `state`, a few bytes; the
/// spans of a line cover it without a gap; a line costs what it is long,
/// whatever stands in it.
struct CodeLexer {
  /// What is open at the start of a line, innermost last; empty at the start
  /// of the code.
  struct State: Hashable, Sendable { var frames: [Frame] = [] }

  /// A context that is entered and not left.
  struct Frame: Hashable, Sendable {
    /// What makes a whole language end.
    enum Embedding: UInt8, Sendable {
      /// It is none of its own.
      case none
      /// The terminator, in any case.
      case text
      /// A line of at least the terminator's bytes (a fence of Markdown).
      case fence
    }

    var language: CodeLanguage.Name
    var context: UInt8
    var embedding = Embedding.none
    var terminator: [UInt8] = []
  }

  /// Bytes of a line up to a place, all of one role.
  struct Span: Hashable, Sendable {
    var end: Int
    var role: StyleRole
  }

  /// Deeper nesting is not followed.
  static let maximumDepth = 24
  /// Bytes of a line that are coloured; the rest stays plain.
  static let maximumLineBytes = 4_096
  /// Bytes of a terminator, a regular expression, a name looked up: what is
  /// looked ahead for at one place.
  static let maximumLookAheadBytes = 256
  /// Times that contexts may change at one place before a byte is passed.
  private static let maximumChangesInPlace = 4

  let language: CodeLanguage.Name
  var frames: [Frame]
  /// Of the line being read.
  var bytes: ArraySlice<UInt8> = []
  var limit = 0
  var position = 0
  /// The first byte that counts as a start of the line, blanks before it.
  var lineInk = 0
  private var changesInPlace = 0
  /// Opened by the line, read from the next.
  var pending: Frame?
  private var spans: [Span] = []

  /// A lexer that goes on from `state`.
  init(_ language: CodeLanguage.Name, state: State = State()) {
    self.language = language
    frames = state.frames.isEmpty ? [Frame(language: language, context: 0)] : state.frames
  }

  /// What is open now.
  var state: State {
    frames == [Frame(language: language, context: 0)] ? State() : State(frames: frames)
  }

  /// The spans of `line`, without its end; indices are those of `line`. A line
  /// that goes on in another piece is not complete.
  mutating func spans(of line: ArraySlice<UInt8>, isComplete: Bool = true) -> [Span] {
    spans.removeAll(keepingCapacity: true)
    read(line)
    if isComplete { closeLine(line) }
    if line.endIndex > limit { take(to: line.endIndex, .codeBlock) }
    return spans
  }

  /// Says that the line that began in the piece before ends here.
  mutating func endLine(_ line: ArraySlice<UInt8>) { closeLine(line) }

  private mutating func read(_ line: ArraySlice<UInt8>) {
    bytes = line
    position = line.startIndex
    limit = min(line.endIndex, line.startIndex + CodeLexer.maximumLineBytes)
    while limit < line.endIndex, limit > line.startIndex, line[limit] & 0xC0 == 0x80 { limit -= 1 }
    lineInk = line.firstIndex { !Byte.isBlank($0) } ?? line.endIndex
    changesInPlace = 0
    if !endsAtTerminatorLine() { while position < limit { step() } }
    bytes = []
  }

  /// Whether the whole line is what the innermost text or language ends with.
  private mutating func endsAtTerminatorLine() -> Bool {
    let text = bytes[lineInk...].prefix(CodeLexer.maximumLookAheadBytes)
    if let frame = frames.last, text.starts(with: frame.terminator) {
      let rest = text.dropFirst(frame.terminator.count)
      switch context(of: frame).terminatorEnd {
      case .never: break
      case .line:
        guard rest.allSatisfy({ Byte.isBlank($0) || $0 == 0x3B }) else { break }
        take(to: limit, .codeString)
        frames.removeLast()
        return true
      case .word:
        guard rest.first.map({ !ByteSet.word.contains($0) }) ?? true else { break }
        take(to: rest.startIndex, .codeString)
        frames.removeLast()
        return false
      }
    }
    guard let index = frames.lastIndex(where: { $0.embedding == .fence }),
      let mark = frames[index].terminator.first,
      BlockStart.closesFence(text, marker: mark, length: frames[index].terminator.count)
    else { return false }
    take(to: limit, .codeAttribute)
    frames.removeSubrange(index...)
    return true
  }

  private mutating func closeLine(_ line: ArraySlice<UInt8>) {
    let isContinued = line.last == Byte.backslash
    let ended = frames.indices.dropFirst().first { index in
      switch context(of: frames[index]).lineEnd {
      case .stays: false
      case .pops: true
      case .popsUnlessContinued: !isContinued
      }
    }
    if let ended { frames.removeSubrange(ended...) }
    if let pending { push(pending) }
    pending = nil
  }

  // MARK: Steps

  private mutating func step() {
    if leaveEmbedded() { return }
    guard let frame = frames.last else { return take(to: limit, .codeBlock) }
    let context = self.context(of: frame)
    let byte = bytes[position]
    if context.starts.contains(byte) {
      for rule in context.rules where rule.starts.contains(byte) && isPlace(rule.rule.place) {
        guard let match = match(rule.rule, in: frame) else { continue }
        if rule.rule.isLookAhead, !mayChangeInPlace() { continue }
        if !rule.rule.isLookAhead {
          take(to: match.end, match.role ?? rule.rule.role)
          if rule.rule.keepsLineStart { moveLineStart() }
        }
        apply(rule, match)
        return
      }
      return take(to: position + 1, context.role)
    }
    var end = position + 1
    while end < limit, !context.starts.contains(bytes[end]), bytes[end] != Byte.less { end += 1 }
    take(to: end, context.role)
  }

  private mutating func mayChangeInPlace() -> Bool {
    changesInPlace += 1
    return changesInPlace <= CodeLexer.maximumChangesInPlace
  }

  private mutating func moveLineStart() {
    lineInk = position
    while lineInk < limit, Byte.isBlank(bytes[lineInk]) { lineInk += 1 }
  }

  private mutating func leaveEmbedded() -> Bool {
    guard bytes[position] == Byte.less,
      let index = frames.lastIndex(where: { $0.embedding == .text }),
      isText(frames[index].terminator, at: position, ignoresCase: true)
    else { return false }
    frames.removeSubrange(index...)
    return true
  }

  private mutating func apply(_ rule: CodeLanguage.Rule, _ match: Match) {
    guard let top = frames.last else { return }
    switch rule.rule.action {
    case .stay:
      if let entered = match.entered { pending = entered }
    case .push:
      let frame = Frame(
        language: top.language, context: rule.target, terminator: match.terminator)
      if match.isFromNextLine { pending = pending ?? frame } else { push(frame) }
    case .pop: if frames.count > 1 { frames.removeLast() }
    case .exchange:
      if frames.count > 1 { frames.removeLast() }
      push(Frame(language: top.language, context: rule.target, terminator: match.terminator))
    case .enter(let language, let end):
      if frames.count > 1 { frames.removeLast() }
      push(
        Frame(language: language, context: 0, embedding: .text, terminator: Array(end.utf8)))
    }
  }

  private mutating func push(_ frame: Frame) {
    if frames.count < CodeLexer.maximumDepth { frames.append(frame) }
  }

  func context(of frame: Frame) -> CodeLanguage.Context {
    let contexts = frame.language.language.contexts
    return contexts[min(Int(frame.context), contexts.count - 1)]
  }

  private mutating func take(to end: Int, _ role: StyleRole) {
    guard end > position else { return }
    position = end
    changesInPlace = 0
    if let last = spans.indices.last, spans[last].role == role {
      spans[last].end = end
    } else {
      spans.append(Span(end: end, role: role))
    }
  }
}
