internal import Wire

/// Prompts of earlier sessions: one JSON string a line, newest last, in the
/// state directory.
struct PromptHistory: Sendable {
  /// What is read at the start; older prompts stay in the file.
  private static let maximumLoadedBytes = 256 << 10
  /// A longer prompt (a pasted megabyte) is not worth recalling.
  private static let maximumEntryBytes = 16 << 10

  private let folder: String?
  private let home: String?
  private let writer: BackgroundWriter?

  /// Without a `writer` what is sent is not kept.
  init(directories: Directories, writer: BackgroundWriter?) {
    folder = directories.state
    home = directories.home
    self.writer = writer
  }

  /// The prompts, oldest first; damaged lines are skipped.
  func load() -> [String] {
    guard let path = Self.path(folder),
      let bytes = FileAccess.read(path, lastBytes: Self.maximumLoadedBytes)
    else {
      return []
    }
    return bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
      (try? JSONValue(parsing: Array(line)))?.string
    }
  }

  /// Adds `prompt`, without waiting for the disk. A home that cannot be
  /// written to keeps no history.
  func append(_ prompt: String) {
    guard let folder, let path = Self.path(folder), let writer,
      prompt.utf8.count <= Self.maximumEntryBytes
    else { return }
    let line = JSONValue.string(prompt).serialized() + [UInt8(ascii: "\n")]
    writer.run {
      FileAccess.makeDirectories(folder, home: home)
      guard let descriptor = FileAccess.openForAppending(path) else { return }
      _ = FileAccess.write(line, to: descriptor)
      FileAccess.closeDescriptor(descriptor)
    }
  }

  private static func path(_ folder: String?) -> String? { folder.map { "\($0)/history.jsonl" } }
}
