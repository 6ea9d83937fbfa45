extension JSONValue {
  /// Deepest nesting that is read.
  public static let maximumDepth = 128

  /// Reads one JSON value; nothing but white space may follow it.
  ///
  /// Total: any bytes give a value or an error with line and column. Invalid
  /// UTF-8 inside strings becomes U+FFFD, lone surrogates too.
  public init(parsing bytes: [UInt8]) throws(JSONError) {
    self = try JSONValue(parsing: bytes[...])
  }

  /// Same as for an array.
  public init(parsing bytes: ArraySlice<UInt8>) throws(JSONError) {
    var scanner = JSONScanner(bytes)
    self = try scanner.readValue()
    try scanner.finish()
  }
}

/// A JSON value that remembers where it stood, for our own files.
public struct JSONNode: Hashable, Sendable {
  /// The kinds of nodes.
  public indirect enum Kind: Hashable, Sendable {
    case null
    case bool(Bool)
    case number(JSONNumber)
    case string(String)
    case array([JSONNode])
    case object([Member])
  }

  /// A member of an object, in the order written; repeated names are kept.
  public struct Member: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// Where the name stands.
    public var position: JSONPosition
    /// Its value.
    public var node: JSONNode
  }

  /// What the node is.
  public var kind: Kind
  /// Where its value begins.
  public var position: JSONPosition

  init(kind: Kind, position: JSONPosition) {
    self.kind = kind
    self.position = position
  }

  /// Reads `bytes`; with `allowingComments`, `//` and `/* */` comments and
  /// trailing commas are skipped.
  public init(parsing bytes: [UInt8], allowingComments: Bool) throws(JSONError) {
    var parser = JSONTreeParser(bytes: bytes, allowsComments: allowingComments)
    self = try parser.parseDocument()
  }

  /// The last member of that name, if this is an object that has it.
  public subscript(name: String) -> JSONNode? {
    guard case .object(let members) = kind else { return nil }
    return members.last { $0.name == name }?.node
  }

  /// The plain value.
  public var value: JSONValue {
    switch kind {
    case .null: return .null
    case .bool(let value): return .bool(value)
    case .number(let value): return .number(value)
    case .string(let value): return .string(value)
    case .array(let nodes): return .array(nodes.map(\.value))
    case .object(let members):
      return .object(
        JSONObject(
          members: members.map { JSONObject.Member(name: $0.name, value: $0.node.value) }))
    }
  }
}
