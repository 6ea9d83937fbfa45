internal import CSystem
internal import Glibc

/// An advisory lock (`flock`) on a file that exists for nothing else. It ends
/// with its holder, whatever happens to it.
struct FileLock: Sendable {
  /// A refresh of another process is over by then.
  private static let patienceMilliseconds = 10_000
  /// Between looks; short beside the call that the lock is held for.
  private static let pauseMilliseconds = 20

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

  /// Gives the lock back.
  func release() { close(descriptor) }

  private static func wait(for path: String, home: String?) -> FileLock? {
    if let slash = path.lastIndex(of: "/") {
      FileAccess.makeDirectories(String(path[..<slash]), home: home)
    }
    let descriptor = adit_open(path, O_RDWR | O_CREAT | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { return nil }
    for _ in 0...(patienceMilliseconds / pauseMilliseconds) {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return FileLock(descriptor: descriptor) }
      guard errno == EWOULDBLOCK || errno == EINTR else { break }
      var pause = timespec(tv_sec: 0, tv_nsec: pauseMilliseconds * 1_000_000)
      nanosleep(&pause, nil)
    }
    close(descriptor)
    return nil
  }
}
