internal import CSystem
internal import Glibc

/// Standard error while the screen is up: into a bounded file in memory, so
/// that no library shifts the screen, and shown when the screen is gone.
struct ErrorCapture {
  /// The captured bytes; the crash guard shows them too. -1 when the system
  /// refused, and stderr is lost meanwhile.
  let file: Int32
  private let original: Int32

  /// What a chatty library can leave; later bytes are dropped.
  private static let limitBytes: Int32 = 65_536

  /// Begins; `end` is its pair.
  static func begin() -> ErrorCapture {
    let original = adit_duplicate(STDERR_FILENO)
    let file = adit_memory_file("stderr", limitBytes)
    let target = file >= 0 ? file : adit_open("/dev/null", O_WRONLY, 0)
    if target >= 0 { dup2(target, STDERR_FILENO) }
    if file < 0, target >= 0 { close(target) }
    return ErrorCapture(file: max(-1, file), original: original)
  }

  /// Gives stderr back and writes to it, and to the log, what came meanwhile.
  func end(log: Int32) {
    if original >= 0 {
      dup2(original, STDERR_FILENO)
      close(original)
    }
    guard file >= 0 else { return }
    let count = max(0, min(Int(lseek(file, 0, SEEK_CUR)), Int(Self.limitBytes)))
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      filled = max(0, pread(file, buffer.baseAddress, buffer.count, 0))
    }
    close(file)
    for target in [STDERR_FILENO, log] where target >= 0 && !bytes.isEmpty {
      _ = bytes.withUnsafeBytes { write(target, $0.baseAddress, $0.count) }
    }
  }
}
