import Testing

@testable import adit

@Suite struct CommandWordsTests {
  @Test(arguments: [
    ("vi", ["vi"]), ("  code  --wait ", ["code", "--wait"]), ("", []), ("\t ", []),
    ("'/opt/my editor/bin' -n", ["/opt/my editor/bin", "-n"]),
    ("\"a b\" c", ["a b", "c"]), ("a\\ b c", ["a b", "c"]),
    ("vim -c 'set tw=72'", ["vim", "-c", "set tw=72"]),
    ("e \"say \\\"hi\\\"\"", ["e", "say \"hi\""]), ("e 'a\\b'", ["e", "a\\b"]),
    ("e ''", ["e", ""]),
    ("e $HOME;rm", ["e", "$HOME;rm"]), ("e 'open", ["e", "open"]), ("e \\", ["e", "\\"]),
  ])
  func wordsArePartedAsShellsDo(text: String, words: [String]) {
    #expect(CommandWords.split(text) == words)
  }
}
