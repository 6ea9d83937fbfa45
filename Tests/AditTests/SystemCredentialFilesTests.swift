import Bedrock
import CSystem
import Engine
import Glibc
import Synchronization
import TestSupport
import Testing

@testable import adit

struct SystemCredentialFilesTests {
  private let folder = TemporaryFolder()
  private var files: SystemCredentialFiles { SystemCredentialFiles(home: folder.path) }

  // MARK: reading

  @Test func readsWhatIsThere() async throws {
    let path = folder.path + "/a"
    #expect(try await files.read(path) == nil)
    #expect(try await files.read(path + "/b/c") == nil)
    #expect(TestData.write("text", to: path))
    #expect(try await files.read(path) == Array("text".utf8))
    // A file in the place of a directory is like none.
    #expect(try await files.read(path + "/b") == nil)
    #expect(TestData.write("", to: path))
    #expect(try await files.read(path) == [])
  }

  @Test func readsUpToAMebibyte() async throws {
    let path = folder.path + "/a"
    #expect(TestData.write(String(repeating: "x", count: 1 << 20), to: path))
    #expect(try await files.read(path)?.count == 1 << 20)
    #expect(TestData.write(String(repeating: "x", count: 1 << 20 + 1), to: path))
    await #expect(throws: FileFailure("~/a is larger than 1 MiB")) { try await files.read(path) }
  }

  @Test func refusesWhatIsNoFile() async throws {
    await #expect(throws: FileFailure("~ is not a regular file")) {
      try await files.read(folder.path)
    }
    let pipe = folder.path + "/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    await #expect(throws: FileFailure("~/pipe is not a regular file")) {
      try await files.read(pipe)
    }
  }

  @Test func aStampTellsStatesApart() async throws {
    let path = folder.path + "/a"
    #expect(await files.stamp(of: path) == nil)
    try await files.replace(path, with: [1])
    let first = await files.stamp(of: path)
    #expect(first?.size == 1)
    #expect(await files.stamp(of: path) == first)
    try await files.replace(path, with: [2])
    #expect(await files.stamp(of: path) != first)
  }

  // MARK: replacing

  @Test func replacesAndMakesDirectories() async throws {
    let path = folder.path + "/new/cache/a.json"
    try await files.replace(path, with: Array("one".utf8))
    #expect(mode(folder.path + "/new") == 0o700)
    #expect(mode(folder.path + "/new/cache") == 0o700)
    #expect(mode(path) == 0o600)
    #expect(chmod(path, 0o644) == 0)
    try await files.replace(path, with: Array("two".utf8))
    #expect(TestData.readText(path) == "two")
    #expect(mode(path) == 0o600)
    // Nothing is left over.
    #expect(TestData.names(in: folder.path + "/new/cache") == ["a.json"])
  }

  @Test func doesNotWriteThroughALink() async throws {
    let target = folder.path + "/target"
    let path = folder.path + "/link"
    #expect(TestData.write("theirs", to: target))
    #expect(symlink(target, path) == 0)
    await #expect(
      throws: FileFailure("~/link is a symbolic link, which is not written through")
    ) {
      try await files.replace(path, with: [1])
    }
    #expect(TestData.readText(target) == "theirs")
    #expect(try await files.read(path) == Array("theirs".utf8))
  }

  @Test func doesNotFollowWhatStandsAtTheTemporaryName() async throws {
    let fixed = SystemCredentialFiles(home: folder.path) { [UInt8](repeating: 0xAB, count: $0) }
    let path = folder.path + "/a"
    let trap = "\(path).abababababababab.tmp"
    let target = folder.path + "/target"
    #expect(TestData.write("theirs", to: target))
    #expect(symlink(target, trap) == 0)
    await #expect(throws: FileFailure("~/a cannot be written: file exists")) {
      try await fixed.replace(path, with: [1])
    }
    #expect(TestData.readText(target) == "theirs")
  }

  @Test func tellsWhyItCannotWrite() async throws {
    #expect(TestData.write("", to: folder.path + "/a"))
    await #expect(throws: FileFailure("~/a/b/c cannot be written: not a directory")) {
      try await files.replace(folder.path + "/a/b/c", with: [1])
    }
  }

  // MARK: locking

  /// Descriptors lock each other out even within one process. Few and short:
  /// beside a thousand other tests more would outlast the lock's patience.
  @Test func oneHoldsTheLockAtATime() async throws {
    let path = folder.path + "/cache/a.json"
    let files = files
    let crowd = Crowd()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<4 {
        group.addTask {
          try await files.withLock(beside: path) { () async throws(ModelFailure) -> Void in
            crowd.enter()
            for _ in 0..<2 { await Task.yield() }
            #expect(mode(path + ".lock") == 0o600)
            crowd.leave()
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(crowd.most == 1)
    // Nothing stays among the files of other programs.
    while access(path + ".lock", F_OK) == 0 { await Task.yield() }
  }

  @Test func withoutALockTheBodyRunsAllTheSame() async throws {
    #expect(TestData.write("", to: folder.path + "/a"))
    let result = try await files.withLock(beside: folder.path + "/a/b") {
      () async throws(ModelFailure) -> Int in 7
    }
    #expect(result == 7)
  }

  @Test(.timeLimit(.minutes(1))) func theBodysFailureComesThrough() async throws {
    let path = folder.path + "/a"
    let files = files
    let failure = ModelFailure(kind: .credentials, message: "no")
    await #expect(throws: failure) {
      try await files.withLock(beside: path) { () async throws(ModelFailure) -> Int in
        throw failure
      }
    }
    // And the lock is free again.
    while access(path + ".lock", F_OK) == 0 { await Task.yield() }
  }

  /// Somebody who holds a lock for ever does not hold up who gives up.
  @Test func cancellingEndsTheWait() async throws {
    let path = folder.path + "/a"
    let descriptor = adit_open(path + ".lock", O_RDWR | O_CREAT, 0o600)
    defer { close(descriptor) }
    #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
    let files = files
    let waiting = Task {
      try await files.withLock(beside: path) { () async throws(ModelFailure) -> Bool in
        Task.isCancelled
      }
    }
    waiting.cancel()
    #expect(try await waiting.value)
  }

  // MARK: exposure

  @Test(arguments: [
    (mode_t(0o600), false), (0o640, true), (0o604, true), (0o644, true), (0o620, false),
  ])
  func warnsOfReadableCredentials(mode: mode_t, warns: Bool) async throws {
    let path = folder.path + "/credentials"
    #expect(TestData.write("", to: path))
    #expect(chmod(path, mode) == 0)
    #expect(
      await files.exposureWarning(of: path)
        == (warns
          ? "Other users of this machine can read ~/credentials: chmod 600 ~/credentials." : nil))
  }

  @Test func nothingIsExposedWhereThereIsNothing() async {
    #expect(await files.exposureWarning(of: folder.path + "/none") == nil)
  }
}

/// How many were at one place at a time.
private final class Crowd: Sendable {
  private let counts = Mutex((now: 0, most: 0))

  var most: Int { counts.withLock { $0.most } }

  func enter() { counts.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) } }
  func leave() { counts.withLock { $0.now -= 1 } }
}

private func mode(_ path: String) -> mode_t? {
  var status = stat()
  return lstat(path, &status) == 0 ? status.st_mode & 0o777 : nil
}
