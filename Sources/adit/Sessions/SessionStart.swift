/// With which session a run begins.
enum SessionStart: Equatable, Sendable {
  /// A new one.
  case new
  /// The project's latest.
  case latest(asCopy: Bool)
  /// The one that an id's beginning or words name.
  case matching(String, asCopy: Bool)
  /// The one that the user picks.
  case picker

  /// Whether an earlier session is opened without anybody picking it.
  var opensSession: Bool {
    switch self {
    case .new, .picker: false
    case .latest, .matching: true
    }
  }
}
