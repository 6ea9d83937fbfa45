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
  /// Drafts put aside, the last on top.
  var stash: [EditBuffer] = []
  /// vi's modes, where the prompt is edited so.
  var vi: ViMode?
  var drafts = DraftKeeping()
  /// The chip whose text is in the user's editor.
  var openChip: Int?

  /// Drafts that may lie aside; nobody remembers more.
  static let maximumStash = 10

  init(
    history: [PastPrompt] = [], project: String = "", editing: InterfaceSettings.Editing = .emacs
  ) {
    self.history = PromptHistory(entries: history, project: project)
    edit(editing)
  }

  /// Edits as readline or as vi from now on.
  mutating func edit(_ editing: InterfaceSettings.Editing) {
    switch editing {
    case .emacs:
      vi = nil
      buffer.deselect()
    case .vi:
      vi = ViMode()
      vi?.begin(&buffer)
    }
  }

  /// Empties the prompt after it was sent or cleared.
  mutating func reset() {
    buffer = buffer.successor
    vi?.begin(&buffer)
    search = nil
    completionIndex = 0
    completion.wasMoved = false
    completionsDismissed = false
    suggestion = nil
    attaching.reset()
    history.leave()
  }

  /// Shows an earlier prompt instead of the draft.
  mutating func show(_ entry: String) {
    buffer.setText(entry, folding: history.shownPastes)
    settleVi()
    completionsDismissed = true
  }

  /// The draft comes back as it was.
  mutating func restore(_ draft: EditBuffer) {
    buffer.become(draft)
    settleVi()
  }

  /// Something else than vi moved the caret or changed the text.
  mutating func settleVi() { vi?.interrupted(&buffer) }

  /// What is being written, whatever is shown in its place.
  var draft: EditBuffer { history.draft ?? search?.draft ?? buffer }

  /// Bytes of what lies aside and is being written.
  var draftBytes: Int { stash.reduce(draft.byteCount) { $0 + $1.byteCount } }

  /// What lies aside and what is being written, that last.
  var allDrafts: [String] {
    (stash + [draft]).filter { !$0.isEmpty }.map { attaching.portable($0.text) }
  }

  /// Keeps what was written among the earlier prompts; the effect keeps it for
  /// other programs.
  mutating func remember(_ text: String) -> AppEffect {
    history.add(text, pastes: buffer.foldedPastes)
    return .recordHistory(attaching.portable(text))
  }

  /// What is selected, and the hits of a search.
  var highlights: [EditBuffer.Highlight] {
    if let search, !search.isFailing {
      return buffer.ranges(of: search.query).map { EditBuffer.Highlight($0, .match) }
    }
    let selection = vi?.selection(in: buffer) ?? buffer.selection
    return selection.map { [EditBuffer.Highlight($0, .marked)] } ?? []
  }

  /// Must follow every change of the text by typing.
  mutating func textChanged() {
    completionIndex = 0
    completion.wasMoved = false
    completionsDismissed = false
    history.leave()
  }
}
