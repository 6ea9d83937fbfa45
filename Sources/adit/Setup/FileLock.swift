internal import CSystem
internal import Glibc

/// An advisory lock (`flock`) on a file that exists for nothing else. It ends
/// with its holder, whatever happens to it, and its file goes with it: nothing
/// is left among the files of other programs.
struct FileLock: Sendable {
  /// A refresh of another process is over by then.
  private static let patienceMilliseconds = 10_000
  /// Between looks; short beside the call that the lock is held for.
  private static let pauseMilliseconds = 20

  /// Enough for system calls and a path.
  private static let stackBytes = 256 << 10

  private let path: String
  private let descriptor: Int32

  /// The lock, waited for on a thread of its own; `nil` where it cannot be had
  /// in time or at all.
  static func take(_ path: String, home: String?) async -> FileLock? {
    await ThreadCall.run {
      wait(for: path, home: home)
    } discard: {
      $0?.release()
    }.flatMap(\.self)
  }

  /// Gives the lock back. May block.
  private func release() {
    // Only a holder takes the name away; who waited for the file without one
    // looks for the next (`isNamed`).
    unlink(path)
    close(descriptor)
  }

  /// Gives the lock back on a thread of its own.
  func releaseLater() {
    if DetachedThread.start(stackBytes: Self.stackBytes, { release() }) != 0 { release() }
  }

  private static func wait(for path: String, home: String?) -> FileLock? {
    if let slash = path.lastIndex(of: "/") {
      FileAccess.makeDirectories(String(path[..<slash]), home: home)
    }
    let waiting = FileWaiting(
      milliseconds: patienceMilliseconds, pauseMilliseconds: pauseMilliseconds)
    return waiting.open(path, O_RDWR | O_CREAT, locking: LOCK_EX).map {
      FileLock(path: path, descriptor: $0)
    }
  }
}
