import Emulator
import TestSupport
import Testing

extension EndToEndTests {
  /// Prompt, streamed answer, its cost, the end.
  @Suite struct Conversation {
    @Test(arguments: [true, false])
    func answersTellsTheCostAndGivesTheTerminalBack(modern: Bool) throws {
      let adit = try AditUnderTest(
        .says("# Title\n\n" + numberedWords(60) + "\n\nand **the end**.", tokensPerSecond: 60))
      let terminal = try adit.open(answers: modern ? .all : .none)
      #expect(terminal.screen.isAlternate)
      #expect(terminal.screen.modes[2004] == true)
      try terminal.expect("the keyboard protocol that was answered") {
        $0.screen.kittyStack == (modern ? [1] : [])
      }
      terminal.send("Hello there")
      try terminal.expect("an estimate while it streams") {
        $0.status.contains("writing") && $0.status.contains("≈$") && $0.status.contains("↓~")
      }
      try terminal.expect("and the end.")
      try terminal.expectIdle()
      try terminal.expect("a settled cost") { terminal in
        let status = terminal.status
        return status.contains("$0.") && status.contains("ctx ")
          && !["≈", "~", "≥"].contains(where: status.contains)
      }
      #expect(terminal.screen.contains("you  Hello there"))
      #expect(adit.prompts.map(\.status) == [200])
      #expect(adit.prompts.first?.text.contains("Hello there") == true)
      terminal.quit()
    }

    @Test func remembersTheConversation() throws {
      let adit = try AditUnderTest(.says("An answer called Rosamund."), .says("A second one."))
      let terminal = try adit.open()
      terminal.send("First question")
      try terminal.expect("Rosamund")
      try terminal.expectIdle()
      terminal.send("Second question")
      try terminal.expect("A second one.")
      let body = try #require(adit.prompts.last?.text)
      for words in ["First question", "An answer called Rosamund.", "Second question"] {
        #expect(body.contains(words))
      }
      try terminal.expectIdle()
      terminal.send("/quit")
      terminal.expectExit(.code(0))
    }

    @Test func queuesWhatIsSentWhileBusy() throws {
      let adit = try AditUnderTest(
        .says(numberedWords(400), tokensPerSecond: 100), .says("The queued answer."))
      let terminal = try adit.open()
      terminal.send("First")
      try terminal.expect("word3")
      terminal.send("Second")
      try terminal.expect("queued 1: Second")
      #expect(adit.prompts.count == 1)
      // Up takes it back, another Enter queues it again.
      terminal.write("\u{1b}[A")
      try terminal.expect("the prompt taken back") {
        $0.screen.contains("› Second") && !$0.screen.contains("queued")
      }
      terminal.write("\r")
      try terminal.expect("queued 1: Second")
      terminal.write("\u{1b}")
      try terminal.expect("stopped")
      terminal.write("\r")
      try terminal.expect("The queued answer.")
      try terminal.expectIdle()
      terminal.quit()
    }

    @Test func ctrlCStopsThenClearsThenQuits() throws {
      let adit = try AditUnderTest(.says(numberedWords(500), tokensPerSecond: 50))
      let terminal = try adit.open()
      terminal.send("Count")
      try terminal.expect("word3")
      terminal.write("\u{3}")
      try terminal.expect("— stopped —")
      terminal.write("draft")
      try terminal.expect("› draft")
      terminal.write("\u{3}")
      try terminal.expect("an empty prompt") { !$0.screen.contains("draft") }
      terminal.write("\u{3}")
      try terminal.expect("Ctrl+C again to quit")
      terminal.write("\u{3}")
      terminal.expectExit(.code(0))
    }
  }
}
