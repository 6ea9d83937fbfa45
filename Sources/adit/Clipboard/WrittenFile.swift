internal import CSystem
internal import Glibc
internal import Interface

/// A file of the user's own choice that takes a text. May block.
struct WrittenFile {
  /// As the user wrote it.
  let path: String
  let home: String?

  /// The path with `~` in it expanded.
  var expanded: String {
    guard let home, path == "~" || path.hasPrefix("~/") else { return path }
    return home + path.dropFirst()
  }

  /// Writes `text`; a file that is there stays as it is unless `replaces`. A
  /// new one gets the mode that the user's umask leaves.
  func write(_ text: String, replaces: Bool) -> CopyEvent {
    let target = expanded
    var status = stat()
    if stat(target, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      return .failed("\(path) is a directory; name a file in it.")
    }
    let flags = O_WRONLY | O_CREAT | O_NOCTTY | O_NONBLOCK | (replaces ? O_TRUNC : O_EXCL)
    let descriptor = adit_open(target, flags, 0o666)
    guard descriptor >= 0 else {
      if -descriptor == EEXIST { return .exists(path: path) }
      return .failed(failure(-descriptor))
    }
    let isWritten = FileAccess.write(Array(text.utf8), to: descriptor)
    let code = errno
    let isClosed = close(descriptor) == 0
    guard isWritten, isClosed else { return .failed(failure(isWritten ? errno : code)) }
    return .written(path: path, lines: Clipboard.lineCount(of: Array(text.utf8)))
  }

  private func failure(_ code: Int32) -> String {
    if code == ENOENT {
      return "\(path) could not be written: its directory does not exist. Make it, or name another."
    }
    return "\(path) could not be written: \(SystemErrorText.of(code))."
  }
}
