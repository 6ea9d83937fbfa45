import Testing

@testable import TextModel

@Suite struct ChipSearchTests {
  private static func chips(_ texts: [String]) -> [PasteChip] {
    texts.enumerated().map { PasteChip(number: $0 + 1, text: $1, lineCount: 1) }
  }

  private static func places(_ texts: [String], in text: String) -> [String] {
    ChipSearch(chips(texts)).places(in: Array(text.utf8)).map { "\($0.chip.number)@\($0.place)" }
  }

  @Test(arguments: [
    (["abc"], "xxabcxx", ["1@2"]), (["abc"], "ab", []), ([], "abc", []), (["abc"], "", []),
    (["abc", "abc"], "abcabcabc", ["1@0", "2@3"]),
    // Where the user has moved or taken out one.
    (["abc", "xyz"], "xyz abc", ["2@0", "1@4"]), (["gone", "xyz"], "a xyz", ["2@2"]),
    // Those that begin alike.
    (["aab", "aaa"], "aaaaab", ["2@0", "1@3"]), (["abcd", "ab"], "ab abcd", ["2@0", "1@3"]),
    (["", "é"], "eé", ["2@1"]),
  ])
  func findsEachOnce(texts: [String], text: String, places: [String]) {
    #expect(Self.places(texts, in: text) == places)
  }

  /// What fits everywhere almost to its end is given up.
  @Test func theWorkIsBounded() {
    let text = String(repeating: "a", count: 20_000)
    #expect(Self.places([String(repeating: "a", count: 10_000) + "b"], in: text) == [])
  }
}
