/// A header line of a request or an answer.
public struct EmulatorHeader: Hashable, Sendable {
  /// Lower case.
  public var name: String
  /// Without blanks around it.
  public var value: String

  /// A header.
  public init(_ name: String, _ value: String) {
    self.name = name.lowercased()
    self.value = value
  }
}
