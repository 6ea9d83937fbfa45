internal import CSystem
internal import Engine
internal import Glibc

/// Writes an export to a file of its own, mode 0600; never over another one.
enum ExportFile {
  /// Names that are tried where one is taken: `x.md`, `x-2.md` …
  private static let maximumNames = 1000

  /// Writes the session to `path`, or, without one, to a name of the
  /// program's own in `directory`; the path that was written, which differs
  /// from the one asked for where that was taken. May block.
  static func write(
    _ bytes: [UInt8], format: SessionExportFormat, summary: SessionSummary, path: String?,
    directory: String
  ) throws(UsageError) -> String {
    let wanted = path.map { $0.isEmpty ? format.fileName(for: summary) : $0 }
    var target = wanted ?? format.fileName(for: summary)
    if !target.hasPrefix("/") { target = "\(directory)/\(target)" }
    if FileAccess.isDirectory(target) {
      target += (target.hasSuffix("/") ? "" : "/") + format.fileName(for: summary)
    }
    if try writeDevice(bytes, target) { return target }
    for number in 1...maximumNames {
      let candidate = number == 1 ? target : Self.numbered(target, number)
      let descriptor = adit_open(candidate, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600)
      if descriptor == -EEXIST { continue }
      guard descriptor >= 0 else { throw failure(candidate, -descriptor) }
      var code: Int32 = FileAccess.write(bytes, to: descriptor) ? 0 : errno
      if close(descriptor) != 0, code == 0 { code = errno }
      guard code == 0 else {
        unlink(candidate)
        throw failure(candidate, code)
      }
      return candidate
    }
    throw UsageError(message: "\(target) exists, and so do \(maximumNames) names like it")
  }

  /// Writes to a device or a pipe, which keeps nothing that could be lost;
  /// `false`: `path` is none.
  private static func writeDevice(_ bytes: [UInt8], _ path: String) throws(UsageError) -> Bool {
    var status = Glibc.stat()
    guard stat(path, &status) == 0,
      [S_IFCHR, S_IFIFO].contains(status.st_mode & S_IFMT)
    else { return false }
    // A pipe that nobody reads is refused instead of waited for.
    let descriptor = adit_open(path, O_WRONLY | O_NONBLOCK | O_NOCTTY, 0)
    guard descriptor >= 0 else { throw failure(path, -descriptor) }
    defer { close(descriptor) }
    _ = fcntl(descriptor, F_SETFL, O_WRONLY)
    guard FileAccess.write(bytes, to: descriptor) else { throw failure(path, errno) }
    return true
  }

  /// `notes.md` and 2: `notes-2.md`.
  static func numbered(_ path: String, _ number: Int) -> String {
    let name = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    guard let dot = path[name...].lastIndex(of: "."), dot > name else { return "\(path)-\(number)" }
    return "\(path[..<dot])-\(number)\(path[dot...])"
  }

  private static func failure(_ path: String, _ code: Int32) -> UsageError {
    UsageError(message: "\(path) cannot be written: \(SystemErrorText.of(code))")
  }
}

extension FileAccess {
  /// Whether `path` is a directory.
  static func isDirectory(_ path: String) -> Bool {
    var status = Glibc.stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
