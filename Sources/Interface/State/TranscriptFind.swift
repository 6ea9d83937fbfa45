/// The search in the transcript, begun with `/` or `?` as in a pager.
struct TranscriptFind: Hashable, Sendable {
  /// Characters of a search; more is a paste gone wrong.
  static let maximumQueryLength = 200

  /// What is being typed; `nil`: nothing is.
  var typed: String?
  /// What was looked for last.
  private(set) var pattern: SearchPattern?
  private(set) var isBackward = false

  var isTyping: Bool { typed != nil }

  mutating func open(backward: Bool) {
    typed = ""
    isBackward = backward
  }

  mutating func append(_ text: String) {
    guard let typed else { return }
    self.typed = typed + text.prefix(max(0, Self.maximumQueryLength - typed.count))
  }

  /// Ends the typing; an empty text means the pattern of before.
  mutating func accept() {
    guard let typed else { return }
    pattern = SearchPattern(typed) ?? pattern
    self.typed = nil
  }
}
