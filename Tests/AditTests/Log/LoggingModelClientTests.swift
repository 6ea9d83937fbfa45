import Engine
import Synchronization
import Testing
import Wire

@testable import adit

@Suite struct LoggingModelClientTests {
  /// Answers with `batches`; before each of them `pause` passes.
  private struct Client: ModelClient {
    var batches: [[ModelEvent]]
    var failure: ModelFailure?
    var passes: @Sendable () -> Void = {}

    func open(_ request: ModelRequest) async throws(ModelFailure) -> any ModelAnswer {
      if let failure { throw failure }
      passes()
      return Answer(batches)
    }
  }

  private final class Answer: ModelAnswer {
    let requestID: String? = "r-1"
    let profilePrefix: String? = nil
    private let batches: Mutex<[[ModelEvent]]>

    init(_ batches: [[ModelEvent]]) { self.batches = Mutex(batches) }

    func next() async throws(ModelFailure) -> [ModelEvent]? {
      batches.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    }
  }

  private final class Clock: Sendable {
    private let milliseconds = Mutex(0)
    func pass(_ more: Int) { milliseconds.withLock { $0 += more } }
    func now() -> MonotonicTime {
      MonotonicTime(nanoseconds: 1).adding(milliseconds: milliseconds.withLock { $0 })
    }
  }

  private static let request = ModelRequest(
    model: ModelDescriptor(
      key: "test", modelId: "anthropic.test", displayName: "Test", provider: "Anthropic",
      family: "test", released: "2026-01-01", contextWindow: 1_000, maxOutputTokens: 1_000,
      preferredAPI: .invoke),
    api: .invoke, messages: [], maxTokens: 500)
  private static let long: [ModelEvent] = [
    .messageStart(id: nil, model: nil, usage: UsageUpdate(input: 7)),
    .messageStop(usage: UsageUpdate(output: 300)),
  ]

  private static func read(_ client: LoggingModelClient) async throws {
    let answer = try await client.open(request)
    while try await answer.next() != nil {}
  }

  @Test func aProxyThatHoldsAnswersBackIsNamedOnce() async throws {
    let clock = Clock()
    let log = FakeEventLog()
    let notices = Mutex<[String]>([])
    let client = LoggingModelClient(
      Client(batches: [Self.long], passes: { clock.pass(8_000) }), log: log, now: clock.now,
      region: { _ in "eu-west-1" }, notice: { text in notices.withLock { $0.append(text) } })
    try await Self.read(client)
    try await Self.read(client)
    #expect(log.events.map(\.level) == [.warn, .warn])
    #expect(log.events.map { $0.fields["held_back"] } == [true, true])
    #expect(
      notices.withLock { $0 } == [
        "A proxy or gateway on the way holds answers back: this one came in one piece after a long"
          + " silence. Check HTTPS_PROXY and the endpoint; adit health tells more."
      ])
  }

  @Test func whatComesAtOnceIsNoNews() async throws {
    let log = FakeEventLog()
    let notices = Mutex<[String]>([])
    let client = LoggingModelClient(
      Client(batches: [Self.long]), log: log, now: Clock().now, region: { _ in "r" },
      notice: { text in notices.withLock { $0.append(text) } })
    try await Self.read(client)
    #expect(log.events.map(\.level) == [.info])
    #expect(notices.withLock { $0 }.isEmpty)
  }

  /// Attempts at one conversation are counted until one is answered.
  @Test func attemptsAreCounted() async throws {
    let log = FakeEventLog()
    let failing = LoggingModelClient(
      Client(batches: [], failure: ModelFailure(kind: .connection, message: "no")), log: log,
      now: Clock().now, region: { _ in "r" })
    for _ in 0..<2 {
      await #expect(throws: ModelFailure.self) { try await failing.open(Self.request) }
    }
    #expect(log.events.map { $0.fields["attempt"] } == [1, 2])
    let answering = LoggingModelClient(
      Client(batches: [Self.long]), log: log, now: Clock().now, region: { _ in "r" })
    try await Self.read(answering)
    try await Self.read(answering)
    #expect(log.events.suffix(2).map { $0.fields["attempt"] } == [1, 1])
  }
}
