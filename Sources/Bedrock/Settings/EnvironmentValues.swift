/// The environment as every setting reads it: values without surrounding
/// blanks, newlines and quotes, and an empty value counts as unset (continuous
/// integration systems set empty strings for missing inputs).
public struct EnvironmentValues: Hashable, Sendable {
  private let variables: [String: String]

  /// Wraps `variables`.
  public init(_ variables: [String: String]) { self.variables = variables }

  /// The value of `name`; `nil` if it is unset or empty.
  public subscript(name: String) -> String? {
    guard var value = variables[name]?.trimmed else { return nil }
    for quote in ["\"", "'"]
    where value.count >= 2 && value.hasPrefix(quote) && value.hasSuffix(quote) {
      value = String(value.dropFirst().dropLast()).trimmed
    }
    return value.isEmpty ? nil : value
  }

  /// The first of `names` that is set, and its value.
  public func first(of names: [String]) -> (name: String, value: String)? {
    for name in names {
      if let value = self[name] { return (name, value) }
    }
    return nil
  }

  /// Whether `name` says true, 1 or yes, without regard to case.
  public func flag(_ name: String) -> Bool {
    self[name].map { ["true", "1", "yes"].contains($0.lowercased()) } ?? false
  }
}

extension String {
  /// The text without white space at either end.
  var trimmed: String {
    var slice = self[...]
    while let first = slice.first, first.isWhitespace { slice.removeFirst() }
    while let last = slice.last, last.isWhitespace { slice.removeLast() }
    return String(slice)
  }
}
