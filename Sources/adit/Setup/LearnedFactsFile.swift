internal import Bedrock
internal import Synchronization
internal import Wire

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
      // Two sessions may write at once: each its own draft, the last one stays.
      let replacement = FileReplacement(
        path: path, shownPath: path, home: home,
        suffix: Hex.encode((0..<8).map { _ in .random(in: .min ... .max) }))
      // What cannot be kept is learnt again.
      try? replacement.write(bytes)
    }
  }
}
