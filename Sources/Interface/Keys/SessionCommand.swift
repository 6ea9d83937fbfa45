/// What a key can do in the list of sessions. The raw value is its name in a
/// configuration file.
public enum SessionCommand: String, Hashable, Sendable, CaseIterable {
  case rename
  case delete
  case undo
  case toggleScope

  var summary: String {
    switch self {
    case .rename: "give the session another title"
    case .delete: "delete the session; it can be brought back"
    case .undo: "bring back what was deleted last"
    case .toggleScope: "the sessions of this project, or all"
    }
  }
}
