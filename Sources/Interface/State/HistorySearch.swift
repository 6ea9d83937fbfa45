import TextModel

/// An incremental search through the history (Ctrl+R).
struct HistorySearch: Equatable, Sendable {
  var query = ""
  var scope = PromptHistory.Scope.project
  /// Index of the entry found; `nil`: none yet.
  var match: Int?
  /// Whether nothing fits what was typed last.
  var isFailing = false
  /// Whether nothing would fit with more letters either.
  var isHopeless = false
  /// The draft to come back to on Esc.
  var draft: EditBuffer
}
