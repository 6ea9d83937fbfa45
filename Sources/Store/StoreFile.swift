internal import Glibc

/// The database's file and those beside it: made so that only their owner can
/// read them, looked at before anything is changed, and brought to the disk.
struct StoreFile {
  let path: String

  /// SQLite's own file for what was written last.
  private var log: String { path + "-wal" }

  /// Only the owner reads and writes; SQLite gives the files beside it the
  /// same mode.
  private static let mode: mode_t = 0o600

  /// Makes the file if there is none. One that is there is not opened: closing
  /// it again would take away the locks that this program has on it.
  func create() throws(StoreError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, Self.mode)
    if descriptor >= 0 {
      // Whatever the umask is.
      fchmod(descriptor, Self.mode)
      close(descriptor)
    } else if errno == EEXIST {
      restrict()
    } else {
      throw StoreError(systemError: errno, path: path)
    }
  }

  /// Takes away what others may do with a file that came from elsewhere.
  private func restrict() {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & 0o077 != 0 else { return }
    chmod(path, Self.mode)
  }

  /// The version of the schema in the file, which is not changed by looking;
  /// 0: it is empty. Refuses what is not ours.
  func schemaVersion(busyMilliseconds: Int) throws(StoreError) -> Int {
    try requireFile()
    // Without a log nobody has it open, and no file need be made beside it.
    let mode: Database.Mode = access(log, F_OK) == 0 ? .readOnly : .immutable
    let database = try Database(path: path, mode: mode, busyMilliseconds: busyMilliseconds)
    let version = try database.first("PRAGMA user_version") { $0.integer(0) } ?? 0
    let owner = try database.first("PRAGMA application_id") { $0.integer(0) } ?? 0
    let objects = try database.first("SELECT count(*) FROM sqlite_schema") { $0.integer(0) } ?? 0
    if owner != Schema.applicationID, objects > 0 || owner != 0 { throw .corrupt(path) }
    if version > Schema.version { throw .newerSchema(path, found: version) }
    if version < 0 || version == 0 && objects > 0 { throw .corrupt(path) }
    return version
  }

  /// Opening a pipe would wait for whoever writes to it.
  private func requireFile() throws(StoreError) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      // A link that leads nowhere is there, and nothing can be made under it.
      guard lstat(path, &status) == 0 else { throw StoreError(systemError: errno, path: path) }
      throw .noFile(path, "a link that leads nowhere")
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return
    case S_IFDIR: throw .noFile(path, "a directory")
    default: throw .noFile(path, "a pipe or a device")
    }
  }

  /// Waits until everything that was committed is on the disk.
  func flush() throws(StoreError) {
    try flush(log)
  }

  /// Waits until the directory knows the files that were made in it.
  func flushDirectory() throws(StoreError) {
    try flush(path.lastIndex(of: "/").map { String(path[...$0]) } ?? ".")
  }

  /// SQLite locks neither the log nor the directory, so that opening and
  /// closing them takes no lock away.
  private func flush(_ name: String) throws(StoreError) {
    let descriptor = open(name, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      // All of it is in the database itself.
      if errno == ENOENT { return }
      throw StoreError(systemError: errno, path: path)
    }
    defer { close(descriptor) }
    if fdatasync(descriptor) != 0 { throw StoreError(systemError: errno, path: path) }
  }

  /// Bytes in the log.
  var logBytes: Int {
    var status = stat()
    return stat(log, &status) == 0 ? Int(status.st_size) : 0
  }

  /// Which file the name means now; `nil`: none.
  var identity: Identity? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return Identity(device: status.st_dev, inode: status.st_ino)
  }

  /// Names a file, whatever it is called.
  struct Identity: Hashable {
    var device: dev_t
    var inode: ino_t
  }
}
