import Testing

@testable import Emulator

@Suite struct DemoTourTests {
  private func prompt(_ texts: String...) throws -> Prompt {
    var prompt = Prompt(
      model: try NamedModel(bedrockID: "us.anthropic.claude-sonnet-5-5", region: nil))
    prompt.maxTokens = 500
    for (index, text) in texts.enumerated() {
      prompt.messages.append(
        .init(role: index.isMultiple(of: 2) ? .user : .assistant, blocks: [.text(text)]))
    }
    return prompt
  }

  private func answer(_ tour: inout DemoTour, _ prompt: Prompt) -> EmulatorScript.Step {
    tour.answer(
      prompt,
      facts: .init(
        operation: .invokeStream,
        identity: .signature(accessKeyID: "AKIDEXAMPLE", region: "eu-west-1", service: "bedrock"),
        input: 42))
  }

  private func text(_ step: EmulatorScript.Step) -> String {
    guard case .message(let message) = step.reply, case .text(let text)? = message.blocks.last
    else { return "" }
    return text
  }

  @Test(arguments: [
    "hello", "tour", "long", "code", "table", "unicode", "thinking", "hostile", "error", "cut",
    "stall", "slow",
  ])
  func everyReplyIsLabelledAndTellsWhatArrived(word: String) throws {
    var tour = DemoTour()
    let text = text(answer(&tour, try prompt(word)))
    #expect(text.hasPrefix("**Demo, not a model.**"))
    for fact in [
      "`us.anthropic.claude-sonnet-5-5`", "InvokeModelWithResponseStream", "`eu-west-1`",
      "about 42 tokens", "max_tokens 500", "1 message,",
    ] { #expect(text.contains(fact), "\(fact)") }
  }

  @Test func throttlesTwice() throws {
    var tour = DemoTour()
    let prompt = try prompt("throttle me")
    let replies = (0..<4).map { _ in answer(&tour, prompt).reply }
    let refusal = EmulatorScript.Reply.failure(
      .init(
        status: 429, name: "ThrottlingException",
        message: "Too many requests, please wait before trying again."))
    #expect(replies.map { $0 == refusal } == [true, true, false, true])
  }

  @Test func notesInBracketsAreNotThePrompt() throws {
    var tour = DemoTour()
    var prompt = try prompt("long", "text", "code")
    let plain = answer(&tour, prompt).reply
    prompt.messages[2].blocks.insert(.text("[A failure cut off the answer.]"), at: 0)
    #expect(answer(&tour, prompt).reply == plain)
    prompt.messages[2].blocks.swapAt(0, 1)
    #expect(answer(&tour, prompt).reply == plain)
  }

  @Test(arguments: [
    "Continue where you were cut off.",
    "Your last answer was cut off. Its last words were:\n\nstop it with Esc\n\n"
      + "Go on from exactly there.",
  ])
  func goesOnWhereItWasCut(request: String) throws {
    var tour = DemoTour()
    let whole = text(answer(&tour, try prompt("long")))
    let cut = String(whole.prefix(5000))
    let rest = text(answer(&tour, try prompt("long", cut, request)))
    #expect(rest.hasPrefix(DemoTour.label))
    let body = try #require(rest.firstRange(of: "\n\n"))
    #expect(whole.dropFirst(5000).hasPrefix(rest[body.upperBound...].prefix(1000)))
  }

  @Test func longIsAsLongAsAsked() throws {
    var tour = DemoTour()
    #expect(text(answer(&tour, try prompt("long 3"))).contains("## Chapter 3\n"))
    #expect(!text(answer(&tour, try prompt("long 3"))).contains("## Chapter 4\n"))
  }

  @Test func hostileTextHasEveryControl() {
    let scalars = Set(HostileText.text.unicodeScalars.map(\.value))
    let needed: [UInt32] = [
      0, 5, 7, 8, 0x1B, 0x7F, 0x90, 0x9B, 0x9D, 0x200B, 0x202E, 0x2066, 0xFEFF, 0xE0073,
    ]
    #expect(needed.filter { !scalars.contains($0) } == [])
    #expect(HostileText.attacks.count >= 50)
  }
}
