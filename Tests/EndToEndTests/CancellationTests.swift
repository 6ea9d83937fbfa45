import Emulator
import TestSupport
import Testing

extension EndToEndTests {
  /// Esc at every moment of a turn.
  @Suite struct Cancellation {
    enum Moment: String, CaseIterable {
      case beforeTheHeaders, beforeTheFirstToken, withinText, inAStall, withinThinking

      var step: EmulatorScript.Step {
        switch self {
        case .beforeTheHeaders:
          .says("unwanted") { $0.headerDelayMilliseconds = 60_000 }
        case .beforeTheFirstToken: .says("unwanted") { $0.stallAfterTokens = 0 }
        case .withinText: .says(numberedWords(2_000), tokensPerSecond: 80)
        case .inAStall: .says(numberedWords(50)) { $0.stallAfterTokens = 20 }
        case .withinThinking:
          .init(
            .message(.init([.thinking(numberedWords(2_000), signature: ""), .text("unwanted")])),
            tokensPerSecond: 80)
        }
      }

      /// On the screen when Esc is pressed.
      var sign: String {
        switch self {
        case .beforeTheHeaders: "connecting"
        case .beforeTheFirstToken: "waiting"
        case .withinText, .inAStall: "word7"
        case .withinThinking: "Thinking"
        }
      }

      var hasText: Bool { self == .withinText || self == .inAStall }
    }

    @Test(arguments: Moment.allCases)
    func closesTheConnectionAndGoesOn(at moment: Moment) throws {
      let adit = try AditUnderTest(moment.step, .says("The next answer."))
      let terminal = try adit.open()
      terminal.send("Go ahead")
      try adit.expectRequests("the request") { $0.count == 1 }
      try terminal.expect(moment.sign)
      terminal.write("\u{1b}")
      try adit.expectRequests("closed by the client") { $0.first?.wasClosedByClient == true }
      try terminal.expect(moment.hasText ? "— stopped —" : "— stopped before any answer —")
      try terminal.expectIdle()
      if moment.hasText { #expect(terminal.screen.contains("word7"), "\(terminal.dump)") }
      if moment != .beforeTheHeaders { #expect(terminal.status.contains("≥$"), "\(terminal.dump)") }
      terminal.send("And now")
      try terminal.expect("The next answer.")
      try terminal.expectIdle()
      let body = try #require(adit.prompts.last?.text)
      #expect(body.contains("Go ahead") && body.contains("And now"))
      #expect(body.contains("word7") == moment.hasText)
      #expect(adit.prompts.count == 2)
      terminal.quit()
    }

    /// Every prompt after a cancelled one works, wherever that was cut.
    @Test func manyMomentsInARow() throws {
      var generator = SeededGenerator(seed: SeededGenerator.testSeed)
      let rounds = 25
      // A request that is stopped early enough is never sent.
      var long = EmulatorScript.Step.says(numberedWords(3_000), tokensPerSecond: 300, times: nil)
      long.match.prompt = " here"
      let adit = try AditUnderTest(long, .says("The last answer."))
      let terminal = try adit.open(answers: .all)
      for round in 1...rounds {
        terminal.send("Question \(round) here")
        try terminal.expect("round \(round), seed \(SeededGenerator.testSeed)") {
          $0.status.contains("Esc stop")
        }
        // Some at once, some after so many more bytes on the screen.
        let more = terminal.output.count + Int.random(in: 0...1_500, using: &generator)
        if round % 4 != 0 { try terminal.expect("more output") { $0.output.count >= more } }
        terminal.write("\u{1b}[27u")
        try terminal.expectIdle()
      }
      terminal.send("The last question")
      try terminal.expect("The last answer.")
      try terminal.expectIdle()
      try adit.expectRequests("closed connections") { requests in
        requests.dropLast().allSatisfy(\.wasClosedByClient)
      }
      #expect(adit.prompts.last?.text.contains("Question \(rounds) here") == true)
      #expect(terminal.status.contains("Σ≥$"), "\(terminal.dump)")
      terminal.quit()
    }

    @Test func endsTheWaitForARetry() throws {
      let adit = try AditUnderTest(
        .fails(
          429, "ThrottlingException", "Too many requests, please wait.",
          headers: [EmulatorHeader("retry-after", "60")]), .says("The next answer."))
      let terminal = try adit.open()
      terminal.send("Go ahead")
      try terminal.expect("retry 1/5 in ")
      terminal.write("\u{1b}")
      try terminal.expect("— stopped before any answer —")
      try terminal.expectIdle()
      #expect(adit.prompts.count == 1)
      terminal.send("And now")
      try terminal.expect("The next answer.")
      terminal.quit()
    }

    @Test func stopsAtOnceWhenTheServiceCannotBeReached() throws {
      // Accepts connections and never reads from them.
      let adit = try AditUnderTest()
      let silent = try SilentListener()
      let terminal = try adit.open(adding: [
        "AWS_ENDPOINT_URL_BEDROCK_RUNTIME": "http://127.0.0.1:\(silent.port)"
      ])
      terminal.send("Go ahead")
      try terminal.expect("connecting")
      terminal.write("\u{1b}")
      try terminal.expect("— stopped before any answer —")
      try terminal.expectIdle()
      terminal.quit()
    }

    @Test func continuesFromTheLastWords() throws {
      let adit = try AditUnderTest(
        .says(numberedWords(2_000), tokensPerSecond: 80), .says("as if nothing had happened."))
      let terminal = try adit.open()
      terminal.send("Count to two thousand")
      try terminal.expect("word9")
      terminal.write("\u{1b}")
      try terminal.expect("/continue to go on")
      try terminal.expectIdle()
      terminal.send("/continue")
      try terminal.expect("as if nothing had happened.")
      let body = try #require(adit.prompts.last?.text)
      // The partial answer is the model's, the request to go on the user's.
      let answer = try #require(body.firstRange(of: "word1 word2"))
      let ending = body[answer.upperBound...]
      #expect(ending.contains(#""role":"user""#))
      #expect(ending.lowercased().contains("continue") || ending.lowercased().contains("go on"))
      try terminal.expectIdle()
      terminal.quit()
    }
  }
}
