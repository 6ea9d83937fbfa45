import Engine
import Testing
import TextModel

@testable import Interface

/// Whole screens as a person sees them.
@Suite struct ScreenGoldenTests {
  static let sizes = [(80, 24), (120, 40), (40, 12), (20, 5), (10, 3), (1, 1), (200, 60)]

  @Test(arguments: sizes)
  func atTheStart(columns: Int, rows: Int) {
    var desk = Desk()
    Golden.check(desk.frame(columns, rows), "start-\(columns)x\(rows)")
  }

  @Test(arguments: sizes)
  func whileWriting(columns: Int, rows: Int) {
    var desk = Desk(Fixtures.configuration(isDemo: true))
    desk.startAnswer()
    desk.type("and how would you test that?")
    desk.press(.character("j"), .control)
    Golden.check(desk.frame(columns, rows), "writing-\(columns)x\(rows)")
  }

  @Test(arguments: sizes)
  func stopped(columns: Int, rows: Int) {
    var desk = Desk()
    desk.startAnswer()
    desk.press(.escape)
    var usage = Desk.usage
    usage.isLowerBound = true
    desk.engine(.usage(TurnID(1), usage))
    desk.engine(.turnEnded(TurnID(1), .interrupted(hasText: true)))
    Golden.check(desk.frame(columns, rows), "stopped-\(columns)x\(rows)")
  }

  @Test(arguments: sizes)
  func modelPicker(columns: Int, rows: Int) {
    var desk = Desk()
    desk.startAnswer()
    desk.engine(.turnEnded(TurnID(1), .completed(.endTurn)))
    _ = desk.frame(columns, rows)
    desk.press(.function(2))
    desk.type("claude")
    desk.press(.up)
    Golden.check(desk.frame(columns, rows), "models-\(columns)x\(rows)")
  }

  @Test(arguments: [(80, 24), (40, 12), (20, 5)])
  func help(columns: Int, rows: Int) {
    var desk = Desk()
    desk.press(.function(1))
    Golden.check(desk.frame(columns, rows), "help-\(columns)x\(rows)")
  }

  @Test func taskPicker() {
    var desk = Desk()
    desk.submit("/task")
    Golden.check(desk.frame(80, 24), "tasks-80x24")
  }

  @Test func completions() {
    var desk = Desk()
    desk.type("/")
    desk.press(.down)
    Golden.check(desk.frame(80, 24), "completions-80x24")
  }

  @Test func retrying() {
    var desk = Desk()
    desk.submit("Hello")
    let failure = ModelFailure(
      kind: .service(status: 429, code: "ThrottlingException"), retry: .throttled,
      message: "throttled: too many tokens, please wait before trying again")
    desk.engine(
      .phase(
        TurnID(1),
        .retrying(attempt: 2, of: 5, until: desk.now.adding(milliseconds: 6_200), because: failure))
    )
    Golden.check(desk.frame(80, 24), "retrying-80x24")
  }

  @Test func failed() {
    var desk = Desk()
    desk.submit("Hello")
    let failure = ModelFailure(
      kind: .service(status: 403, code: "AccessDeniedException"),
      message: "access to the model is denied",
      remedy: "allow bedrock:InvokeModelWithResponseStream on the model in IAM",
      serviceMessage: "User is not authorized to perform: bedrock:\u{1B}[31mInvokeModel",
      requestID: "5c6d-77")
    desk.engine(.turnEnded(TurnID(1), .failed(failure, hasText: false)))
    Golden.check(desk.frame(80, 24), "failed-80x24")
  }

  @Test func queuedAndSuggested() {
    var desk = Desk()
    desk.submit("Hello")
    desk.submit("and then this")
    Golden.check(desk.frame(80, 24), "queued-80x24")
  }

  @Test func suggestion() {
    var desk = Desk()
    desk.type("Review this diff ")
    Golden.check(desk.frame(80, 24), "suggestion-80x24")
  }

  @Test func status() {
    var desk = Desk()
    desk.startAnswer()
    desk.engine(.turnEnded(TurnID(1), .completed(.maxTokens)))
    desk.submit("/status")
    Golden.check(desk.frame(80, 24), "status-80x24")
  }

  @Test(arguments: [(80, 24), (40, 12)])
  func noticesAtTheStart(columns: Int, rows: Int) {
    var configuration = Fixtures.configuration()
    configuration.notices = [
      "~/.config/adit/config.json:4: unknown setting \"bogus\" ignored",
      "~/.config/adit/models.json:2: not readable: an object that is never closed",
      "~/.config/adit/tasks.json:1:62: bar: \"temperature\" must be 0 to 1",
    ]
    var desk = Desk(configuration)
    Golden.check(desk.frame(columns, rows), "notices-\(columns)x\(rows)")
  }

  /// Nothing overflows and the essentials stay at every width.
  @Test(arguments: 20...100)
  func statusLineFits(columns: Int) {
    var desk = Desk()
    desk.startAnswer()
    let line = StatusLine(state: desk.state, now: desk.now)
    let text = line.runs(fitting: columns).map(\.text).joined()
    #expect(text.count <= columns)
    #expect(text.contains("Esc") && text.contains("3s"))
    #expect(text.contains("$0.0432") || text.contains("$0.04"))
    #expect(text.contains("↓") || columns < 22)
  }

  /// What is said for a moment is read beside an answer that is coming in, or
  /// its beginning is; price and Esc stay.
  @Test(arguments: 30...100)
  func statusLineKeepsANotice(columns: Int) {
    var desk = Desk()
    desk.startAnswer()
    let words = "copied code block 1 (3 lines) into tmux alone: paste with prefix + ]"
    desk.state.toast = Toast(words, at: desk.now)
    let text = StatusLine(state: desk.state, now: desk.now).runs(fitting: columns)
      .map(\.text).joined()
    #expect(text.count <= columns)
    #expect(text.contains(columns >= 72 ? words : "copied code"))
    #expect(text.contains("$0.04") || text.contains(words))
    #expect(text.contains("Esc"))
  }

  /// The line that product.md draws.
  @Test func statusLineAsDrawn() {
    var desk = Desk()
    desk.startAnswer()
    let line = StatusLine(state: desk.state, now: desk.now).runs(fitting: 79)
    #expect(
      line.map(\.text).joined()
        == "writing 3s 83 tok/s  ↑12.4k ⟲8.1k ↓~1,204  ≈$0.0432 Σ≈$1.27  ctx 6%  Esc stop")
  }

  @Test func aServiceThatDoesNotBeginIsWaitedFor() {
    var desk = Desk()
    desk.submit("Hello")
    desk.engine(.phase(TurnID(1), .connecting))
    desk.wait(milliseconds: 1_000)
    #expect(desk.screen().last == " connecting 1s  Esc stop")
    desk.wait(milliseconds: 4_000)
    #expect(desk.screen().last == " waiting 5s  Esc stop")
    desk.wait(milliseconds: 20_000)
    #expect(desk.screen().last == " waiting 25 s – no answer yet  Esc stop")
  }

  @Test func silence() {
    var desk = Desk()
    desk.submit("Hello")
    desk.engine(.phase(TurnID(1), .waiting))
    desk.wait(milliseconds: 21_000)
    #expect(desk.screen().last == " waiting 21 s – no answer yet  Esc stop")
  }
}

extension Desk {
  static let usage = UsageReport(
    turn: TokenUsage(input: 12_400, cacheRead: 8_100, output: 1_204), inputIsFinal: true,
    outputIsFinal: false, turnCost: NanoDollars(43_200_000),
    sessionCost: NanoDollars(1_270_000_000),
    sessionTokens: TokenUsage(input: 40_000, cacheRead: 8_100, output: 9_000),
    contextTokens: 12_000, contextWindow: 200_000, tokensPerSecondTenths: 830)

  /// A prompt, thinking and the first half of an answer.
  mutating func startAnswer() {
    submit("Why does the decoder drop the last frame?")
    let id = TurnID(1)
    engine(.turnStarted(id, modelKey: "claude-sonnet-4-5"))
    engine(.phase(id, .thinking))
    engine(.blockStarted(id, block: 0, .thinking))
    engine(.delta(id, block: 0, String(repeating: "Where is the end? ", count: 60)))
    wait(milliseconds: 4_000)
    engine(.blockEnded(id, block: 0))
    engine(.phase(id, .writing))
    engine(.blockStarted(id, block: 1, .text))
    engine(
      .delta(
        id, block: 1,
        """
        The loop leaves as soon as the socket closes, while the ring still holds bytes of the \
        last frame: `decode()` is never called for them.

        ```swift
        while let chunk = try await source.next() {
          ring.append(chunk)
        }
        ```

        - Drain the ring after the loop.
        - Treat a rest as *incomplete*, never as success.

        """))
    wait(milliseconds: 3_000)
    engine(.usage(id, Desk.usage))
    wait(milliseconds: 250)
    send(.tick)
  }
}
