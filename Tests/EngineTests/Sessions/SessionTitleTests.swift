import Testing

@testable import Engine

@Suite struct SessionTitleTests {
  @Test(
    arguments: [
      ("", ""), ("   \n\t ", ""), ("Fix it", "Fix it"),
      (
        "Why does the decoder drop the last frame?  And then?",
        "Why does the decoder drop the last frame?"
      ),
      ("  spread \t over\nlines", "spread over"),
      (
        "Read ./Sources/Store/Schema.swift e.g. its tables. Then go on",
        "Read ./Sources/Store/Schema.swift e.g. its tables"
      ),
      ("Hi. Please mend the build", "Hi. Please mend the build"),
      ("Rename it.", "Rename it"), ("And so on...", "And so on..."),
      ("## The **plan**", "The plan"), ("- [ ] a `task` of mine", "a task of mine"),
      ("> quoted", "quoted"), ("a*b is snake_case", "a*b is snake_case"),
      ("#!/bin/sh", "#!/bin/sh"), ("---\nreal", "real"),
      ("```swift\nlet x = 1\n```\nExplain", "Explain"),
      ("```swift\nlet x = 1\n```", "let x = 1"), ("???", ""),
      ("为什么解码器丢掉最后一帧？请解释", "为什么解码器丢掉最后一帧？"),
      (
        "Compare version 1.2 with version 2.0 of the file",
        "Compare version 1.2 with version 2.0 of the file"
      ),
      (
        "Please look at the whole of the transport layer and tell me everything about it",
        "Please look at the whole of the transport layer and tell…"
      ),
      (String(repeating: "x", count: 80), String(repeating: "x", count: 59) + "…"),
      ("\u{1B}[31mred\u{7}", "[31mred"),
    ] as [(String, String)])
  func automatic(prompt: String, title: String) {
    #expect(SessionTitle.automatic(prompt) == title)
    #expect(SessionTitle.automatic(prompt).count <= SessionTitle.longestAutomaticTitle)
  }

  @Test func firstWordsStandOnOneLine() {
    #expect(SessionTitle.line("a\n\n b\r\nc", limit: 20) == "a b c")
    #expect(SessionTitle.line("one two three four", limit: 12) == "one two…")
  }

  @Test func aLongPromptIsNotReadWhole() {
    let prompt = String(repeating: "word ", count: 1_000_000)
    #expect(SessionTitle.automatic(prompt).hasPrefix("word word"))
  }
}
