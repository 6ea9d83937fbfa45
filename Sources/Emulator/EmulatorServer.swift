import CSystem
import Glibc
import Synchronization

// Where to look:
//
// bytes        CRC32, EventStreamFrame, HTTPRequestParser, SocketStream
// trust        CanonicalRequest, SignatureVerifier, ServiceTime
// requests     Operation, NativeBody, ConverseShape, ConverseBody → Prompt → PromptRules, ModelRules
// answers      Service → ReplyPlan, ReplyUsage, StreamEncoder, ServiceFailure, ModelListing
// going wrong  EmulatorScript, ScriptParser, EmulatorFaults → ResponseWriter, Exchange
// the demo     DemoTour, DemoTexts, DemoFacts, HostileText
//
// Nothing of the client is used here but hashes and JSON: a shared signer or
// codec would hide its own mistakes.

/// A Bedrock on a loopback port: real HTTP/1.1, real signatures, a real event
/// stream. One thread accepts, one serves each connection; all of them sleep in
/// the kernel while nothing happens.
public final class EmulatorServer: Sendable {
  /// Connections at a time; more are refused with 503. Enough for a few hundred
  /// programs at once: one that has its answer may keep its connection while it
  /// saves the session.
  public static let maximumConnections = 256
  /// Connections that wait to be accepted.
  static let backlog: Int32 = 64

  /// Between attempts to accept while the system lacks resources.
  private static let exhaustionPauseNanoseconds = 100_000_000

  /// What the threads share.
  struct State {
    var listener: Int32 = -1
    var isStopping = false
    var connections: Set<Int32> = []
    var connectionCount = 0
    /// Threads that have not ended yet.
    var threads = 0
    var log = RequestLog()
    var service: ServiceState
  }

  let configuration: EmulatorConfiguration
  let state: Mutex<State>
  /// Signalled whenever the log or the number of threads changes.
  private let change: Int32

  /// A server that does not listen yet.
  public init(_ configuration: EmulatorConfiguration) {
    self.configuration = configuration
    state = Mutex(State(service: ServiceState(script: configuration.script)))
    change = adit_eventfd()
  }

  deinit {
    if change >= 0 { close(change) }
  }

  /// Listens and serves from now on. The result is the port.
  public func start() throws(EmulatorError) -> UInt16 {
    let (listener, port) = try Self.listen(host: configuration.host, port: configuration.port)
    let isFirst = state.withLock { state in
      guard state.listener < 0, !state.isStopping else { return false }
      state.listener = listener
      state.threads += 1
      return true
    }
    guard isFirst else {
      close(listener)
      throw EmulatorError(.alreadyStarted, "The emulator was started before.")
    }
    guard ServiceThread.start({ self.accept(from: listener) }) else {
      threadEnded()
      close(listener)
      throw EmulatorError(.system(EAGAIN), "No thread could be started for the emulator.")
    }
    return port
  }

  /// Closes everything and waits until every thread has ended. Idempotent.
  public func stop() {
    state.withLock { state in
      guard !state.isStopping else { return }
      state.isStopping = true
      // Wakes the thread in accept and those in poll, recv and send.
      if state.listener >= 0 { shutdown(state.listener, Int32(SHUT_RDWR)) }
      for descriptor in state.connections { shutdown(descriptor, Int32(SHUT_RDWR)) }
    }
    _ = waitForChange(timeoutMilliseconds: -1) { $0.threads == 0 }
  }

  /// The last requests, oldest first (at most 256).
  public var requests: [LoggedRequest] { state.withLock { $0.log.entries } }

  /// Blocks until `condition` holds for the requests so far, or the time is
  /// over: `false`. One caller at a time; for tests.
  public func waitForRequests(
    timeoutMilliseconds: Int, _ condition: ([LoggedRequest]) -> Bool
  ) -> Bool {
    waitForChange(timeoutMilliseconds: timeoutMilliseconds) { condition($0.log.entries) }
  }

  private func waitForChange(
    timeoutMilliseconds: Int, _ condition: (borrowing State) -> Bool
  ) -> Bool {
    let start = adit_monotonic_nanoseconds()
    while true {
      if state.withLock({ condition($0) }) { return true }
      var left = -1
      if timeoutMilliseconds >= 0 {
        left = timeoutMilliseconds - Int((adit_monotonic_nanoseconds() - start) / 1_000_000)
        if left <= 0 { return false }
      }
      var request = pollfd(fd: change, events: Int16(POLLIN), revents: 0)
      _ = poll(&request, 1, Int32(clamping: left))
      _ = adit_eventfd_drain(change)
    }
  }

  func noteChange() { _ = adit_eventfd_signal(change) }

  private func threadEnded() {
    state.withLock { $0.threads -= 1 }
    noteChange()
  }

  private func accept(from listener: Int32) {
    while true {
      let descriptor = Glibc.accept(listener, nil, nil)
      if descriptor < 0 {
        if errno == EINTR || errno == ECONNABORTED { continue }
        if state.withLock({ $0.isStopping }) { break }
        // Descriptors or memory have run out; some come back when a connection ends.
        var pause = timespec(tv_sec: 0, tv_nsec: Self.exhaustionPauseNanoseconds)
        nanosleep(&pause, nil)
        continue
      }
      _ = adit_set_close_on_exec(descriptor)
      if let number = admit(descriptor) {
        let started = ServiceThread.start {
          Connection(server: self, descriptor: descriptor, number: number).serve()
          self.release(descriptor)
        }
        if !started { release(descriptor) }
      } else {
        refuse(descriptor)
      }
    }
    close(listener)
    threadEnded()
  }

  /// Takes a connection in; its number, or `nil` where there are too many.
  private func admit(_ descriptor: Int32) -> Int? {
    state.withLock { state in
      guard !state.isStopping, state.connections.count < Self.maximumConnections else { return nil }
      state.connections.insert(descriptor)
      state.threads += 1
      state.connectionCount += 1
      return state.connectionCount - 1
    }
  }

  private func refuse(_ descriptor: Int32) {
    let text = "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
    let bytes = Array(text.utf8)
    _ = send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    close(descriptor)
  }

  /// Closes under the lock, so that `stop` cannot meet a reused number.
  private func release(_ descriptor: Int32) {
    state.withLock { state in
      state.connections.remove(descriptor)
      close(descriptor)
    }
    threadEnded()
  }
}
