import Synchronization

@testable import Engine

/// A model whose every attempt follows a script: what `open` does, then what
/// each `next` does. Behind the script of the last attempt it answers nothing
/// until it is cancelled.
final class FakeClient: ModelClient {
  enum Step: Sendable {
    case give([ModelEvent])
    case fail(ModelFailure)
    /// Wait until the task is cancelled.
    case hang
    /// Wait for credentials until the task is cancelled.
    case withhold
    /// Wait until a test goes on.
    case wait(Gate)
  }

  /// What one attempt does.
  struct Script: Sendable {
    /// `nil`: the headers come at once.
    var open: Step?
    var body: [Step]

    init(open: Step? = nil, body: [Step] = []) {
      self.open = open
      self.body = body
    }

    static func answer(_ text: String) -> Script {
      Script(body: [.give(Sample.answer(text))])
    }
  }

  private struct State {
    var scripts: [Script]
    var requests: [ModelRequest] = []
    var cancellations = 0
  }

  private let state: Mutex<State>

  private let arrivals: AsyncStream<Void>
  private let arrival: AsyncStream<Void>.Continuation
  private let cancelled = Gate()

  init(_ scripts: [Script]) {
    state = Mutex(State(scripts: scripts))
    (arrivals, arrival) = AsyncStream.makeStream()
  }

  /// Waits for the next request that was not waited for yet: a turn that is
  /// interrupted early never makes one.
  func waitForRequest() async {
    for await _ in arrivals { return }
  }

  /// Every request so far.
  var requests: [ModelRequest] { state.withLock { $0.requests } }

  /// How often a waiting attempt was cancelled.
  var cancellations: Int { state.withLock { $0.cancellations } }

  /// Waits for the first attempt that is cancelled.
  func waitForCancellation() async { await cancelled.pass() }

  func open(_ request: ModelRequest) async throws(ModelFailure) -> any ModelAnswer {
    let script = state.withLock { state in
      state.requests.append(request)
      return state.scripts.isEmpty ? Script(open: .hang) : state.scripts.removeFirst()
    }
    if case .withhold? = script.open { AttemptProgress.current?.hold(true) }
    arrival.yield()
    switch script.open {
    case .fail(let failure): throw failure
    case .hang, .withhold: try await hang()
    case .wait(let gate): await gate.pass()
    case .give, nil: break
    }
    return FakeAnswer(client: self, steps: script.body)
  }

  fileprivate func hang() async throws(ModelFailure) {
    await Cancellation.wait()
    state.withLock { $0.cancellations += 1 }
    cancelled.open()
    throw ModelFailure(kind: .cancelled, message: "Cancelled.")
  }
}

private final class FakeAnswer: ModelAnswer {
  let requestID: String? = "request-1"
  let profilePrefix: String? = "us"
  private let client: FakeClient
  private let steps: Mutex<[FakeClient.Step]>

  init(client: FakeClient, steps: [FakeClient.Step]) {
    self.client = client
    self.steps = Mutex(steps)
  }

  func next() async throws(ModelFailure) -> [ModelEvent]? {
    let step = steps.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    switch step {
    case .give(let events): return events
    case .fail(let failure): throw failure
    case .hang, .withhold:
      try await client.hang()
      return nil
    case .wait(let gate):
      await gate.pass()
      return []
    case nil: return nil
    }
  }
}

/// Waits for nothing but the cancellation of its task.
private enum Cancellation {
  static func wait() async {
    let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
    await withTaskCancellationHandler {
      for await _ in stream {}
    } onCancel: {
      continuation.finish()
    }
  }
}

/// Holds up whoever comes until it is opened.
final class Gate: Sendable {
  private let stream: AsyncStream<Void>
  private let continuation: AsyncStream<Void>.Continuation

  init() { (stream, continuation) = AsyncStream.makeStream() }

  func open() { continuation.finish() }

  func pass() async {
    for await _ in stream {}
  }
}
