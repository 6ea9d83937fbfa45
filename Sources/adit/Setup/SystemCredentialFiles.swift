internal import Bedrock
internal import CSystem
internal import Engine
internal import Glibc
internal import Wire

/// The files that credentials live in. Every call runs on a thread of its own,
/// because a home directory may be on a network that does not answer.
struct SystemCredentialFiles: CredentialFiles {
  /// The program's own and others' sign-in files are a few kilobytes.
  private static let maximumBytes = 1 << 20

  /// `$HOME`, for paths in error texts.
  let home: String?
  /// So many bytes that nobody can foresee, for names of temporary files.
  let randomBytes: @Sendable (Int) -> [UInt8]

  init(
    home: String?,
    randomBytes: @escaping @Sendable (Int) -> [UInt8] = { count in
      (0..<count).map { _ in .random(in: .min ... .max) }
    }
  ) {
    self.home = home
    self.randomBytes = randomBytes
  }

  func read(_ path: String) async throws(FileFailure) -> [UInt8]? {
    let shown = shown(path)
    let result = await ThreadCall.run { () -> Result<[UInt8]?, FileFailure> in
      Result { () throws(FileFailure) in try Self.contents(of: path, shown: shown) }
    }
    guard let result else { throw FileFailure("\(shown) could not be read in time") }
    return try result.get()
  }

  func stamp(of path: String) async -> FileStamp? {
    await ThreadCall.run { () -> FileStamp? in
      var status = stat()
      guard stat(path, &status) == 0 else { return nil }
      return FileStamp(
        modificationNanoseconds: Int(status.st_mtim.tv_sec) &* 1_000_000_000
          &+ Int(status.st_mtim.tv_nsec),
        inode: UInt64(status.st_ino), size: Int(status.st_size))
    }.flatMap(\.self)
  }

  func replace(_ path: String, with bytes: [UInt8]) async throws(FileFailure) {
    let shown = shown(path)
    let replacement = FileReplacement(
      path: path, shownPath: shown, home: home, suffix: Hex.encode(randomBytes(8)))
    let result = await ThreadCall.run { () -> Result<Void, FileFailure> in
      Result { () throws(FileFailure) in try replacement.write(bytes) }
    }
    guard let result else { throw FileFailure("\(shown) could not be written in time") }
    try result.get()
  }

  func withLock<Result: Sendable>(
    beside path: String, _ body: @Sendable () async throws(ModelFailure) -> Result
  ) async throws(ModelFailure) -> Result {
    let lock = await FileLock.take(path + ".lock", home: home)
    defer { lock?.releaseLater() }
    return try await body()
  }

  /// A sentence if others than the owner may read the file at `path`.
  func exposureWarning(of path: String) async -> String? {
    let shown = shown(path)
    return await ThreadCall.run { () -> String? in
      var status = stat()
      guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
        status.st_mode & (S_IRGRP | S_IROTH) != 0
      else { return nil }
      return "Other users of this machine can read \(shown): chmod 600 \(shown)."
    }.flatMap(\.self)
  }

  private func shown(_ path: String) -> String { ConfigurationLocations.shown(path, home: home) }

  private static func contents(
    of path: String, shown: String
  ) throws(FileFailure) -> [UInt8]? {
    // Non-blocking: opening a pipe without a writer would wait for one.
    let descriptor = adit_open(path, O_RDONLY | O_NONBLOCK, 0)
    if descriptor < 0 {
      if -descriptor == ENOENT || -descriptor == ENOTDIR { return nil }
      throw FileFailure("\(shown) cannot be read: \(SystemErrorText.of(-descriptor))")
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw FileFailure("\(shown) is not a regular file")
    }
    let bytes = FileAccess.readAll(descriptor, limit: maximumBytes + 1)
    guard bytes.count <= maximumBytes else {
      throw FileFailure("\(shown) is larger than 1 MiB")
    }
    return bytes
  }
}
