import Testing

@testable import Engine

@Suite struct TaskSuggestionTests {
  @Test(
    arguments: [
      ("Write unit tests for the ring buffer", "code", "tests", #"the prompt says "unit tests""#),
      ("Refactor this function", "code", "refactor", #"the prompt says "refactor""#),
      (
        "Is there a SQL injection or another vulnerability in here?", "chat", "security",
        #"the prompt says "vulnerability" and "sql injection""#
      ),
      (
        "We have a race condition, help me debug it", "code", "debug",
        #"the prompt says "debug" and "race condition""#
      ),
      (
        "brainstorm: what could the logo be?", nil, "brainstorm",
        #"the prompt says "brainstorm""#
      ),
      ("I need release notes for 1.2", "chat", "docs", #"the prompt says "release notes""#),
    ] as [(String, String?, String, String)])
  func seesAnotherTask(prompt: String, current: String?, name: String, reason: String) {
    let suggestion = TaskSuggestion.suggest(
      for: prompt, current: current, among: TaskProfileReaderTests.builtIn.profiles)
    #expect(suggestion?.profile.name == name)
    #expect(suggestion?.reason == reason)
  }

  @Test(
    arguments: [
      // It is that task already.
      ("Write unit tests for the ring buffer", "tests"),
      // A single word in passing.
      ("Why does this test crash?", "code"), ("What is a closure?", "chat"),
      ("The documentation says otherwise", "code"), ("hi", nil), ("", nil),
      // Two tasks alike.
      ("Refactor it and add unit tests", "code"),
      // Words inside of words.
      ("Renamed and testsuite and reviewer", "chat"),
    ] as [(String, String?)])
  func staysSilentWhenInDoubt(prompt: String, current: String?) {
    #expect(
      TaskSuggestion.suggest(
        for: prompt, current: current, among: TaskProfileReaderTests.builtIn.profiles) == nil)
  }

  @Test func readsOnlyTheBeginning() {
    let profiles = [TaskProfile(name: "tests", keywords: ["unit tests"])]
    let prompt = String(repeating: "word ", count: 5_000) + "unit tests"
    #expect(TaskSuggestion.suggest(for: prompt, current: nil, among: profiles) == nil)
  }

  @Test(arguments: [
    ("Don't  PANIC, Ärger2!", 9, ["don", "t", "panic", "ärger2"]), ("a b c", 2, ["a", "b"]),
    ("", 3, []), ("...", 3, []),
  ])
  func splitsWords(text: String, limit: Int, words: [String]) {
    #expect(TaskSuggestion.words(of: text, limit: limit) == words)
  }
}
