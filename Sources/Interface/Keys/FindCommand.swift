/// What a key can do in a search of the transcript. The raw value is its name in a configuration file.
public enum FindCommand: String, Hashable, Sendable, CaseIterable {
  case forward
  case backward
  case next
  case previous
  case accept
  case earlier
  case later
  case deleteBackward

  var summary: String {
    switch self {
    case .forward: "search downwards: a regular expression"
    case .backward: "search upwards"
    case .next: "next match"
    case .previous: "match before"
    case .accept: "search; empty: what was looked for last"
    case .earlier: "what was searched for before"
    case .later: "what was searched for after that"
    case .deleteBackward: "shorten the search"
    }
  }
}
