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
    for _ in 0...(patienceMilliseconds / pauseMilliseconds) {
      let descriptor = adit_open(path, O_RDWR | O_CREAT | O_NOFOLLOW, 0o600)
      guard descriptor >= 0 else { return nil }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 {
        if isNamed(path, descriptor) { return FileLock(path: path, descriptor: descriptor) }
      } else if errno != EWOULDBLOCK, errno != EINTR {
        close(descriptor)
        return nil
      }
      close(descriptor)
      var pause = timespec(tv_sec: 0, tv_nsec: pauseMilliseconds * 1_000_000)
      nanosleep(&pause, nil)
    }
    return nil
  }

  /// Whether `path` still leads to the open file.
  static func isNamed(_ path: String, _ descriptor: Int32) -> Bool {
    var named = stat()
    var opened = stat()
    return lstat(path, &named) == 0 && fstat(descriptor, &opened) == 0
      && named.st_ino == opened.st_ino && named.st_dev == opened.st_dev
  }
}
