/// Builds `JSONNode`: the scanner's values with their positions.
struct JSONTreeParser {
  private var scanner: JSONScanner
  private var lines: JSONLineCounter

  init(bytes: [UInt8], allowsComments: Bool) {
    scanner = JSONScanner(bytes[...], allowingComments: allowsComments)
    lines = scanner.lineCounter()
  }

  mutating func parseDocument() throws(JSONError) -> JSONNode {
    let node = try parseNode()
    try scanner.finish()
    return node
  }

  private mutating func parseNode() throws(JSONError) -> JSONNode {
    let kind = try scanner.peekKind()
    let position = lines.position(of: scanner.tokenStart)
    switch kind {
    case .object: return JSONNode(kind: .object(try parseMembers()), position: position)
    case .array:
      var nodes: [JSONNode] = []
      try scanner.enterArray()
      while try scanner.nextElement() { nodes.append(try parseNode()) }
      return JSONNode(kind: .array(nodes), position: position)
    case .string:
      let text = String(decoding: try scanner.readStringBytes(), as: UTF8.self)
      return JSONNode(kind: .string(text), position: position)
    case .number: return JSONNode(kind: .number(try scanner.scanNumber()), position: position)
    case .bool: return JSONNode(kind: .bool(try scanner.scanBool()), position: position)
    case .null:
      try scanner.scanWord("null")
      return JSONNode(kind: .null, position: position)
    }
  }

  private mutating func parseMembers() throws(JSONError) -> [JSONNode.Member] {
    var members: [JSONNode.Member] = []
    try scanner.enterObject()
    while let key = try scanner.nextKey() {
      let position = lines.position(of: scanner.tokenStart)
      members.append(
        JSONNode.Member(name: key.string, position: position, node: try parseNode()))
    }
    return members
  }
}
