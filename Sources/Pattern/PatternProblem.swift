/// Why a pattern cannot be used.
public enum PatternProblem: Error, Hashable, Sendable {
  /// It is no pattern: what is wrong, in the library's words, and the column
  /// in characters, from 1 on, at which it was noticed.
  case malformed(reason: String, column: Int)
  /// A text took more steps than a match may cost.
  case tooCostly

  /// A sentence without its full stop: `missing closing parenthesis at column 4`.
  public var sentence: String {
    switch self {
    case .malformed(let reason, let column): "\(reason) at column \(column)"
    case .tooCostly: "this pattern takes too long: it tries too many ways to match"
    }
  }
}
