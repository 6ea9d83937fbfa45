internal import CSystem
internal import Glibc
internal import Interface
internal import Synchronization
internal import Wire

/// Prompts of earlier sessions, newest last, in the state directory: one JSON
/// object a line, `{"text": …, "project": …, "at": seconds, "by": process}`.
/// Lines that are a string are the form of earlier versions.
///
/// Several programs write to it at once: each line is one append under a
/// shared lock; who shortens the file holds it alone.
struct PromptHistory: Sendable {
  /// What is read at the start; older prompts stay in the file.
  private static let maximumLoadedBytes = 256 << 10
  /// A longer prompt (a pasted megabyte) is not worth recalling.
  private static let maximumEntryBytes = 16 << 10
  /// Beyond it the file is shortened at the next start: years of prompts.
  static let maximumFileBytes = 4 << 20
  /// What is kept of a file that is shortened.
  static let keptFileBytes = 2 << 20

  private let folder: String?
  private let home: String?
  private let project: String?
  private let writer: BackgroundWriter?
  private let seen = SeenEnd()

  /// Where reading other programs' prompts goes on.
  private final class SeenEnd: Sendable {
    let offset = Mutex(0)
  }

  /// Without a `writer` what is sent is not kept.
  init(directories: Directories, project: String? = nil, writer: BackgroundWriter?) {
    folder = directories.state
    home = directories.home
    self.project = project
    self.writer = writer
  }

  /// The prompts, oldest first; damaged lines are skipped.
  func load() -> [PastPrompt] {
    guard let path = Self.path(folder) else { return [] }
    let size = Self.size(of: path)
    guard let bytes = FileAccess.read(path, lastBytes: Self.maximumLoadedBytes) else { return [] }
    seen.offset.withLock { $0 = max(size, bytes.count) }
    if size > Self.maximumFileBytes, let writer {
      writer.run { [self] in shorten(path) }
    }
    return Self.prompts(in: bytes, exceptBy: nil)
  }

  /// Adds `prompt`, without waiting for the disk. A home that cannot be
  /// written to keeps no history.
  func append(_ prompt: String) {
    guard let folder, let path = Self.path(folder), let writer,
      prompt.utf8.count <= Self.maximumEntryBytes
    else { return }
    var entry = JSONObject()
    entry["text"] = .string(prompt)
    entry["project"] = project.map(JSONValue.string)
    entry["at"] = .number(JSONNumber(Int(time(nil))))
    entry["by"] = .number(JSONNumber(Int(getpid())))
    let line = JSONValue.object(entry).serialized() + [UInt8(ascii: "\n")]
    writer.run {
      FileAccess.makeDirectories(folder, home: home)
      guard
        let descriptor = Self.waiting.open(
          path, O_WRONLY | O_APPEND | O_CREAT, locking: LOCK_SH, orWithout: true)
      else { return }
      _ = FileAccess.write(line, to: descriptor)
      FileAccess.closeDescriptor(descriptor)
    }
  }

  /// Reads on the writer's thread what other programs have added since the
  /// last look; `tell` gets it, if there is something.
  func refresh(tell: @escaping @Sendable ([PastPrompt]) -> Void) {
    guard let path = Self.path(folder), let writer else { return }
    writer.run { [seen] in
      let size = Self.size(of: path)
      let new = seen.offset.withLock { offset in
        defer { offset = size }
        // A file that became shorter was rewritten: what is new there is not
        // worth a second reading.
        return size > offset ? min(size - offset, Self.maximumLoadedBytes) : 0
      }
      guard new > 0, let bytes = FileAccess.read(path, lastBytes: new) else { return }
      let prompts = Self.prompts(in: bytes, exceptBy: Int(getpid()))
      if !prompts.isEmpty { tell(prompts) }
    }
  }

  private static func prompts(in bytes: [UInt8], exceptBy process: Int?) -> [PastPrompt] {
    bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
      guard let value = try? JSONValue(parsing: Array(line)) else { return nil }
      if let text = value.string { return PastPrompt(text) }
      guard let text = value["text"]?.string, process == nil || value["by"]?.int != process else {
        return nil
      }
      return PastPrompt(text, project: value["project"]?.string)
    }
  }

  // MARK: Shortening

  /// Keeps the newest part of the file, as one step, while nobody appends.
  private func shorten(_ path: String) {
    guard let descriptor = Self.waiting.open(path, O_RDWR, locking: LOCK_EX) else { return }
    defer { FileAccess.closeDescriptor(descriptor) }
    // Another program may have done it while this one waited.
    guard Self.size(of: path) > Self.maximumFileBytes,
      let bytes = FileAccess.read(path, lastBytes: Self.keptFileBytes),
      let end = bytes.firstIndex(of: UInt8(ascii: "\n"))
    else { return }
    let kept = Array(bytes[(end + 1)...])
    let replacement = FileReplacement(
      path: path, shownPath: path, home: home, suffix: "\(getpid())")
    guard (try? replacement.write(kept)) != nil else { return }
    seen.offset.withLock { $0 = kept.count }
  }

  /// Who holds the lock needs milliseconds.
  private static let waiting = FileWaiting(milliseconds: 1_000, pauseMilliseconds: 10)

  private static func size(of path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  private static func path(_ folder: String?) -> String? { folder.map { "\($0)/history.jsonl" } }
}
