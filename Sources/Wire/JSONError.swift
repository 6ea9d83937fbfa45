/// Where in a JSON text something stands; both count from 1, columns in
/// UTF-8 bytes.
public struct JSONPosition: Hashable, Sendable {
  public var line: Int, column: Int

  /// A position.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

/// Why a text is not JSON.
public struct JSONError: Error, Hashable, Sendable {
  /// What was expected or found, a clause without a full stop.
  public var reason: String
  /// Where.
  public var position: JSONPosition

  /// An error.
  public init(_ reason: String, at position: JSONPosition) {
    self.reason = reason
    self.position = position
  }
}
