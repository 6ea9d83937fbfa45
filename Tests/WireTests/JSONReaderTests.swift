import TestSupport
import Testing
import Wire

@Suite struct JSONReaderTests {
  static let invalid = [
    "", " ", "{", "}", "[", "[1", "[1,", "[1,]", "[,]", "{\"a\"", "{\"a\":", "{\"a\":1",
    "{\"a\":1,}", "{,}", "{\"a\" 1}", "{a:1}", "{\"a\":1 \"b\":2}", "[1 2]", "01", "-", "-a", "1.",
    ".5", "1e", "1e+", "+1", "tru", "nul", "falsy", "\"", "\"\\", "\"\\x\"", "\"\\u12\"",
    "\"\\u12g4\"", "\"\u{1}\"", "\"a\nb\"", "1 2", "{}x", "// c\n1", "/* c */1", "NaN", "'a'",
    "\u{FEFF}",
  ]

  @Test(arguments: invalid)
  func rejected(text: String) {
    #expect(throws: JSONError.self) { try JSONValue(parsing: Array(text.utf8)) }
    #expect(throws: JSONError.self) {
      try JSONNode(parsing: Array(text.utf8), allowingComments: false)
    }
  }

  @Test func readsEveryKindAndKeepsTheOrder() throws {
    let text = #"{"z":[1,-2.50,true,false,null],"a":{"s":"é\u00e9\"\\\/\b\f\n\r\t"},"z2":{}}"#
    let value = try JSONValue(parsing: Array(text.utf8))
    #expect(value.object?.members.map(\.name) == ["z", "a", "z2"])
    #expect(value["z"]?[0]?.int == 1)
    #expect(value["z"]?[1]?.double == -2.5)
    #expect(value["z"]?[2]?.bool == true)
    #expect(value["z"]?[4] == .null)
    #expect(value["z"]?[5] == nil)
    #expect(value["a"]?["s"]?.string == "éé\"\\/\u{8}\u{C}\n\r\t")
    #expect(
      String(decoding: value.serialized(), as: UTF8.self)
        == #"{"z":[1,-2.50,true,false,null],"a":{"s":"éé\"\\/\u0008\u000c\n\r\t"},"z2":{}}"#)
  }

  @Test(arguments: [
    (#""\ud83d\ude42""#, "🙂"), (#""\uD83D""#, "\u{FFFD}"), (#""\ude42x""#, "\u{FFFD}x"),
    (#""\ud83d\u0041""#, "\u{FFFD}A"), (#""\ud83d\ud83d\ude42""#, "\u{FFFD}🙂"),
    (#""\u0000""#, "\0"), (#""\uffff""#, "\u{FFFF}"), (#""\udbff\udfff""#, "\u{10FFFF}"),
  ])
  func unicodeEscapes(text: String, string: String) throws {
    #expect(try JSONValue(parsing: Array(text.utf8)) == .string(string))
  }

  @Test func repairsInvalidUTF8() throws {
    let bytes: [UInt8] = [0x22, 0x61, 0xFF, 0x62, 0xC3, 0x22]
    #expect(try JSONValue(parsing: bytes) == .string("a\u{FFFD}b\u{FFFD}"))
  }

  @Test func ofRepeatedNamesTheLastValueStandsInTheFirstPlace() throws {
    let few = try JSONValue(parsing: Array(#"{"a":1,"b":2,"a":3}"#.utf8))
    #expect(few == ["a": 3, "b": 2])
    let text = "{" + (0..<40).map { "\"k\($0 % 20)\":\($0)" }.joined(separator: ",") + "}"
    let many = try JSONValue(parsing: Array(text.utf8))
    #expect(many.object?.members.map(\.name) == (0..<20).map { "k\($0)" })
    #expect(many["k3"]?.int == 23)
  }

  @Test func depthIsBounded() throws {
    func nested(_ depth: Int) -> [UInt8] {
      Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
    }
    _ = try JSONValue(parsing: nested(JSONValue.maximumDepth))
    for depth in [JSONValue.maximumDepth + 1, 100_000] {
      #expect(throws: JSONError.self) { try JSONValue(parsing: nested(depth)) }
      #expect(throws: JSONError.self) {
        try JSONNode(parsing: nested(depth), allowingComments: true)
      }
    }
  }

  @Test func manyMembersTakeLinearTime() throws {
    let text = "{" + (0..<50_000).map { "\"k\($0)\":\($0)" }.joined(separator: ",") + "}"
    #expect(try JSONValue(parsing: Array(text.utf8)).object?.members.count == 50_000)
  }

  @Test func positionsCountFromOneAcrossComments() throws {
    let text = """
      \u{FEFF}// first
      { /* a
         b */ "name" : "v", // end
        "list": [
          1,
        ],
      }
      """
    let node = try JSONNode(parsing: Array(text.utf8), allowingComments: true)
    #expect(node.position == JSONPosition(line: 2, column: 1))
    #expect(node["name"]?.position == JSONPosition(line: 3, column: 18))
    guard case .object(let members) = node.kind, case .array(let list)? = node["list"]?.kind else {
      Issue.record("an object with a list was expected")
      return
    }
    #expect(
      members.map(\.position) == [
        JSONPosition(line: 3, column: 9), JSONPosition(line: 4, column: 3),
      ])
    #expect(list.map(\.position) == [JSONPosition(line: 5, column: 5)])
    #expect(node.value == ["name": "v", "list": [1]])
  }

  @Test(arguments: [
    ("{\n  \"a\": tru\n}", JSONError("'true' was expected", at: JSONPosition(line: 2, column: 8))),
    ("[1,\n,]", JSONError("a value was expected", at: JSONPosition(line: 2, column: 1))),
    ("\n /", JSONError("a stray '/'", at: JSONPosition(line: 2, column: 2))),
    (
      "1 /* x\n", JSONError("a comment that is never closed", at: JSONPosition(line: 1, column: 3))
    ),
    (
      "\u{FEFF}{\"a\" 1}",
      JSONError("':' was expected after the name \"a\"", at: JSONPosition(line: 1, column: 6))
    ),
  ])
  func errorsNameThePlace(text: String, error: JSONError) {
    #expect(throws: error) { try JSONNode(parsing: Array(text.utf8), allowingComments: true) }
  }
}
