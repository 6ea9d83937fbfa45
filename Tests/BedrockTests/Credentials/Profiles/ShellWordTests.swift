import Testing

@testable import Bedrock

@Suite struct ShellWordTests {
  @Test(arguments: [
    ("dev", "dev"), ("a/b.c:d@e+f", "a/b.c:d@e+f"), ("", "''"), ("my own", "'my own'"),
    ("a'b", "'a'\\''b'"), ("$(rm)", "'$(rm)'"),
  ])
  func quoting(text: String, word: String) { #expect(ShellWord.quoted(text) == word) }
}
