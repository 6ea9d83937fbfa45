import Engine
import TextModel

/// The prompt being written, with its history, completion and the rhythm of
/// typing.
struct Composer: Sendable {
  var buffer = EditBuffer()
  var history: PromptHistory
  /// The incremental search that is open, if one is.
  var search: HistorySearch?
  /// Index of the chosen completion, where the popup is open.
  var completionIndex = 0
  var completion = CompletionState()
  /// Whether Esc closed the completions of the text as it stands.
  var completionsDismissed = false
  var burst = TypingBurst()
  /// The files that the draft names.
  var attaching = DraftAttachments()
  /// The task that the prompt looks like.
  var suggestion: TaskSuggestion?

  init(history: [String]) {
    self.history = PromptHistory(entries: history)
  }

  /// Empties the prompt after it was sent or cleared.
  mutating func reset() {
    buffer = EditBuffer()
    search = nil
    completionIndex = 0
    completion.wasMoved = false
    completionsDismissed = false
    suggestion = nil
    attaching.reset()
    history.leave()
  }

  /// Must follow every change of the text by typing.
  mutating func textChanged() {
    completionIndex = 0
    completion.wasMoved = false
    completionsDismissed = false
    history.leave()
  }
}

/// An incremental search through the history (Ctrl+R).
struct HistorySearch: Hashable, Sendable {
  var query = ""
  /// Index of the entry found; `nil`: nothing fits.
  var match: Int?
  /// The draft to come back to on Esc.
  var draft: String
}
