import Emulator
import TestSupport
import Testing

extension EndToEndTests {
  /// What the program tells about itself and the service, and what a person
  /// sets there.
  @Suite struct Status {
    @Test func tellsWhatIsSetUp() throws {
      let adit = try AditUnderTest()
      let terminal = try adit.open(
        rows: 40,
        adding: ["HTTPS_PROXY": "http://me:secret@proxy.test:3128", "NO_PROXY": "127.0.0.1"])
      terminal.send("/status")
      for text in [
        "region       us-east-1 (from AWS_REGION)", "endpoint     http://127.0.0.1:\(adit.port)",
        "version      adit ", "caching      on", "5 retries", "log          ~/",
        // NO_PROXY keeps this endpoint from it.
        "proxy  none",
      ] { try terminal.expect(text) }
      #expect(!terminal.screen.contains("secret"))
      terminal.quit()
    }

    @Test func aSignInWithoutAnythingToSignInToSaysSo() throws {
      let adit = try AditUnderTest()
      let terminal = try adit.open()
      terminal.send("/login")
      try terminal.expect("There is nothing to sign in to")
      try terminal.expectIdle()
      terminal.quit()
    }

    @Test func thinkingReachesTheRequest() throws {
      let adit = try AditUnderTest(.says("First."), .says("Second."))
      let terminal = try adit.open(["--model", "claude-sonnet-4-5"])
      terminal.send("/thinking 2000")
      try terminal.expect("thinking 2,000 tokens")
      terminal.send("Hello")
      try terminal.expect("First.")
      try terminal.expectIdle()
      terminal.pauseLikeAHand()
      terminal.send("/thinking off")
      try terminal.expect("the word in the status line") { $0.status.contains("thinking off") }
      terminal.pauseLikeAHand()
      terminal.send("Again")
      try terminal.expect("Second.")
      try terminal.expectIdle()
      let bodies = adit.prompts.map(\.text)
      try #require(bodies.count == 2)
      #expect(bodies[0].contains(#""budget_tokens":2000"#))
      #expect(!bodies[1].contains("budget_tokens"))
      terminal.quit()
    }

    @Test func aRefusalShowsThePolicyToAdd() throws {
      let adit = try AditUnderTest(
        .fails(
          403, "AccessDeniedException",
          "User: arn:aws:iam::123456789012:user/me is not authorized to perform:"
            + " bedrock:InvokeModelWithResponseStream on resource:"
            + " arn:aws:bedrock:us-east-1::foundation-model/x"))
      let terminal = try adit.open(rows: 40)
      terminal.send("Hello")
      try terminal.expect("Error")
      try terminal.expect("bedrock:InvokeModel")
      // From the first column, so that a selection copies it clean.
      try terminal.expect("a line that is the policy's first brace") { terminal in
        (0..<terminal.screen.rows).contains { terminal.screen.row($0).hasPrefix("{") }
      }
      try terminal.expectIdle()
      terminal.quit()
    }
  }
}
