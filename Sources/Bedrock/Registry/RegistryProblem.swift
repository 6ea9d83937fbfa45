/// Something wrong with a file of the model registry. The rest of the registry
/// works all the same.
public struct RegistryProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// How bad it is.
  public enum Severity: Hashable, Sendable {
    /// A member was ignored.
    case warning
    /// An entry or a whole file was skipped.
    case error
  }

  /// Whether something was ignored or skipped.
  public var severity: Severity
  /// The file's name, as the caller gave it.
  public var file: String
  /// The entry, where the problem lies in one.
  public var key: String?
  /// Counts from 1.
  public var line: Int
  /// A clause without a full stop.
  public var message: String

  /// A problem.
  public init(
    severity: Severity = .error, file: String, key: String? = nil, line: Int, message: String
  ) {
    self.severity = severity
    self.file = file
    self.key = key
    self.line = line
    self.message = message
  }

  /// One line for people: `models.json:12: claude-x: …`.
  public var description: String {
    "\(file):\(line): " + (key.map { "\($0): " } ?? "") + message
  }
}
