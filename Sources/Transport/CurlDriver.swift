import Bedrock
import CTransport
import Glibc
import Synchronization

/// The way to the network thread: a locked queue of commands and an eventfd
/// that wakes the thread. The thread is started by the first command.
///
/// Every libcurl handle belongs to `CurlLoop`, which lives on that thread
/// alone; only `Sendable` values pass through here, so nothing is unchecked.
///
/// Invariant of the lock: `isSignalled` is true exactly while the eventfd is
/// readable, because both change under the lock. So no wake-up is lost and the
/// thread is woken once per batch. It also lets the thread wait without a
/// timeout, which curl_multi_poll cannot.
final class CurlDriver: Sendable {
  /// What the network thread is asked to do.
  enum Command: Sendable {
    case start(Exchange, HTTPRequest, Origin)
    /// Close the connection of an exchange that has been cancelled.
    case remove(Exchange)
    /// The reader wants more of a paused exchange.
    case resume(Exchange)
    case prewarm(Origin)
    case stop
  }

  private enum Phase {
    case idle, running, stopped
  }

  private struct Inbox {
    var commands: [Command] = []
    var isSignalled = false
    var phase = Phase.idle
  }

  /// Enough for OpenSSL's handshake (some 50 KiB) and dlopen, several times.
  private static let stackBytes = 512 * 1024

  let configuration: TransportConfiguration
  private let wakeDescriptor: Int32
  private let inbox = Mutex(Inbox())

  init(configuration: TransportConfiguration) {
    self.configuration = configuration
    wakeDescriptor = ct_event_open()
  }

  deinit {
    if wakeDescriptor >= 0 { close(wakeDescriptor) }
  }

  /// Queues a command and wakes the thread.
  func send(_ command: Command) {
    let before = inbox.withLock { inbox in
      let phase = inbox.phase
      guard phase != .stopped else { return phase }
      inbox.commands.append(command)
      if !inbox.isSignalled {
        inbox.isSignalled = true
        ct_event_signal(wakeDescriptor)
      }
      inbox.phase = .running
      return phase
    }
    switch before {
    case .idle: startThread()
    case .running: break
    case .stopped: refuse([command], with: .cancelled)
    }
  }

  /// Ends the thread, if there is one, and all it does.
  func stop() {
    let isRunning = inbox.withLock { inbox in
      if inbox.phase == .idle { inbox.phase = .stopped }
      return inbox.phase == .running
    }
    if isRunning { send(.stop) }
  }

  /// The commands since the last time.
  func takeCommands() -> [Command] {
    inbox.withLock { inbox in
      guard inbox.isSignalled else { return [] }
      inbox.isSignalled = false
      ct_event_clear(wakeDescriptor)
      var commands: [Command] = []
      swap(&commands, &inbox.commands)
      return commands
    }
  }

  /// Sleeps until there are commands: no timer, no wake-up.
  func waitForCommands() {
    var descriptor = pollfd(fd: wakeDescriptor, events: Int16(POLLIN), revents: 0)
    _ = poll(&descriptor, 1, -1)
  }

  /// What curl_multi_poll watches besides its sockets.
  var wakeSource: Int32 { wakeDescriptor }

  /// Takes no further command; those that wait are refused.
  func shutDown(with failure: HTTPFailure) {
    let commands = inbox.withLock { inbox in
      inbox.phase = .stopped
      var commands: [Command] = []
      swap(&commands, &inbox.commands)
      return commands
    }
    refuse(commands, with: failure)
  }

  private func startThread() {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    pthread_attr_setstacksize(&attributes, Self.stackBytes)
    var thread = pthread_t()
    let context = Unmanaged.passRetained(self)
    let code =
      wakeDescriptor < 0
      ? EMFILE : pthread_create(&thread, &attributes, runNetworkThread, context.toOpaque())
    guard code != 0 else { return }
    context.release()
    shutDown(
      with: HTTPFailure(
        .library, "The network thread cannot be started: \(String(cString: strerror(code)))."))
  }

  private func refuse(_ commands: [Command], with failure: HTTPFailure) {
    for command in commands {
      switch command {
      case .start(let exchange, _, _): exchange.fail(failure)
      case .remove, .resume, .prewarm, .stop: break
      }
    }
  }
}

/// The body of the network thread.
private func runNetworkThread(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let context else { return nil }
  ct_name_thread("adit-network")
  blockSignals()
  // NOSIGNAL keeps libcurl from guarding against SIGPIPE itself. Children are
  // given the default action back by who starts them.
  ct_ignore_broken_pipe()
  CurlLoop(driver: Unmanaged<CurlDriver>.fromOpaque(context).takeRetainedValue()).run()
  return nil
}

/// Signals are the main thread's, which reads them from a signalfd. Those that
/// a fault raises stay: blocked, they would kill before the crash guard could
/// give the terminal back.
private func blockSignals() {
  var signals = sigset_t()
  sigfillset(&signals)
  for fault in [SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP, SIGSYS] {
    sigdelset(&signals, fault)
  }
  pthread_sigmask(SIG_SETMASK, &signals, nil)
}
