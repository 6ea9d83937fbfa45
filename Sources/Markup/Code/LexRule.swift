internal import TextModel

/// One thing that a language's code is made of: how it is recognised at a
/// place of a line, what it is, and what the text behind it is read as.
struct LexRule: Sendable {
  enum Pattern: Sendable {
    /// These bytes; `ignoresCase` for letters of ASCII.
    case text([UInt8], ignoresCase: Bool)
    /// A byte of `first` and all of `rest` behind it; where `before` is given,
    /// only before that, blanks between.
    case run(first: ByteSet, rest: ByteSet, before: [UInt8]?)
    /// A name: a keyword, a type, a function, or nothing of these.
    case word
    case number
    /// Everything from this on.
    case restOfLine([UInt8])
    /// A string that is closed in this line, before a byte (keys of JSON).
    case quoted(UInt8, before: UInt8)
    /// `'a'`, `'\n'`, but not `'a`.
    case character
    /// `/…/` where a value may stand.
    case regularExpression
    /// An opening whose middle is found again at the end: `##"`, `R"tag(`.
    case fence(Fence)
    /// `<<EOF`: the text begins with the next line.
    case heredoc([UInt8], first: ByteSet)
    /// Three or more of a byte, then the name of a language.
    case codeFence(UInt8)
    /// What the context's opening said that it ends with.
    case terminator
  }

  /// `open`, a run of `run`, `close`: ends with `endOpen`, the run, `endClose`.
  struct Fence: Sendable {
    var open: [UInt8]
    var run: ByteSet
    var isRunNeeded = false
    var close: [UInt8]
    var endOpen: [UInt8]
    var endClose: [UInt8]
  }

  enum Place: Sendable {
    case anywhere
    /// Only blanks before it.
    case lineStart
    case firstColumn
    /// At the start or behind a blank.
    case behindBlank
    /// Where a value is expected: at the start or behind an operator.
    case behindOperator
    /// Where a value of YAML begins: behind a mark, not within words.
    case yamlValue
  }

  enum Action: Sendable {
    case stay
    /// Reads on in another context until that is left.
    case push(String)
    case pop
    case exchange(String)
    /// Reads on in another language until these bytes, in any case.
    case enter(CodeLanguage.Name, until: String)
  }

  var pattern: Pattern
  var role: StyleRole
  var action = Action.stay
  var place = Place.anywhere
  /// Takes nothing: the context acted upon reads it.
  var isLookAhead = false
  /// What follows stands at the start of a line too (`- key: value`).
  var keepsLineStart = false

  /// Bytes that it may begin with.
  func starts(in language: CodeLanguage.Alphabet) -> ByteSet {
    switch pattern {
    case .text(let bytes, let ignoresCase):
      var set = ByteSet()
      if let first = bytes.first {
        set.insert(first)
        if ignoresCase, Byte.isLetter(first) { set.insert(first ^ 0x20) }
      }
      return set
    case .restOfLine(let bytes), .heredoc(let bytes, _):
      return bytes.first.map { ByteSet($0...$0) } ?? .all
    case .run(let first, _, _): return first
    case .word: return language.wordStart
    case .number: return ByteSet.digits.union(ByteSet("."))
    case .quoted(let quote, _): return ByteSet(quote...quote)
    case .character: return ByteSet("'")
    case .regularExpression: return ByteSet("/")
    case .fence(let fence):
      guard let first = fence.open.first else {
        return fence.isRunNeeded ? fence.run : .all
      }
      return ByteSet(first...first)
    case .codeFence(let byte): return ByteSet(byte...byte)
    case .terminator: return .all
    }
  }
}

extension LexRule {
  static let word = LexRule(pattern: .word, role: .codeBlock)
  static let number = LexRule(pattern: .number, role: .codeNumber)

  static func text(
    _ text: String, _ role: StyleRole, _ action: Action = .stay, at place: Place = .anywhere
  ) -> LexRule {
    LexRule(
      pattern: .text(Array(text.utf8), ignoresCase: false), role: role, action: action,
      place: place)
  }

  /// Letters in any case.
  static func folded(_ text: String, _ role: StyleRole, _ action: Action = .stay) -> LexRule {
    LexRule(pattern: .text(Array(text.utf8), ignoresCase: true), role: role, action: action)
  }

  static func run(
    _ first: ByteSet, _ rest: ByteSet, _ role: StyleRole, before: String? = nil,
    at place: Place = .anywhere, _ action: Action = .stay
  ) -> LexRule {
    LexRule(
      pattern: .run(first: first, rest: rest, before: before.map { Array($0.utf8) }), role: role,
      action: action, place: place)
  }

  /// A mark and the name behind it: `@name`, `$name`.
  static func marked(_ mark: String, _ rest: ByteSet = .word, _ role: StyleRole = .codeAttribute)
    -> LexRule
  { run(ByteSet(mark), rest, role) }

  static func comment(_ mark: String, at place: Place = .anywhere) -> LexRule {
    LexRule(
      pattern: .restOfLine(Array(mark.utf8)), role: .codeComment, place: place)
  }

  static func line(_ mark: String, _ role: StyleRole, at place: Place = .lineStart) -> LexRule {
    LexRule(pattern: .restOfLine(Array(mark.utf8)), role: role, place: place)
  }

  static func fence(
    _ open: String, run: String, needsRun: Bool = false, _ close: String, ends endOpen: String,
    and endClose: String = "", _ action: Action
  ) -> LexRule {
    LexRule(
      pattern: .fence(
        Fence(
          open: Array(open.utf8), run: ByteSet(run), isRunNeeded: needsRun,
          close: Array(close.utf8), endOpen: Array(endOpen.utf8), endClose: Array(endClose.utf8))),
      role: .codeString, action: action)
  }

  static func heredoc(
    _ open: String, startingWith first: ByteSet = .wordStart, at place: Place = .anywhere
  ) -> LexRule {
    LexRule(
      pattern: .heredoc(Array(open.utf8), first: first), role: .codeString,
      action: .push("heredoc"), place: place)
  }

  /// The same rule, leaving what it matched to be read.
  func ahead() -> LexRule {
    var rule = self
    rule.isLookAhead = true
    return rule
  }

  func keepingLineStart() -> LexRule {
    var rule = self
    rule.keepsLineStart = true
    return rule
  }
}

/// What text is read as: a role and the rules that find something else in it.
struct LexContext: Sendable {
  enum LineEnd: Sendable {
    case stays
    /// Left at the end of the line.
    case pops
    /// Left unless the line ends with a backslash.
    case popsUnlessContinued
  }

  var role: StyleRole
  var rules: [LexRule]
  var lineEnd = LineEnd.stays
  /// How the terminator ends the text from the start of a line.
  enum TerminatorEnd: Sendable {
    /// It does not.
    case never
    /// As all of the line.
    case line
    /// As its first word.
    case word
  }
  var terminatorEnd = TerminatorEnd.never

  /// A comment of several lines; `open` where it nests, under the name
  /// `comment`.
  static func comment(to close: String, nestingAt open: String? = nil) -> LexContext {
    var rules = [LexRule.text(close, .codeComment, .pop)]
    if let open { rules.append(.text(open, .codeComment, .push("comment"))) }
    return LexContext(role: .codeComment, rules: rules)
  }

  /// A string up to `quote`; without `escape` none is known.
  static func string(
    _ quote: String, escape: String? = "\\", lineEnd: LineEnd = .stays, _ inside: [LexRule] = []
  ) -> LexContext {
    var rules = inside
    if let escape {
      rules.append(.text(escape + quote.prefix(1), .codeString))
      if escape != quote { rules.append(.text(escape + escape, .codeString)) }
    }
    rules.append(.text(quote, .codeString, .pop))
    return LexContext(role: .codeString, rules: rules, lineEnd: lineEnd)
  }

  /// A string whose end its opening says.
  static func terminated(lineEnd: LineEnd = .stays, _ inside: [LexRule] = []) -> LexContext {
    LexContext(
      role: .codeString,
      rules: inside + [LexRule(pattern: .terminator, role: .codeString, action: .pop)],
      lineEnd: lineEnd)
  }

  static func heredoc(
    _ inside: [LexRule] = [], endsAt end: TerminatorEnd = .line
  ) -> LexContext {
    LexContext(role: .codeString, rules: inside, terminatorEnd: end)
  }
}
