import Synchronization

@testable import Engine

/// Collects what an engine posts, and lets a test wait for it.
final class EventLog: Sendable {
  private let events = Mutex<[EngineEvent]>([])
  private let stream: AsyncStream<EngineEvent>
  private let continuation: AsyncStream<EngineEvent>.Continuation

  init() { (stream, continuation) = AsyncStream.makeStream() }

  func post(_ event: EngineEvent) {
    events.withLock { $0.append(event) }
    continuation.yield(event)
  }

  /// Everything posted so far.
  var all: [EngineEvent] { events.withLock { $0 } }

  /// The next event that was not waited for yet and fulfils `condition`.
  func wait(for condition: (EngineEvent) -> Bool) async -> EngineEvent? {
    for await event in stream where condition(event) { return event }
    return nil
  }

  /// Waits until the turn is over.
  func waitForEnd(of turn: TurnID) async -> TurnOutcome? {
    let end = await wait { event in
      if case .turnEnded(turn, _) = event { true } else { false }
    }
    guard case .turnEnded(_, let outcome)? = end else { return nil }
    return outcome
  }

  /// Turns that were started, and those that were ended, in order.
  var started: [TurnID] {
    all.compactMap { event in
      if case .turnStarted(let id, _) = event { id } else { nil }
    }
  }

  var ended: [TurnID] {
    all.compactMap { event in
      if case .turnEnded(let id, _) = event { id } else { nil }
    }
  }

  /// The text of the answer of a turn.
  func text(of turn: TurnID) -> String {
    var text = ""
    for event in all {
      if case .delta(turn, _, let piece) = event { text += piece }
    }
    return text
  }
}
