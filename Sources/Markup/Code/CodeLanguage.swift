internal import TextModel

/// A language as far as colours need it: contexts of rules, and words.
///
/// A description is data; `CodeLexer` is the one engine that reads by it. No
/// grammar is complete: what a description does not know stays plain, and
/// whatever the text is, every byte of it comes out.
struct CodeLanguage: Sendable {
  /// What names are made of and what they mean.
  struct Alphabet: Sendable {
    /// What a name with a capital is.
    enum Capitals: Sendable {
      case nothing, types
      /// A function where it is called.
      case typesUnlessCalled
    }

    var wordStart = ByteSet.wordStart
    var word = ByteSet.word
    var words: [String: StyleRole] = [:]
    var ignoresCase = false
    var capitals = Capitals.types
    /// Bytes that make a function of the name before them.
    var callMarks = ByteSet("(")

    /// Words parted by blanks.
    init(
      keywords: String, types: String = "", functions: String = "", ignoresCase: Bool = false,
      capitals: Capitals = .types, wordCharacters: String = "", startCharacters: String = "",
      callMarks: String = "("
    ) {
      self.ignoresCase = ignoresCase
      self.capitals = capitals
      self.callMarks = ByteSet(callMarks)
      wordStart = wordStart.union(ByteSet(startCharacters))
      word = word.union(ByteSet(wordCharacters)).union(ByteSet(startCharacters))
      for (text, role) in [
        (functions, StyleRole.codeFunction), (types, .codeType), (keywords, .codeKeyword),
      ] {
        for name in text.split(whereSeparator: \.isWhitespace) { words[String(name)] = role }
      }
    }
  }

  /// A context with the names in its rules resolved.
  struct Context: Sendable {
    var role: StyleRole
    var rules: [Rule]
    var lineEnd: LexContext.LineEnd
    var terminatorEnd: LexContext.TerminatorEnd
    /// Bytes that any of the rules may begin with.
    var starts = ByteSet()
  }

  struct Rule: Sendable {
    var rule: LexRule
    var starts: ByteSet
    /// The context that its action goes to.
    var target: UInt8 = 0
  }

  let alphabet: Alphabet
  let contexts: [Context]
  /// Contexts that rules name and nobody describes: a mistake in the data.
  let unknownContexts: [String]

  /// A language of the rules `main` at its start and of further contexts.
  ///
  /// `main` is also what `paren` and `brace` read, two contexts for values
  /// within strings: they end with the bracket that closes them.
  init(_ alphabet: Alphabet, main: [LexRule], _ further: [(name: String, context: LexContext)]) {
    var all: [(name: String, context: LexContext)] = [
      ("main", LexContext(role: .codeBlock, rules: main))
    ]
    for (name, open, close) in [("paren", "(", ")"), ("brace", "{", "}")] {
      let inner = LexRule.text(open, .codeBlock, .push(name + ".inner"))
      all.append(
        (
          name,
          LexContext(
            role: .codeBlock, rules: [inner, .text(close, .codeString, .pop)] + main)
        ))
      all.append(
        (
          name + ".inner",
          LexContext(role: .codeBlock, rules: [inner, .text(close, .codeBlock, .pop)] + main)
        ))
    }
    all += further
    var indices: [String: UInt8] = [:]
    for (index, entry) in all.enumerated() { indices[entry.name] = UInt8(clamping: index) }
    var unknown: [String] = []
    self.alphabet = alphabet
    contexts = all.map { entry in
      let rules = entry.context.rules.map { rule in
        var made = Rule(rule: rule, starts: rule.starts(in: alphabet))
        switch rule.action {
        case .push(let name), .exchange(let name):
          if let index = indices[name] { made.target = index } else { unknown.append(name) }
        case .stay, .pop, .enter: break
        }
        return made
      }
      return Context(
        role: entry.context.role, rules: rules, lineEnd: entry.context.lineEnd,
        terminatorEnd: entry.context.terminatorEnd,
        starts: rules.reduce(ByteSet()) { $0.union($1.starts) })
    }
    unknownContexts = unknown
  }
}
