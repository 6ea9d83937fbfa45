import Testing
import Wire

@Suite struct JSONScannerTests {
  @Test func walksAnObject() throws {
    var scanner = JSONScanner(
      Array(#" {"a":1 , "b":"xé\nA\ud83d\ude42","c":{"d":[1,{},[]]},"e":[2,3],"f":null} "#.utf8))
    var seen: [String] = []
    try scanner.enterObject()
    while let key = try scanner.nextKey() {
      switch key {
      case "a": seen.append("a=\(try scanner.readInt() ?? -1)")
      case "b": seen.append("b=\(try scanner.readString() ?? "-")")
      case "e":
        try scanner.enterArray()
        while try scanner.nextElement() { seen.append("e=\(try scanner.readInt() ?? -1)") }
      case "f": seen.append("f=\(try scanner.readString() ?? "-")")
      default:
        seen.append("\(key.string)=\(String(decoding: try scanner.skipValue(), as: UTF8.self))")
      }
    }
    try scanner.finish()
    #expect(
      seen == ["a=1", "b=xé\nA🙂", #"c={"d":[1,{},[]]}"#, "e=2", "e=3", "f=-"])
  }

  @Test func comparesKeysWithEscapesResolved() throws {
    var scanner = JSONScanner(Array(#"{"ty\u0070e":"te\u0078t"}"#.utf8))
    try scanner.enterObject()
    guard case "type"? = try scanner.nextKey(), case "text"? = try scanner.readText() else {
      Issue.record("the escapes were not resolved")
      return
    }
    #expect(try scanner.nextKey() == nil)
  }

  @Test(arguments: [
    ("1", 1), ("-7", -7), ("1e2", 100), ("1.5", nil), ("9223372036854775807", Int.max),
    ("9223372036854775808", nil), ("1e999", nil), ("\"1\"", nil), ("[1]", nil), ("true", nil),
  ])
  func readsWholeNumbers(text: String, value: Int?) throws {
    var scanner = JSONScanner(Array(text.utf8))
    #expect(try scanner.readInt() == value)
    try scanner.finish()
  }

  @Test func readsFromTheMiddleOfABuffer() throws {
    let bytes = Array(#"xx{"a":"b"}yy"#.utf8)
    var scanner = JSONScanner(bytes[2..<bytes.count - 2])
    try scanner.enterObject()
    #expect(try scanner.nextKey()?.string == "a")
    #expect(try scanner.readString() == "b")
    #expect(try scanner.nextKey() == nil)
    try scanner.finish()
  }

  @Test func skipsExactlyWhatItReads() {
    for text in JSONReaderTests.invalid {
      #expect(throws: JSONError.self, "\(text)") {
        var scanner = JSONScanner(Array(text.utf8))
        try scanner.skipValue()
        try scanner.finish()
      }
    }
  }
}
