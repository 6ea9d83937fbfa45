internal import CSystem
internal import Glibc

/// Opens a file and waits for the lock on it, with looks at intervals: a lock
/// that is waited for in the kernel has no deadline. Blocks its thread.
struct FileWaiting {
  /// How long the lock is waited for.
  let milliseconds: Int
  /// Between looks.
  let pauseMilliseconds: Int

  /// The file at `path`, opened and locked (`LOCK_SH`, `LOCK_EX`) under the
  /// name that it still has; `nil` where it cannot be opened, or the lock
  /// cannot be had in time. `orWithout`: then it is opened all the same.
  func open(
    _ path: String, _ flags: Int32, locking operation: Int32, orWithout: Bool = false
  ) -> Int32? {
    var left = milliseconds / pauseMilliseconds
    while true {
      let descriptor = adit_open(path, flags | O_NOFOLLOW, 0o600)
      guard descriptor >= 0 else { return nil }
      let isLocked = flock(descriptor, operation | LOCK_NB) == 0
      let isBusy = !isLocked && (errno == EWOULDBLOCK || errno == EINTR)
      if isLocked, Self.isNamed(path, descriptor) { return descriptor }
      guard left > 0, isLocked || isBusy else {
        if orWithout { return descriptor }
        close(descriptor)
        return nil
      }
      close(descriptor)
      left -= 1
      // Who has exchanged the file meanwhile is done with it.
      guard isBusy else { continue }
      var pause = timespec(tv_sec: 0, tv_nsec: pauseMilliseconds * 1_000_000)
      nanosleep(&pause, nil)
    }
  }

  /// Whether `path` still leads to the open file.
  static func isNamed(_ path: String, _ descriptor: Int32) -> Bool {
    var named = stat()
    var opened = stat()
    return lstat(path, &named) == 0 && fstat(descriptor, &opened) == 0
      && named.st_ino == opened.st_ino && named.st_dev == opened.st_dev
  }
}
