internal import Bedrock
internal import CSystem
internal import Glibc
internal import Synchronization

/// What the service has taught, in the cache directory. It is read ahead on
/// the writer's thread, so that the first request finds it.
final class LearnedFactsFile: LearnedFactsStorage {
  /// Nobody waits longer for a disk that hangs; then nothing is known.
  private static let maximumWaitMilliseconds = 250
  /// Bedrock reads no more either.
  private static let maximumBytes = 256 * 1_024

  private let folder: String
  private let home: String?
  private let writer: BackgroundWriter
  private let content = Mutex<[UInt8]?>(nil)

  private var path: String { "\(folder)/learned.json" }

  /// `nil` where there is no cache directory.
  init?(directories: Directories, writer: BackgroundWriter) {
    guard let folder = directories.cache else { return nil }
    self.folder = folder
    home = directories.home
    self.writer = writer
    writer.run { [self] in
      let bytes = FileAccess.read(path, lastBytes: Self.maximumBytes)
      content.withLock { $0 = bytes }
    }
  }

  func load() -> [UInt8]? {
    writer.drain(milliseconds: Self.maximumWaitMilliseconds)
    return content.withLock { $0 }
  }

  func save(_ bytes: [UInt8]) {
    writer.run { [self] in
      FileAccess.makeDirectories(folder, home: home)
      // Two sessions may write at once: each its own file, the last one stays.
      let draft = "\(path).\(getpid())"
      let descriptor = adit_open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0o600)
      guard descriptor >= 0 else { return }
      let isWhole = FileAccess.write(bytes, to: descriptor)
      FileAccess.closeDescriptor(descriptor)
      if !isWhole || rename(draft, path) != 0 { unlink(draft) }
    }
  }
}
