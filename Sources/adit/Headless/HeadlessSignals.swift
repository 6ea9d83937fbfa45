internal import CSystem
internal import Glibc

/// SIGINT and SIGTERM as something to poll, so that a headless run ends with
/// its output whole. SIGPIPE is ignored: writing says that nobody reads.
struct HeadlessSignals {
  /// Readable with a signal; -1: signals act as they always do.
  let descriptor: Int32

  /// Blocks the signals in this thread and in all that it starts afterwards:
  /// call it before any other thread exists. One that our starter ignores (a
  /// shell does for what it runs in the background) stays ignored.
  static func install() -> HeadlessSignals {
    let numbers = [SIGINT, SIGTERM].filter { !isIgnored($0) }
    ignorePipe()
    guard !numbers.isEmpty, adit_block_signals(numbers, Int32(numbers.count)) == 0 else {
      return HeadlessSignals(descriptor: -1)
    }
    return HeadlessSignals(descriptor: max(-1, adit_signalfd(numbers, Int32(numbers.count))))
  }

  /// From here on writing to a closed pipe fails instead of ending us.
  static func ignorePipe() { _ = adit_ignore_signal(SIGPIPE) }

  /// The next signal that came; `nil`: none.
  func next() -> Int32? {
    guard descriptor >= 0 else { return nil }
    let number = adit_signalfd_read(descriptor)
    return number > 0 ? number : nil
  }

  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard sigaction(number, nil, &action) == 0 else { return false }
    // SIG_IGN is the number 1 in the place of a function's address.
    return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
  }
}
