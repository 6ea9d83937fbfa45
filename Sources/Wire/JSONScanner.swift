/// Reads JSON piece by piece without building a tree: stream events come by
/// the hundred thousand, and of each only a few members matter.
///
/// The caller walks: `enterObject`, then `nextKey` until `nil`, and after each
/// key exactly one of the reading or skipping functions. Total on any bytes:
/// every call gives a value or an error with its position. Nesting is bounded
/// by `JSONValue.maximumDepth`. Everything that is walked over is checked
/// against the grammar, skipped values too.
public struct JSONScanner: Sendable {
  /// What kind of value comes next.
  public enum Kind: Hashable, Sendable {
    case object, array, string, number, bool, null
  }

  let bytes: ArraySlice<UInt8>
  /// Comments and trailing commas are read over, for our own files.
  let allowsComments: Bool
  /// The next byte to read.
  var index: Int
  /// Where the last key or value began.
  private(set) var tokenStart: Int
  private let textStart: Int
  private var depth = 0
  /// The last thing read was an opening brace or bracket.
  private var isAfterOpening = false

  /// A scanner over one JSON text; a byte order mark is read over.
  public init(_ bytes: ArraySlice<UInt8>) { self.init(bytes, allowingComments: false) }

  /// A scanner over one JSON text; a byte order mark is read over.
  public init(_ bytes: [UInt8]) { self.init(bytes[...], allowingComments: false) }

  init(_ bytes: ArraySlice<UInt8>, allowingComments: Bool) {
    self.bytes = bytes
    allowsComments = allowingComments
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    textStart = bytes.startIndex + (bytes.starts(with: mark) ? mark.count : 0)
    index = textStart
    tokenStart = textStart
  }

  /// The kind of the value that comes next; reads only blanks.
  public mutating func peekKind() throws(JSONError) -> Kind {
    try skipBlanks()
    tokenStart = index
    guard index < bytes.endIndex else { throw failure("the text ends where a value should stand") }
    switch bytes[index] {
    case UInt8(ascii: "{"): return .object
    case UInt8(ascii: "["): return .array
    case UInt8(ascii: "\""): return .string
    case UInt8(ascii: "t"), UInt8(ascii: "f"): return .bool
    case UInt8(ascii: "n"): return .null
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number
    default: throw failure("a value was expected")
    }
  }

  /// Reads the opening brace of an object.
  public mutating func enterObject() throws(JSONError) {
    guard try peekKind() == .object else { throw failure("an object was expected") }
    try enter()
  }

  /// Reads the opening bracket of an array.
  public mutating func enterArray() throws(JSONError) {
    guard try peekKind() == .array else { throw failure("an array was expected") }
    try enter()
  }

  /// Reads the next key and its colon; at the end of the object its closing
  /// brace, then `nil`.
  public mutating func nextKey() throws(JSONError) -> JSONText? {
    guard try advance(toBefore: UInt8(ascii: "}"), of: "an object") else { return nil }
    guard index < bytes.endIndex, bytes[index] == UInt8(ascii: "\"") else {
      throw failure("a member's name in double quotes was expected")
    }
    tokenStart = index
    let name = try readStringBytes()
    try skipBlanks()
    guard index < bytes.endIndex, bytes[index] == UInt8(ascii: ":") else {
      throw failure("':' was expected after the name \"\(String(decoding: name, as: UTF8.self))\"")
    }
    index += 1
    return JSONText(bytes: name)
  }

  /// Whether an element of the array follows; at the end reads the closing
  /// bracket.
  public mutating func nextElement() throws(JSONError) -> Bool {
    try advance(toBefore: UInt8(ascii: "]"), of: "an array")
  }

  /// Reads over the next value, whatever it is, and returns its text.
  @discardableResult
  public mutating func skipValue() throws(JSONError) -> ArraySlice<UInt8> {
    let kind = try peekKind()
    let start = index
    switch kind {
    case .object:
      try enter()
      while try nextKey() != nil { try skipValue() }
    case .array:
      try enter()
      while try nextElement() { try skipValue() }
    case .string: _ = try scanString()
    case .number: _ = try scanNumber()
    case .bool: _ = try scanBool()
    case .null: try scanWord("null")
    }
    return bytes[start..<index]
  }

  /// Reads the next value: the string if it is one, `nil` for anything else.
  public mutating func readString() throws(JSONError) -> String? {
    try readText()?.string
  }

  /// Reads the next value: the string if it is one, as bytes; `nil` for
  /// anything else.
  public mutating func readText() throws(JSONError) -> JSONText? {
    guard try peekKind() == .string else {
      try skipValue()
      return nil
    }
    return JSONText(bytes: try readStringBytes())
  }

  /// Reads the next value: the whole number if it is one, `nil` for anything
  /// else.
  public mutating func readInt() throws(JSONError) -> Int? {
    guard try peekKind() == .number else {
      try skipValue()
      return nil
    }
    return try scanNumber().int
  }

  /// Reads the next value as a tree.
  public mutating func readValue() throws(JSONError) -> JSONValue {
    switch try peekKind() {
    case .object:
      try enter()
      var members: [JSONObject.Member] = []
      while let key = try nextKey() {
        members.append(JSONObject.Member(name: key.string, value: try readValue()))
      }
      return .object(JSONObject(members: members))
    case .array:
      try enter()
      var values: [JSONValue] = []
      while try nextElement() { values.append(try readValue()) }
      return .array(values)
    case .string: return .string(String(decoding: try readStringBytes(), as: UTF8.self))
    case .number: return .number(try scanNumber())
    case .bool: return .bool(try scanBool())
    case .null:
      try scanWord("null")
      return .null
    }
  }

  /// Says that nothing but blanks may follow.
  public mutating func finish() throws(JSONError) {
    try skipBlanks()
    guard index == bytes.endIndex else { throw failure("text after the end of the value") }
  }

  private mutating func enter() throws(JSONError) {
    guard depth < JSONValue.maximumDepth else {
      throw failure("nested deeper than \(JSONValue.maximumDepth) levels")
    }
    depth += 1
    index += 1
    isAfterOpening = true
  }

  /// Reads up to the next member or element (then true), or over the closing
  /// `end` of an object or array (then false).
  private mutating func advance(
    toBefore end: UInt8, of what: StaticString
  ) throws(JSONError) -> Bool {
    try skipBlanks()
    guard index < bytes.endIndex else { throw failure("\(what) that is never closed") }
    var mayEnd = true
    if isAfterOpening {
      isAfterOpening = false
    } else if bytes[index] == UInt8(ascii: ",") {
      index += 1
      try skipBlanks()
      guard index < bytes.endIndex else { throw failure("\(what) that is never closed") }
      mayEnd = allowsComments
    } else if bytes[index] != end {
      throw failure("',' or '\(Unicode.Scalar(end))' was expected")
    }
    guard mayEnd, bytes[index] == end else { return true }
    index += 1
    depth -= 1
    return false
  }
}

// MARK: - Blanks, comments, errors
extension JSONScanner {
  mutating func skipBlanks() throws(JSONError) {
    while index < bytes.endIndex {
      switch bytes[index] {
      case 0x20, 0x0A, 0x0D, 0x09: index += 1
      case UInt8(ascii: "/") where allowsComments: try skipComment()
      default: return
      }
    }
  }

  private mutating func skipComment() throws(JSONError) {
    let next = index + 1 < bytes.endIndex ? bytes[index + 1] : 0
    if next == UInt8(ascii: "/") {
      while index < bytes.endIndex, bytes[index] != 0x0A { index += 1 }
      return
    }
    guard next == UInt8(ascii: "*") else { throw failure("a stray '/'") }
    let start = index
    index += 2
    while index + 1 < bytes.endIndex {
      if bytes[index] == UInt8(ascii: "*"), bytes[index + 1] == UInt8(ascii: "/") {
        index += 2
        return
      }
      index += 1
    }
    throw failure("a comment that is never closed", at: start)
  }

  func failure(_ reason: String) -> JSONError { failure(reason, at: index) }

  func failure(_ reason: String, at index: Int) -> JSONError {
    var lines = JSONLineCounter(bytes, from: textStart)
    return JSONError(reason, at: lines.position(of: index))
  }

  /// Positions of places in this text, asked for in ascending order.
  func lineCounter() -> JSONLineCounter { JSONLineCounter(bytes, from: textStart) }
}
