import Engine

/// What of the transcript is shown while the rest is left out.
enum TranscriptFilter: String, Hashable, Sendable, CaseIterable {
  /// The user's own prompts.
  case mine
  /// The text of the answers.
  case answers
  /// The calls of tools.
  case tools
  /// What went wrong.
  case errors

  /// The next one when a key cycles; `nil`: everything is shown again.
  static func next(after filter: TranscriptFilter?) -> TranscriptFilter? {
    guard let filter else { return allCases.first }
    return allCases.firstIndex(of: filter).flatMap {
      $0 + 1 < allCases.count ? allCases[$0 + 1] : nil
    }
  }

  /// The items that it shows, ascending.
  func items(of index: TranscriptIndex) -> [Int] {
    switch self {
    case .mine: index.prompts
    case .answers: index.answers
    case .tools: index.tools
    case .errors: index.errors
    }
  }

  /// Whether it shows a part of an answer.
  func shows(_ part: AnswerPart) -> Bool {
    switch self {
    case .mine: false
    case .answers: part.kind == .text
    case .tools: part.kind.isTool
    case .errors: false
    }
  }

  /// Whether it shows how an answer ended.
  var showsEnds: Bool {
    switch self {
    case .mine, .tools: false
    case .answers, .errors: true
    }
  }
}
