/// What can stand in place of what is being typed.
struct Completion: Hashable, Sendable {
  enum Kind: Hashable, Sendable { case command, argument, model, file, directory }

  var kind: Kind
  /// What the row shows; the typed letters are marked in it.
  var text: String
  /// What may be written behind it.
  var hint = ""
  /// What it is, beside it.
  var summary = ""
  /// What is put into the prompt.
  var insertion: String
}

/// The rows of the popup above the prompt.
struct CompletionList: Hashable, Sendable {
  /// What was typed of it.
  var typed = ""
  /// Elements before the caret that a completion replaces.
  var replacedCount = 0
  var rows: [Completion] = []
  /// A row below the others that cannot be taken.
  var note: String?

  var isEmpty: Bool { rows.isEmpty && note == nil }
}

/// What the popup knows beside the text of the prompt.
struct CompletionState: Hashable, Sendable {
  /// Files taken that are remembered, for an empty query.
  static let maximumRecent = 10

  /// Counts questions for files; answers to others than the last are late.
  private(set) var number = 0
  /// What was asked for last; `nil`: no file is being typed.
  private(set) var asked: String?
  /// The last answer, to whichever question of this word.
  var candidates: [FileCandidate] = []
  var coverage = FileCoverage.whole
  var isAnswered = false
  /// Whether Tab was pressed before there was anything to take.
  var takesAnswer = false
  /// Where the word of a shell's command begins that Tab completes.
  var pathStart: Int?
  /// Whether the user chose a row: then Enter takes it.
  var wasMoved = false
  /// Files taken, the last first.
  var recent: [String] = []

  /// Notes that the files of `query` are asked for; the question's number.
  mutating func ask(_ query: String) -> Int {
    if asked == nil { candidates = [] }
    asked = query
    isAnswered = false
    takesAnswer = false
    number += 1
    return number
  }

  /// No file is being typed.
  mutating func leave() {
    asked = nil
    candidates = []
    takesAnswer = false
    pathStart = nil
  }

  mutating func remember(_ path: String) {
    recent.removeAll { $0 == path }
    recent.insert(path, at: 0)
    if recent.count > Self.maximumRecent { recent.removeLast() }
  }
}
