import Testing
import TextModel

@testable import Interface

@Suite struct RemedyTextTests {
  static func texts(_ remedy: String) -> [String] {
    RemedyText.lines(of: remedy).map { $0.runs.map(\.text).joined() }
  }

  @Test(arguments: [
    ("Run aws sso login.", ["  → Run aws sso login."]),
    ("One.\nTwo.", ["  → One.", "    Two."]),
    ("Set {name} first.", ["  → Set {name} first."]),
    (
      "Add: {\"A\":[\"x:{y\",\"z\\\"\"]}",
      ["  → Add:", "{", "  \"A\": [", "    \"x:{y\",", "    \"z\\\"\"", "  ]", "}"]
    ),
    (
      "Allow it with {\"A\":\"}\"}, and check the key.",
      ["  → Allow it with", "{", "  \"A\": \"}\"", "}", "    and check the key."]
    ),
    ("Add {\"A: b", ["  → Add {\"A: b"]),
    (
      "Add:\n{\n  \"A\": 1\n}\nThen go on.",
      ["  → Add:", "{", "  \"A\": 1", "}", "    Then go on."]
    ),
  ])
  func sentencesHaveAnArrowAndJSONIsCode(remedy: String, lines: [String]) {
    #expect(Self.texts(remedy) == lines)
  }

  @Test func codeIsNeitherIndentedNorWrappedAtWords() {
    let code = RemedyText.lines(of: "Add: {\"A\":\"b c\"}").dropFirst()
    #expect(code.allSatisfy { !$0.wrapsAtWords && $0.continuation.isEmpty })
  }

  @Test func aRemedyOfManyLinesEnds() {
    let lines = RemedyText.lines(of: String(repeating: "a\n", count: 10_000))
    #expect(lines.count == 60)
  }
}
