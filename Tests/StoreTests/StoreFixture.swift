import Engine
import TestSupport

@testable import Store

/// A store in a folder of its own, with sessions that are quickly made.
final class StoreFixture {
  let folder = TemporaryFolder()
  private(set) var store: SessionStore
  private var sequences: [SessionID: Int] = [:]

  var path: String { folder.path + "/sessions.db" }

  init() throws {
    store = try SessionStore(
      path: folder.path + "/sessions.db", access: .readWrite, busyMilliseconds: 0)
  }

  /// Closes the store and opens it again.
  func reopen() throws { store = try open() }

  func open(_ access: SessionStore.Access = .readWrite) throws -> SessionStore {
    try SessionStore(path: path, access: access, busyMilliseconds: 0)
  }

  static func id(_ number: Int) -> SessionID { SessionID(random: UInt64(number) << 16, 0) }

  static func session(
    _ number: Int, project: String = "/src/radar", at: Int = 1_000, from: SessionID? = nil
  ) -> NewSession {
    NewSession(
      id: id(number), project: project, directory: project + "/lib", region: "eu-west-1",
      createdAt: at, forkedFrom: from, version: "1.0")
  }

  @discardableResult
  func begin(_ number: Int, project: String = "/src/radar", at: Int = 1_000) throws -> SessionID {
    try store.create(Self.session(number, project: project, at: at))
    return Self.id(number)
  }

  /// Events with the next places of their session.
  func append(_ events: [SessionEvent], to id: SessionID, at: Int = 2_000) throws {
    var next = sequences[id] ?? 0
    let stored = events.map { event in
      next += 1
      return StoredEvent(sequence: next, at: at, event: event)
    }
    try store.append(stored, to: id)
    sequences[id] = next
  }

  /// A turn from its prompt to its end.
  func turn(
    _ number: Int, _ prompt: String, _ answer: String, in id: SessionID, at: Int = 2_000,
    isEnded: Bool = true
  ) throws {
    var events = [
      Self.opening(number, prompt),
      .answer(TurnID(number), [AnswerPiece(milliseconds: 5, event: .textDelta(index: 0, answer))]),
    ]
    if isEnded { events.append(Self.ending(number)) }
    try append(events, to: id, at: at)
  }

  static func opening(
    _ number: Int, _ prompt: String?, comparedWith other: Int? = nil
  ) -> SessionEvent {
    .turnBegan(
      TurnOpening(
        id: TurnID(number), parent: number > 1 ? TurnID(number - 1) : nil, prompt: prompt,
        modelKey: "sonnet", modelName: "Sonnet", api: .invoke, comparedWith: other.map(TurnID.init))
    )
  }

  static func ending(_ number: Int) -> SessionEvent {
    .turnEnded(
      TurnID(number),
      TurnClosing(outcome: .completed(.endTurn), usage: UsageReport(turn: TokenUsage())))
  }

  static func entry(
    _ turn: Int, attempt: Int = 1, _ status: LedgerEntry.Status = .final, cost: Int64? = 100,
    output: Int = 10, model: String = "sonnet"
  ) -> LedgerEntry {
    var entry = LedgerEntry(
      turn: TurnID(turn), attempt: attempt, status: status, modelKey: model,
      modelID: "anthropic.\(model)", api: .invoke, isStreaming: true, task: "code")
    entry.usage = TokenUsage(input: 1, output: output)
    entry.cost = cost.map { NanoDollars($0) }
    return entry
  }
}
