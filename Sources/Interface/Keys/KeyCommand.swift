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
  case select(SelectCommand)
  case dialog(DialogCommand)

  /// Whether it needs a character typed behind its keys, as a bookmark its name.
  var takesCharacter: Bool {
    switch self {
    case .read(let command): command.takesCharacter
    case .global, .scroll, .prompt, .edit, .compare, .list, .session, .find, .copy, .select,
      .dialog:
      false
    }
  }

  /// Whether it does what it does where a dialog waits for an answer; what
  /// would change or open something beneath it does not.
  var holdsInDialogs: Bool {
    switch self {
    case .dialog, .scroll: true
    case .global(let command): !command.opensSomething
    case .prompt, .edit, .compare, .list, .session, .find, .read, .copy, .select: false
    }
  }

  /// Whether it answers a dialog: then it waits until that can have been read.
  var answersDialogs: Bool {
    switch self {
    case .dialog, .global(.escape), .global(.cancelOrQuit): true
    case .global, .scroll, .prompt, .edit, .compare, .list, .session, .find, .read, .copy, .select:
      false
    }
  }

  /// What it does in a word or two, where there is one.
  var label: String {
    if case .global(let command) = self { return command.label }
    return Self.labels[self] ?? summary
  }

  private static let labels: [KeyCommand: String] = [
    .prompt(.editExternally): "editor", .prompt(.dropOutput): "drop output",
    .read(.outline): "outline", .copy(.lastAnswer): "copy answer", .copy(.toggleRaw): "raw view",
  ]

  /// What it does, for the help.
  public var summary: String {
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
    case .select(let command): command.summary
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
  /// While text of the transcript is selected.
  case selection
  /// While the name of a file is typed, into which the transcript goes.
  case fileName
  /// In a list of links.
  case links
  /// While a question waits for its answer.
  case question
  /// While a sign-in is shown.
  case signIn
  /// While a dear request waits for a yes.
  case confirmation

  /// Whether characters are text there: then none of them is a key, nor is
  /// one where this context is wider than another that takes text.
  var takesText: Bool {
    switch self {
    case .anywhere, .prompt, .list, .sessions, .find, .question, .fileName, .links: true
    case .transcript, .selection, .compare, .signIn, .confirmation: false
    }
  }

  /// What is done there, for people.
  public var title: String {
    switch self {
    case .anywhere: "Anywhere"
    case .prompt: "Writing"
    case .transcript: "Reading (Tab)"
    case .list: "In a list: letters filter"
    case .sessions: "In the list of sessions: letters search everything said"
    case .compare: "While two models answer, with an empty prompt"
    case .find: "Searching while reading: small letters find capitals too"
    case .selection: "With a selection in the transcript: v or V again begins anew, Esc ends it"
    case .fileName: "Naming the file that takes the transcript"
    case .links: "In the list of links: letters filter"
    case .question: "Answering a question: Esc declines"
    case .signIn: "While a sign-in is shown: Esc cancels it"
    case .confirmation: "Before a prompt that is dear to read: Esc keeps it"
    }
  }

  /// Where a key is looked up that is not bound here; at last, anywhere.
  var wider: KeyContext? {
    switch self {
    case .sessions, .links: .list
    case .selection: .transcript
    case .compare: .prompt
    case .anywhere: nil
    case .prompt, .transcript, .list, .find, .fileName, .question, .signIn, .confirmation: .anywhere
    }
  }
}
