internal import CSystem
internal import Engine
internal import Glibc
internal import Synchronization

/// What the engine tells the main thread, in order: a locked queue with an
/// `eventfd` that becomes readable when there is something in it.
///
/// Neighbouring deltas of one block are merged; nothing else is ever dropped
/// or reordered. The engine's reading of the socket is what bounds the queue:
/// it holds what one frame's time brings.
final class Mailbox: Sendable {
  /// Readable while events wait.
  let descriptor: Int32
  private let queue = Mutex<[EngineEvent]>([])

  /// `nil` if the system has no descriptor left.
  init?() {
    let descriptor = adit_eventfd()
    guard descriptor >= 0 else { return nil }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Adds `event`; from any thread.
  func post(_ event: EngineEvent) {
    let wasEmpty = queue.withLock { events in
      let wasEmpty = events.isEmpty
      Self.append(event, to: &events)
      return wasEmpty
    }
    guard wasEmpty else { return }
    _ = adit_eventfd_signal(descriptor)
  }

  /// Takes at most `limit` events; the descriptor stays readable while more
  /// wait.
  func drain(limit: Int) -> [EngineEvent] {
    queue.withLock { events in
      if events.count <= limit {
        _ = adit_eventfd_drain(descriptor)
        defer { events.removeAll() }
        return events
      }
      defer { events.removeFirst(limit) }
      return Array(events.prefix(limit))
    }
  }

  private static func append(_ event: EngineEvent, to events: inout [EngineEvent]) {
    guard case .delta(let turn, let block, let text) = event, let last = events.indices.last,
      case .delta(turn, block, var merged) = events[last]
    else {
      events.append(event)
      return
    }
    // Let go of the stored copy first, so that appending does not copy it.
    events.removeLast()
    merged += text
    events.append(.delta(turn, block: block, merged))
  }
}
