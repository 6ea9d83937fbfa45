/// The recursive reader behind `JSONNode`. Bounded in depth, total on any
/// input.
struct JSONTreeParser {
  private let bytes: [UInt8]
  private let allowsComments: Bool
  private var index = 0
  private var line = 1
  private var lineStart = 0

  init(bytes: [UInt8], allowsComments: Bool) {
    self.bytes = bytes
    self.allowsComments = allowsComments
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      index = 3
      lineStart = 3
    }
  }

  private var position: JSONPosition { JSONPosition(line: line, column: index - lineStart + 1) }

  private func failure(_ reason: String) -> JSONError { JSONError(reason, at: position) }

  mutating func parseDocument() throws(JSONError) -> JSONNode {
    let node = try parseValue(depth: 0)
    try skipBlanks()
    guard index == bytes.count else { throw failure("text after the end of the value") }
    return node
  }

  private mutating func skipBlanks() throws(JSONError) {
    while index < bytes.count {
      switch bytes[index] {
      case 0x0A:
        index += 1
        line += 1
        lineStart = index
      case 0x20, 0x09, 0x0D: index += 1
      case UInt8(ascii: "/") where allowsComments: try skipComment()
      default: return
      }
    }
  }

  private mutating func skipComment() throws(JSONError) {
    let next = index + 1 < bytes.count ? bytes[index + 1] : 0
    if next == UInt8(ascii: "/") {
      while index < bytes.count, bytes[index] != 0x0A { index += 1 }
      return
    }
    guard next == UInt8(ascii: "*") else { throw failure("a stray '/'") }
    let start = position
    index += 2
    while index + 1 < bytes.count {
      if bytes[index] == UInt8(ascii: "*"), bytes[index + 1] == UInt8(ascii: "/") {
        index += 2
        return
      }
      if bytes[index] == 0x0A {
        line += 1
        lineStart = index + 1
      }
      index += 1
    }
    throw JSONError("a comment that is never closed", at: start)
  }

  private mutating func parseValue(depth: Int) throws(JSONError) -> JSONNode {
    try skipBlanks()
    guard index < bytes.count else { throw failure("the text ends where a value should stand") }
    guard depth < JSONValue.maximumDepth else {
      throw failure("nested deeper than \(JSONValue.maximumDepth) levels")
    }
    let start = position
    let kind: JSONNode.Kind
    switch bytes[index] {
    case UInt8(ascii: "{"): kind = try parseObject(depth: depth)
    case UInt8(ascii: "["): kind = try parseArray(depth: depth)
    case UInt8(ascii: "\""): kind = .string(try parseString())
    case UInt8(ascii: "t"): kind = try parseWord("true", .bool(true))
    case UInt8(ascii: "f"): kind = try parseWord("false", .bool(false))
    case UInt8(ascii: "n"): kind = try parseWord("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): kind = try parseNumber()
    default: throw failure("a value was expected")
    }
    return JSONNode(kind: kind, position: start)
  }

  private mutating func parseWord(
    _ word: StaticString, _ kind: JSONNode.Kind
  ) throws(JSONError) -> JSONNode.Kind {
    let matches = word.withUTF8Buffer { bytes[index...].starts(with: $0) }
    guard matches else { throw failure("'\(word)' was expected") }
    index += word.utf8CodeUnitCount
    return kind
  }

  private mutating func parseObject(depth: Int) throws(JSONError) -> JSONNode.Kind {
    index += 1
    var members: [JSONNode.Member] = []
    while true {
      try skipBlanks()
      guard index < bytes.count else { throw failure("an object that is never closed") }
      if bytes[index] == UInt8(ascii: "}"), members.isEmpty || allowsComments {
        index += 1
        return .object(members)
      }
      guard bytes[index] == UInt8(ascii: "\"") else {
        throw failure("a member's name in double quotes was expected")
      }
      let start = position
      let name = try parseString()
      try skipBlanks()
      guard index < bytes.count, bytes[index] == UInt8(ascii: ":") else {
        throw failure("':' was expected after the name \"\(name)\"")
      }
      index += 1
      members.append(
        JSONNode.Member(name: name, position: start, node: try parseValue(depth: depth + 1)))
      try skipBlanks()
      guard index < bytes.count else { throw failure("an object that is never closed") }
      if bytes[index] == UInt8(ascii: ",") {
        index += 1
      } else if bytes[index] == UInt8(ascii: "}") {
        index += 1
        return .object(members)
      } else {
        throw failure("',' or '}' was expected")
      }
    }
  }

  private mutating func parseArray(depth: Int) throws(JSONError) -> JSONNode.Kind {
    index += 1
    var nodes: [JSONNode] = []
    while true {
      try skipBlanks()
      guard index < bytes.count else { throw failure("an array that is never closed") }
      if bytes[index] == UInt8(ascii: "]"), nodes.isEmpty || allowsComments {
        index += 1
        return .array(nodes)
      }
      nodes.append(try parseValue(depth: depth + 1))
      try skipBlanks()
      guard index < bytes.count else { throw failure("an array that is never closed") }
      if bytes[index] == UInt8(ascii: ",") {
        index += 1
      } else if bytes[index] == UInt8(ascii: "]") {
        index += 1
        return .array(nodes)
      } else {
        throw failure("',' or ']' was expected")
      }
    }
  }

  private mutating func parseNumber() throws(JSONError) -> JSONNode.Kind {
    let start = index
    let from = position
    func isDigit(_ at: Int) -> Bool {
      at < bytes.count && bytes[at] >= UInt8(ascii: "0") && bytes[at] <= UInt8(ascii: "9")
    }
    if bytes[index] == UInt8(ascii: "-") { index += 1 }
    guard isDigit(index) else { throw JSONError("not a number", at: from) }
    if bytes[index] == UInt8(ascii: "0") {
      index += 1
      guard !isDigit(index) else { throw JSONError("a number with a leading zero", at: from) }
    } else {
      while isDigit(index) { index += 1 }
    }
    if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
      index += 1
      guard isDigit(index) else { throw JSONError("not a number", at: from) }
      while isDigit(index) { index += 1 }
    }
    if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      if index < bytes.count, bytes[index] == 0x2B || bytes[index] == 0x2D { index += 1 }
      guard isDigit(index) else { throw JSONError("not a number", at: from) }
      while isDigit(index) { index += 1 }
    }
    return .number(JSONNumber(validated: String(decoding: bytes[start..<index], as: UTF8.self)))
  }

  private mutating func parseString() throws(JSONError) -> String {
    let start = position
    index += 1
    var out: [UInt8] = []
    var runStart = index
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\""):
        out += bytes[runStart..<index]
        index += 1
        return String(decoding: out, as: UTF8.self)
      case UInt8(ascii: "\\"):
        out += bytes[runStart..<index]
        index += 1
        try parseEscape(into: &out)
        runStart = index
      case 0..<0x20: throw failure("a control character inside a string")
      default: index += 1
      }
    }
    throw JSONError("a string that is never closed", at: start)
  }

  private mutating func parseEscape(into out: inout [UInt8]) throws(JSONError) {
    guard index < bytes.count else { throw failure("a string that is never closed") }
    let byte = bytes[index]
    index += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): out.append(byte)
    case UInt8(ascii: "b"): out.append(0x08)
    case UInt8(ascii: "f"): out.append(0x0C)
    case UInt8(ascii: "n"): out.append(0x0A)
    case UInt8(ascii: "r"): out.append(0x0D)
    case UInt8(ascii: "t"): out.append(0x09)
    case UInt8(ascii: "u"):
      let first = try parseHex4()
      var value = UInt32(first)
      if first >= 0xD800, first < 0xDC00, index + 1 < bytes.count,
        bytes[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: "u")
      {
        let mark = index
        index += 2
        let second = try parseHex4()
        if second >= 0xDC00, second < 0xE000 {
          value = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
        } else {
          index = mark
        }
      }
      let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
      out += Array(String(Character(scalar)).utf8)
    default:
      index -= 1
      throw failure("an unknown escape in a string")
    }
  }

  private mutating func parseHex4() throws(JSONError) -> UInt16 {
    var value: UInt16 = 0
    for _ in 0..<4 {
      guard index < bytes.count, let digit = Character(Unicode.Scalar(bytes[index])).hexDigitValue
      else { throw failure("four hexadecimal digits were expected after \\u") }
      value = value << 4 | UInt16(digit)
      index += 1
    }
    return value
  }
}
