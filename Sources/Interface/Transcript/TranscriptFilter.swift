import Engine

/// What of the transcript is shown while the rest is left out: what is of a
/// kind, what a pattern matches, or what is both.
struct TranscriptFilter: Hashable, Sendable {
  /// The raw value is what is typed.
  enum Kind: String, Hashable, Sendable, CaseIterable {
    /// The user's own prompts.
    case mine
    /// The text of the answers.
    case answers
    /// The calls of tools.
    case tools
    /// What went wrong.
    case errors
  }

  var kind: Kind?
  var pattern: FindPattern?

  init(kind: Kind? = nil, pattern: FindPattern? = nil) {
    self.kind = kind
    self.pattern = pattern
  }

  /// What was typed: `mine`, a pattern, `/mine` for the pattern of that name,
  /// `mine/pattern` for both; `nil` of nothing.
  init?(typed: String) {
    let start = typed.prefix { $0 != "/" }
    if let kind = Kind(rawValue: String(start)) {
      self.init(kind: kind, pattern: FindPattern(String(typed.dropFirst(start.count + 1))))
    } else if start.isEmpty, !typed.isEmpty {
      self.init(pattern: FindPattern(String(typed.dropFirst())))
    } else {
      self.init(pattern: FindPattern(typed))
    }
    if kind == nil, pattern == nil { return nil }
  }

  /// The items that its kind shows, ascending; `nil`: all.
  func items(of index: TranscriptIndex) -> [Int]? {
    switch kind {
    case .mine: index.prompts
    case .answers: index.answers
    case .tools: index.tools
    case .errors: index.errors
    case nil: nil
    }
  }

  /// Whether its kind shows a part of an answer.
  func shows(_ part: AnswerPart) -> Bool {
    switch kind {
    case .mine, .errors: false
    case .answers: part.kind == .text
    case .tools: part.kind.isTool
    case nil: true
    }
  }

  /// Whether its kind shows how an answer ended.
  var showsEnds: Bool {
    switch kind {
    case .mine, .tools: false
    case .answers, .errors, nil: true
    }
  }
}
