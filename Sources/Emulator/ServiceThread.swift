import Glibc

/// Threads that no signal from outside reaches: those are the main thread's.
enum ServiceThread {
  private final class Body: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  /// Runs `body` on a detached thread of its own; `false` where there is none.
  static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
    let box = Unmanaged.passRetained(Body(body))
    var all = sigset_t()
    var former = sigset_t()
    sigfillset(&all)
    // Faults of the thread itself must reach the crash guard.
    for signal in [SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP] { sigdelset(&all, signal) }
    pthread_sigmask(SIG_SETMASK, &all, &former)
    var thread = pthread_t()
    let result = pthread_create(&thread, nil, runServiceThread, box.toOpaque())
    pthread_sigmask(SIG_SETMASK, &former, nil)
    guard result == 0 else {
      box.release()
      return false
    }
    pthread_detach(thread)
    return true
  }

  fileprivate static func run(_ argument: UnsafeMutableRawPointer) {
    Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
  }
}

private func runServiceThread(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  if let argument { ServiceThread.run(argument) }
  return nil
}
