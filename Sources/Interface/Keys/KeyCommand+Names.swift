extension KeyCommand {
  /// Every command, group by group.
  public static let all: [KeyCommand] =
    GlobalCommand.allCases.map(KeyCommand.global) + PromptCommand.allCases.map(KeyCommand.prompt)
    + EditCommand.allCases.map(KeyCommand.edit) + ScrollCommand.allCases.map(KeyCommand.scroll)
    + ReadCommand.allCases.map(KeyCommand.read) + FindCommand.allCases.map(KeyCommand.find)
    + CopyCommand.allCases.map(KeyCommand.copy)
    + SelectCommand.allCases.map(KeyCommand.select)
    + CompareCommand.allCases.map(KeyCommand.compare)
    + ListCommand.allCases.map(KeyCommand.list) + SessionCommand.allCases.map(KeyCommand.session)
    + DialogCommand.allCases.map(KeyCommand.dialog)

  private static let byName = Dictionary(all.map { ($0.name, $0) }) { first, _ in first }

  /// Its name in a configuration file: `edit.killToLineEnd`.
  public var name: String {
    switch self {
    case .global(let command): "global.\(command.rawValue)"
    case .scroll(let command): "scroll.\(command.rawValue)"
    case .prompt(let command): "prompt.\(command.rawValue)"
    case .edit(let command): "edit.\(command.rawValue)"
    case .compare(let command): "compare.\(command.rawValue)"
    case .list(let command): "list.\(command.rawValue)"
    case .session(let command): "session.\(command.rawValue)"
    case .find(let command): "find.\(command.rawValue)"
    case .read(let command): "read.\(command.rawValue)"
    case .copy(let command): "copy.\(command.rawValue)"
    case .select(let command): "select.\(command.rawValue)"
    case .dialog(let command): "dialog.\(command.rawValue)"
    }
  }

  /// The command called `name`.
  public init?(named name: String) {
    guard let command = Self.byName[name] else { return nil }
    self = command
  }

  /// Whether it does anything where the keys of `context` hold.
  func isUseful(in context: KeyContext) -> Bool {
    switch self {
    case .list: context == .list || context == .sessions || context == .links
    case .select: context == .selection
    case .session: context == .sessions
    case .dialog: [.question, .signIn, .confirmation].contains(context)
    case .compare: context == .compare
    case .global, .scroll, .prompt, .edit, .find, .read, .copy: true
    }
  }
}
