/// What a key can do, grouped by what it acts on; each group is carried out by
/// a reducer of its own.
public enum KeyCommand: Hashable, Sendable {
  case global(GlobalCommand)
  case scroll(ScrollCommand)
  case prompt(PromptCommand)
  case edit(EditCommand)
  case compare(CompareCommand)
  case list(ListCommand)
  case session(SessionCommand)
  case find(FindCommand)
  case read(ReadCommand)
  case copy(CopyCommand)
  case dialog(DialogCommand)

  /// Whether it needs a character typed behind its keys, as a bookmark its name.
  var takesCharacter: Bool { false }

  /// Whether it does what it does where a dialog waits for an answer; what
  /// would change or open something beneath it does not.
  var holdsInDialogs: Bool {
    switch self {
    case .dialog, .scroll: true
    case .global(let command): !command.opensSomething
    case .prompt, .edit, .compare, .list, .session, .find, .read, .copy: false
    }
  }

  /// What it does, for the help.
  var summary: String {
    switch self {
    case .global(let command): command.summary
    case .scroll(let command): command.summary
    case .prompt(let command): command.summary
    case .edit(let command): command.summary
    case .compare(let command): command.summary
    case .list(let command): command.summary
    case .session(let command): command.summary
    case .find(let command): command.summary
    case .read(let command): command.summary
    case .copy(let command): command.summary
    case .dialog(let command): command.summary
    }
  }
}

/// Where a binding holds.
public enum KeyContext: String, Hashable, Sendable, CaseIterable {
  /// Where nothing nearer binds the key.
  case anywhere
  case prompt, transcript, list
  /// In the list of sessions; what it does not bind holds as in any list.
  case sessions
  /// While two models answer and the prompt is empty; the keys of `prompt`
  /// hold beside.
  case compare
  /// While the text of a search is typed.
  case find
  /// While a question waits for its answer.
  case question
  /// While a sign-in is shown.
  case signIn
  /// While a dear request waits for a yes.
  case confirmation

  /// Where a key is looked up that is not bound here; at last, anywhere.
  var wider: KeyContext? {
    switch self {
    case .sessions: .list
    case .compare: .prompt
    case .anywhere: nil
    case .prompt, .transcript, .list, .find, .question, .signIn, .confirmation: .anywhere
    }
  }
}
