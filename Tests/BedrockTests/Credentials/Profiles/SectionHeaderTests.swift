import Testing

@testable import Bedrock

@Suite struct SectionHeaderTests {
  @Test(
    arguments: [
      ("[profile dev]", ["profile", "dev"]), ("[ \tprofile\tdev ] ; c", ["profile", "dev"]),
      ("[dev]# c", ["dev"]), ("[]", []), ("[profile \"a b\"]", ["profile", "a b"]),
      ("[profile 'a\\b']", ["profile", "a\\b"]), ("[profile \"a\\\\b\"]", ["profile", "a\\b"]),
      ("[profile]", ["profile"]), ("[profile", nil), ("[profile \"a", nil),
      ("[profile \"a\\", nil), ("[profile a;b]", nil), ("[profile a] b", nil),
    ] as [(String, [String]?)])
  func words(line: String, words: [String]?) {
    #expect(SectionHeader(line)?.words.map(\.text) == words)
  }

  @Test(arguments: [
    ("[a/b.c%@:+_-9]", true), ("[a!]", false), ("[é]", false), ("['é!']", true),
    ("['']", false), ("['a\u{7}']", false),
  ])
  func names(line: String, isName: Bool) {
    #expect(SectionHeader(line)?.words.first?.isName == isName)
  }
}
