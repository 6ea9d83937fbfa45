import TestSupport
import Testing
import Wire

@Suite struct JSONWriterTests {
  private func text(_ value: JSONValue) -> String {
    String(decoding: value.serialized(), as: UTF8.self)
  }

  @Test func writesCompactlyInOrder() {
    #expect(
      text(["b": [1, "x", true, .null], "a": [:], "c": []])
        == #"{"b":[1,"x",true,null],"a":{},"c":[]}"#)
  }

  @Test func escapesOnlyWhatMustBe() {
    #expect(text("a/\"\\\n\r\t\u{1}\u{1F}\u{7F}é🙂") == #""a/\"\\\n\r\t\u0001\u001f"# + "\u{7F}é🙂\"")
    #expect(text("") == "\"\"")
  }

  @Test(arguments: [
    (0.3, "0.3"), (1.0, "1"), (-2.5, "-2.5"), (1e300, "1e+300"), (.nan, "0"), (.infinity, "0"),
    (.leastNonzeroMagnitude, "5e-324"), (-0.0, "0"),
  ])
  func numbers(value: Double, written: String) {
    #expect(text(.number(JSONNumber(value))) == written)
  }

  @Test func readingUndoesWriting() throws {
    let seed = SeededGenerator.testSeed
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<300 {
      let value = Self.randomValue(depth: 4, using: &generator)
      #expect(try JSONValue(parsing: value.serialized()) == value, "seed \(seed)")
      #expect(
        try JSONNode(parsing: value.serialized(), allowingComments: true).value == value,
        "seed \(seed)")
    }
  }

  private static func randomValue(
    depth: Int, using generator: inout SeededGenerator
  ) -> JSONValue {
    switch Int.random(in: 0...(depth > 0 ? 6 : 4), using: &generator) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &generator))
    case 2: return .number(JSONNumber(Int.random(in: -1_000_000...1_000_000, using: &generator)))
    case 3: return .number(JSONNumber(Double.random(in: -1...1, using: &generator)))
    case 4: return .string(randomText(using: &generator))
    case 5:
      return .array(
        (0..<Int.random(in: 0...4, using: &generator)).map { _ in
          randomValue(depth: depth - 1, using: &generator)
        })
    default:
      var object = JSONObject()
      for _ in 0..<Int.random(in: 0...4, using: &generator) {
        object[randomText(using: &generator)] = randomValue(depth: depth - 1, using: &generator)
      }
      return .object(object)
    }
  }

  private static func randomText(using generator: inout SeededGenerator) -> String {
    let pool: [Character] = ["a", "\"", "\\", "\n", "\u{1}", "é", "🙂", "/", "\u{FFFD}", "\u{2028}"]
    return String(
      (0..<Int.random(in: 0...6, using: &generator)).map { _ in
        pool[Int.random(in: 0..<pool.count, using: &generator)]
      })
  }
}
