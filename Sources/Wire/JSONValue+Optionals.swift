extension JSONValue {
  /// A whole number, or null.
  public init(_ number: (some BinaryInteger)?) {
    self = number.map { .number(JSONNumber(Int(clamping: $0))) } ?? .null
  }

  /// A text, or null.
  public init(_ text: String?) { self = text.map { .string($0) } ?? .null }
}
