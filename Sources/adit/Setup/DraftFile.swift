internal import CSystem
internal import Glibc
internal import Synchronization
internal import Wire

/// The prompts that are written and not sent, kept beside the program so that
/// nothing that ends it takes them along.
///
/// Each program has a file of its own in the state directory and holds a lock
/// on it while it lives: drafts whose lock is free were left behind. They stay
/// where they are until a program has them among its own.
final class DraftFile: Sendable {
  /// What is read back at a start, of all files together: as much as a few of
  /// the longest prompts.
  private static let maximumBytes = 64 << 20
  /// Names tried for the own file: after so many crashes with the same process
  /// number something else is wrong.
  private static let maximumNames = 100
  /// Files left behind that are kept, of all projects: nobody comes back for
  /// more.
  static let maximumFiles = 100
  /// How long a file that was left behind is kept, seconds: a quarter of a year.
  static let maximumAge = 90 * 86_400

  private let folder: String?
  private let home: String?
  private let project: String
  private let writer: BackgroundWriter
  private let state = Mutex(State())
  /// Whether what `recover` told is among what is kept from now on; apart from
  /// the rest, which is held while the disk works.
  private let hasTakenOver = Mutex(false)

  private struct State {
    /// The own file; `nil`: there is nothing to keep.
    var own: OpenFile?
    /// What was told by `recover` and is not yet among what is kept.
    var left: [OpenFile] = []
  }

  /// An open file that is locked.
  private struct OpenFile {
    let path: String
    let descriptor: Int32

    func remove() {
      unlink(path)
      close(descriptor)
    }
  }

  init(directories: Directories, project: String, writer: BackgroundWriter) {
    folder = directories.state.map { "\($0)/drafts" }
    home = directories.home
    self.project = project
    self.writer = writer
  }

  /// Keeps `texts` instead of what was kept. Does not wait for the disk.
  /// `takesOver`: what `recover` told is among them.
  func keep(_ texts: [String], takesOver: Bool = false) {
    if takesOver { hasTakenOver.withLock { $0 = true } }
    writer.run(slot: .drafts) { [self] in
      let takesOver = hasTakenOver.withLock(\.self)
      state.withLock { state in
        guard write(texts, to: &state.own), takesOver else { return }
        for file in state.left { file.remove() }
        state.left = []
      }
    }
  }

  /// Whether they are kept.
  private func write(_ texts: [String], to own: inout OpenFile?) -> Bool {
    guard !texts.isEmpty else {
      own?.remove()
      own = nil
      return true
    }
    guard let file = own ?? create() else { return false }
    own = file
    // One line, written over the one before: what is behind it does not count.
    var entry = head
    entry["drafts"] = .array(texts.map(JSONValue.string))
    let line = JSONValue.object(entry).serialized() + [UInt8(ascii: "\n")]
    // On a disk without room for all of it the one before stays as it is.
    guard posix_fallocate(file.descriptor, 0, off_t(line.count)) != ENOSPC else { return false }
    lseek(file.descriptor, 0, SEEK_SET)
    guard FileAccess.write(line, to: file.descriptor) else { return false }
    ftruncate(file.descriptor, off_t(line.count))
    return true
  }

  /// A file of this program's own: not one that a program of the same number
  /// has left behind.
  private func create() -> OpenFile? {
    guard let folder else { return nil }
    FileAccess.makeDirectories(folder, home: home)
    for number in 0..<Self.maximumNames {
      let path = "\(folder)/\(getpid())\(number == 0 ? "" : "-\(number)").json"
      let descriptor = adit_open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600)
      guard descriptor >= 0 else { continue }
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
        close(descriptor)
        return nil
      }
      return OpenFile(path: path, descriptor: descriptor)
    }
    return nil
  }

  /// What the entry of this project begins with.
  private var head: JSONObject {
    var head = JSONObject()
    head["project"] = .string(project)
    return head
  }

  // MARK: What others left behind

  /// Looks on the writer's thread for drafts of this project that programs
  /// left behind; `tell` gets them, the last written last, if there are any.
  /// They are this program's from now on.
  func recover(tell: @escaping @Sendable ([String]) -> Void) {
    writer.run { [self] in
      let (files, texts) = leftBehind()
      guard !files.isEmpty else { return }
      state.withLock { $0.left += files }
      tell(texts)
    }
  }

  private func leftBehind() -> (files: [OpenFile], texts: [String]) {
    guard let folder else { return ([], []) }
    let now = Int(time(nil))
    var files: [OpenFile] = []
    var texts: [[String]] = []
    var room = Self.maximumBytes
    for (index, found) in Self.found(in: folder).enumerated() {
      guard let file = Self.take(found.path) else { continue }
      if index >= Self.maximumFiles || now - found.at > Self.maximumAge {
        file.remove()
        continue
      }
      guard found.bytes <= room, isOfThisProject(file.descriptor) else {
        close(file.descriptor)
        continue
      }
      lseek(file.descriptor, 0, SEEK_SET)
      let bytes = FileAccess.readAll(file.descriptor, limit: Self.maximumBytes)
      room -= bytes.count
      let line = Array(bytes.prefix { $0 != UInt8(ascii: "\n") })
      guard let drafts = (try? JSONValue(parsing: line))?["drafts"]?.array else {
        file.remove()
        continue
      }
      files.append(file)
      texts.append(drafts.compactMap(\.string))
    }
    return (files, texts.reversed().flatMap(\.self))
  }

  /// The file at `path`, if nobody has it.
  private static func take(_ path: String) -> OpenFile? {
    let descriptor = adit_open(path, O_RDWR | O_NOFOLLOW, 0)
    guard descriptor >= 0 else { return nil }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0, FileWaiting.isNamed(path, descriptor) else {
      close(descriptor)
      return nil
    }
    return OpenFile(path: path, descriptor: descriptor)
  }

  /// Told by the first bytes: drafts of other projects are not read.
  private func isOfThisProject(_ descriptor: Int32) -> Bool {
    let wanted = JSONValue.object(head).serialized().dropLast() + [UInt8(ascii: ",")]
    var bytes = [UInt8](repeating: 0, count: wanted.count)
    return pread(descriptor, &bytes, bytes.count, 0) == bytes.count && bytes == Array(wanted)
  }

  /// The folder's drafts, the last written first.
  private static func found(in folder: String) -> [(path: String, at: Int, bytes: Int)] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var found: [(path: String, at: Int, bytes: Int)] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      let path = "\(folder)/\(name)"
      var status = stat()
      guard !name.hasPrefix("."), name.hasSuffix(".json"), lstat(path, &status) == 0 else {
        continue
      }
      found.append((path, Int(status.st_mtim.tv_sec), Int(status.st_size)))
    }
    return found.sorted { $0.at > $1.at }
  }
}
