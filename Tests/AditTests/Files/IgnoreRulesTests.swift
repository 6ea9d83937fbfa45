import TestSupport
import Testing

@testable import adit

@Suite struct IgnoreRulesTests {
  /// Pattern, path, whether that alone ignores it; a slash ends a directory.
  @Test(arguments: [
    ("*.o", "a.o", true), ("*.o", "deep/a.o", true), ("*.o", "a.oo", false),
    ("build", "x/build/", true), ("build/", "build", false), ("build/", "x/build/", true),
    ("/build", "x/build", false), ("/build", "build", true), ("a/b", "a/b", true),
    ("a/b", "x/a/b", false), ("**/b", "x/y/b", true), ("**/b", "b", true),
    ("a/**", "a/x/y", true), ("a/**", "a", false), ("a/**/b", "a/b", true),
    ("a/**/b", "a/x/y/b", true), ("a/*/b", "a/x/y/b", false), ("a**b", "axxb", true),
    ("[a-c]x", "bx", true), ("[!a-c]x", "bx", false), ("[[:digit:]]", "7", true),
    ("[]]", "]", true), ("[a", "[a", false), ("\\#x", "#x", true), ("#x", "#x", false),
    ("\\!x", "!x", true), ("x ", "x", true), ("x\\ ", "x ", true), ("a?c", "a/c", false),
    ("*", "x", true), ("foo*bar*baz", "foo-bar-bar-baz", true), ("A", "a", false),
    ("a\\", "a", false), ("doc/*.txt", "doc/a/b.txt", false), ("\\*", "*", true),
    ("x\r", "x", true),
  ])
  func reads(pattern: String, path: String, isIgnored: Bool) {
    let rules = IgnoreRules(file: Array("\(pattern)\n".utf8))
    let isDirectory = path.hasSuffix("/")
    let bytes = Array((isDirectory ? String(path.dropLast()) : path).utf8)
    let nameStart = (bytes.lastIndex(of: 0x2F) ?? -1) + 1
    let decision = rules.decides(bytes[...], nameStart: nameStart, isDirectory: isDirectory)
    #expect((decision ?? false) == isIgnored)
  }

  @Test func theLastPatternThatFitsDecides() {
    let rules = IgnoreRules(file: Array("*.log\n!keep.log\n".utf8))
    #expect(rules.decides(Array("keep.log".utf8)[...], nameStart: 0, isDirectory: false) == false)
    #expect(rules.decides(Array("x.log".utf8)[...], nameStart: 0, isDirectory: false) == true)
  }

  /// Stars without end take no time without end.
  @Test func hostilePatternsEnd() {
    let stars = String(repeating: "a*", count: 200) + "b"
    let name = Array(String(repeating: "a", count: 250).utf8)
    let rules = IgnoreRules(file: Array("\(stars)\n**/\(stars)/**/x\n".utf8))
    #expect(rules.decides(name[...], nameStart: 0, isDirectory: false) == nil)
  }

  @Test(arguments: [
    ("[core]\n\texcludesFile = ~/x\n", "~/x"), ("[Core]\nexcludesfile=\"/a b\"\n", "/a b"),
    ("[user]\nexcludesFile = no\n", nil), ("", nil),
  ])
  func findsTheUsersOwnFile(configuration: String, path: String?) {
    #expect(GitExcludes.excludesFile(inConfiguration: configuration) == path)
  }
}
