internal import CSystem
internal import Glibc

/// Reading and writing small files. Everything is bounded and nothing is left
/// open over an exec.
enum FileAccess {
  /// Configuration beyond this is not ours.
  static let maximumConfigurationBytes = 4 << 20

  /// Whether there is something at `path`.
  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// The file's bytes, `nil` if there is none or it cannot be read; at most
  /// `limit` bytes from its end.
  static func read(_ path: String, lastBytes limit: Int = maximumConfigurationBytes) -> [UInt8]? {
    let descriptor = adit_open(path, O_RDONLY, 0)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    let size = Int(status.st_size)
    if size > limit { lseek(descriptor, off_t(size - limit), SEEK_SET) }
    return readAll(descriptor, limit: limit)
  }

  /// Everything that comes from `path`, which may be a pipe, or from stdin
  /// (`-`); `nil`: it cannot be read. May wait for who writes it.
  static func readStream(_ path: String, limit: Int) -> [UInt8]? {
    let descriptor = path == "-" ? dup(STDIN_FILENO) : adit_open(path, O_RDONLY | O_NOCTTY, 0)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else { return nil }
    return readAll(descriptor, limit: limit)
  }

  /// Everything up to the end of file or `limit` bytes.
  static func readAll(_ descriptor: Int32, limit: Int) -> [UInt8] {
    var out: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while out.count < limit {
      let count = Glibc.read(descriptor, &buffer, min(buffer.count, limit - out.count))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      out += buffer[..<count]
    }
    return out
  }

  /// Writes all of `bytes`; `false` with `errno` set when that failed.
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var offset = 0
    while offset < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Glibc.write(descriptor, buffer.baseAddress.map { $0 + offset }, bytes.count - offset)
      }
      if count < 0, errno == EINTR { continue }
      if count < 0, errno == EAGAIN {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&waiting, 1, -1)
        continue
      }
      guard count > 0 else { return false }
      offset += count
    }
    return true
  }

  /// Makes `path` and what is missing above it, mode 0700; nothing where the
  /// user's `home` does not exist: it is not ours to make.
  static func makeDirectories(_ path: String, home: String?) {
    if let home, access(home, F_OK) != 0, path.hasPrefix(home + "/") { return }
    var made = ""
    for part in path.split(separator: "/") {
      made += "/" + part
      _ = mkdir(made, 0o700)
    }
  }

  /// A descriptor that appends to `path`, mode 0600; `nil` if the file cannot
  /// be written.
  static func openForAppending(_ path: String) -> Int32? {
    let descriptor = adit_open(path, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW, 0o600)
    return descriptor >= 0 ? descriptor : nil
  }

  /// Closes a descriptor that was opened here.
  static func closeDescriptor(_ descriptor: Int32) { close(descriptor) }
}
