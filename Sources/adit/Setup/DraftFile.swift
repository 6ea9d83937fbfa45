internal import CSystem
internal import Glibc
internal import Synchronization
internal import Wire

/// The prompt that is being written, kept beside the program so that nothing
/// that ends it takes the prompt along.
///
/// Each program has a file of its own in the state directory and holds a lock
/// on it while it lives: a draft whose lock is free was left behind.
final class DraftFile: Sendable {
  /// Drafts beyond it are not read back: it is what a prompt can hold.
  private static let maximumBytes = 64 << 20
  /// Abandoned drafts looked at: a folder full of them costs no start.
  private static let maximumLooked = 50

  private let folder: String?
  private let home: String?
  private let project: String
  private let writer: BackgroundWriter
  /// The open file; -1: there is none.
  private let descriptor = Mutex<Int32>(-1)

  init(directories: Directories, project: String, writer: BackgroundWriter) {
    folder = directories.state.map { "\($0)/drafts" }
    home = directories.home
    self.project = project
    self.writer = writer
  }

  /// Keeps `texts` instead of what was kept. Does not wait for the disk.
  func keep(_ texts: [String]) {
    writer.run(slot: .drafts) { [self] in descriptor.withLock { write(texts, to: &$0) } }
  }

  private func write(_ texts: [String], to descriptor: inout Int32) {
    guard let path else { return }
    guard !texts.isEmpty else {
      if descriptor >= 0 {
        unlink(path)
        close(descriptor)
        descriptor = -1
      }
      return
    }
    if descriptor < 0 {
      if let folder { FileAccess.makeDirectories(folder, home: home) }
      let opened = adit_open(path, O_RDWR | O_CREAT | O_NOFOLLOW, 0o600)
      guard opened >= 0 else { return }
      guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
        close(opened)
        return
      }
      descriptor = opened
    }
    // One line, written over the one before: what is behind it does not count.
    var entry = JSONObject()
    entry["project"] = .string(project)
    entry["drafts"] = .array(texts.map(JSONValue.string))
    let line = JSONValue.object(entry).serialized() + [UInt8(ascii: "\n")]
    lseek(descriptor, 0, SEEK_SET)
    guard FileAccess.write(line, to: descriptor) else { return }
    ftruncate(descriptor, off_t(line.count))
  }

  private var path: String? { folder.map { "\($0)/\(getpid()).json" } }

  /// The drafts of this project that a program left behind, of several the
  /// newest; from now on they are this program's, and kept as such.
  func takeAbandoned() -> [String] {
    guard let folder, let own = path else { return [] }
    var newest: (texts: [String], path: String, descriptor: Int32, at: Int)?
    for name in Self.names(in: folder).prefix(Self.maximumLooked) where name.hasSuffix(".json") {
      let path = "\(folder)/\(name)"
      let opened = adit_open(path, O_RDWR | O_NOFOLLOW, 0)
      guard opened >= 0 else { continue }
      var isKept = false
      defer { if !isKept { close(opened) } }
      var status = stat()
      guard flock(opened, LOCK_EX | LOCK_NB) == 0, fstat(opened, &status) == 0,
        FileLock.isNamed(path, opened)
      else { continue }
      let bytes = FileAccess.readAll(opened, limit: Self.maximumBytes)
      let line = Array(bytes.prefix { $0 != UInt8(ascii: "\n") })
      guard let value = try? JSONValue(parsing: line), let drafts = value["drafts"]?.array else {
        unlink(path)
        continue
      }
      let at = Int(status.st_mtim.tv_sec)
      guard value["project"]?.string == project, at >= newest?.at ?? 0 else { continue }
      if let newest { close(newest.descriptor) }
      newest = (drafts.compactMap(\.string), path, opened, at)
      isKept = true
    }
    guard let newest else { return [] }
    guard rename(newest.path, own) == 0 else {
      close(newest.descriptor)
      return newest.texts
    }
    descriptor.withLock { $0 = newest.descriptor }
    return newest.texts
  }

  private static func names(in folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names
  }
}
