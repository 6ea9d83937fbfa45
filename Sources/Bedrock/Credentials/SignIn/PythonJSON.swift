import Wire

/// JSON as Python's `json.dumps` writes it: keys of caches are hashes of that
/// text.
enum PythonJSON {
  enum Separators {
    /// `{"a":1,"b":2}`
    case compact
    /// `{"a": 1, "b": 2}`
    case spaced
  }

  /// An object of texts and numbers.
  static func text(_ object: JSONObject, separators: Separators) -> String {
    let blank =
      switch separators {
      case .compact: ""
      case .spaced: " "
      }
    let members = object.members.map { "\(ascii(.string($0.name))):\(blank)\(ascii($0.value))" }
    return "{\(members.joined(separator: ",\(blank)"))}"
  }

  /// The JSON text with everything outside of printable ASCII as `\uXXXX`.
  private static func ascii(_ value: JSONValue) -> String {
    let text = String(decoding: value.serialized(), as: UTF8.self)
    return text.utf16.map { unit -> String in
      if let scalar = Unicode.Scalar(unit), (0x20...0x7E).contains(unit) { return String(scalar) }
      return "\\u" + Hex.encode([UInt8(unit >> 8), UInt8(truncatingIfNeeded: unit)])
    }.joined()
  }
}
