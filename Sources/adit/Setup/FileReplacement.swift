internal import Bedrock
internal import CSystem
internal import Glibc

/// Puts new bytes in the place of a file as one step: whoever reads it gets the
/// old ones or the new ones, also after a crash.
struct FileReplacement: Sendable {
  let path: String
  /// For error texts.
  let shownPath: String
  /// Above it no directory is made.
  let home: String?
  /// Makes the temporary file's name one that nobody else has.
  let suffix: String

  private var folder: String { path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "." }

  /// Writes the file, mode 0600, and the directories that are missing, mode
  /// 0700. May block.
  func write(_ bytes: [UInt8]) throws(FileFailure) {
    var status = stat()
    if lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK {
      throw FileFailure("\(shownPath) is a symbolic link, which is not written through")
    }
    FileAccess.makeDirectories(folder, home: home)
    let temporary = "\(path).\(suffix).tmp"
    let descriptor = adit_open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw failure(-descriptor) }
    var code: Int32 = 0
    if !FileAccess.write(bytes, to: descriptor) || fsync(descriptor) != 0 { code = errno }
    if close(descriptor) != 0, code == 0 { code = errno }
    if code == 0, rename(temporary, path) != 0 { code = errno }
    guard code == 0 else {
      unlink(temporary)
      throw failure(code)
    }
    syncFolder()
  }

  /// The new name is in the directory, which has its own place on the disk.
  private func syncFolder() {
    let descriptor = adit_open(folder, O_RDONLY | O_DIRECTORY, 0)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  private func failure(_ code: Int32) -> FileFailure {
    FileFailure("\(shownPath) cannot be written: \(SystemErrorText.of(code))")
  }
}
