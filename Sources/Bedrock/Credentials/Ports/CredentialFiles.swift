public import Engine

/// The port to the files that credentials live in. Every call may block and
/// runs on a thread of the implementation's own.
public protocol CredentialFiles: Sendable {
  /// The bytes of a regular file of at most 1 MiB; `nil` if there is none.
  func read(_ path: String) async throws(FileFailure) -> [UInt8]?
  /// Tells one state of a file from the next; `nil` if there is none.
  func stamp(of path: String) async -> FileStamp?
  /// Replaces the file as one step (temporary file of mode 0600 beside it,
  /// `fsync`, `rename`); missing directories are made, mode 0700. Refuses to
  /// write through a symbolic link.
  func replace(_ path: String, with bytes: [UInt8]) async throws(FileFailure)
  /// Runs `body` while an advisory lock on a sibling of `path` is held, so
  /// that two processes do not refresh one token at once. Where no lock can
  /// be had within 10 s, or none at all, `body` runs without.
  func withLock<Result: Sendable>(
    beside path: String, _ body: @Sendable () async throws(ModelFailure) -> Result
  ) async throws(ModelFailure) -> Result
}

/// One state of a file.
public struct FileStamp: Hashable, Sendable {
  /// Of the last change, since 1970.
  public var modificationNanoseconds: Int
  /// The inode number.
  public var inode: UInt64
  /// Bytes.
  public var size: Int

  /// A stamp.
  public init(modificationNanoseconds: Int, inode: UInt64, size: Int) {
    self.modificationNanoseconds = modificationNanoseconds
    self.inode = inode
    self.size = size
  }
}

/// Why a file could not be read or written.
public struct FileFailure: Error, Hashable, Sendable {
  /// One clause with the path: `~/.aws/config cannot be read: permission denied`.
  public var message: String

  /// A failure.
  public init(_ message: String) { self.message = message }
}
