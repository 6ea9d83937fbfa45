import CSystem
import Engine
import Glibc
import TestSupport
import Testing

@testable import Store

/// What is refused, and that it stays as it is.
@Suite struct StoreFileTests {
  private let folder = TemporaryFolder()
  private var path: String { folder.path + "/sessions.db" }

  private func failure(_ access: SessionStore.Access) -> StoreError.Kind? {
    do throws(StoreError) {
      _ = try SessionStore(path: path, access: access, busyMilliseconds: 0)
      return nil
    } catch {
      #expect(error.message.contains(path))
      return error.kind
    }
  }

  private func mode(_ name: String) -> mode_t? {
    var status = stat()
    return stat(name, &status) == 0 ? status.st_mode & 0o777 : nil
  }

  @Test func onlyTheOwnerReadsTheFiles() throws {
    let store = try SessionStore(path: path, access: .readWrite, busyMilliseconds: 0)
    try store.create(StoreFixture.session(1))
    #expect(
      TestData.names(in: folder.path) == ["sessions.db", "sessions.db-shm", "sessions.db-wal"])
    for suffix in ["", "-shm", "-wal"] { #expect(mode(path + suffix) == 0o600) }
  }

  /// Opening a pipe would wait for ever.
  @Test(arguments: [SessionStore.Access.readWrite, .readOnly])
  func whatIsNoFileIsRefused(access: SessionStore.Access) {
    #expect(mkfifo(path, 0o600) == 0)
    #expect(failure(access) == .cannotOpen)
    unlink(path)
    #expect(mkdir(path, 0o700) == 0)
    #expect(failure(access) == .cannotOpen)
    rmdir(path)
    #expect(symlink(folder.path + "/nowhere", path) == 0)
    #expect(failure(access) == .cannotOpen)
  }

  @Test func aFileThatWasDeletedIsKnown() throws {
    let store = try SessionStore(path: path, access: .readWrite, busyMilliseconds: 0)
    #expect(!store.isGone)
    unlink(path)
    #expect(store.isGone)
  }

  @Test func aFileThatOthersMayReadIsRestricted() throws {
    #expect(TestData.write("", to: path))
    chmod(path, 0o644)
    _ = try SessionStore(path: path, access: .readWrite, busyMilliseconds: 0)
    #expect(mode(path) == 0o600)
  }

  @Test(arguments: [SessionStore.Access.readWrite, .readOnly])
  func aNewerSchemaStaysByteIdentical(access: SessionStore.Access) throws {
    do {
      let store = try SessionStore(path: path, access: .readWrite, busyMilliseconds: 0)
      try store.create(StoreFixture.session(1))
      try store.database.run("PRAGMA user_version = \(Schema.version + 3)")
    }
    let before = TestData.read(path)
    #expect(
      failure(access) == .newerSchema(found: Schema.version + 3, known: Schema.version))
    #expect(TestData.read(path) == before)
    #expect(TestData.names(in: folder.path) == ["sessions.db"])
  }

  /// The newer program's last words are still in the log: they count too, and
  /// are not written back.
  @Test func aNewerSchemaInTheLogStaysByteIdentical() throws {
    let other = folder.path + "/other.db"
    let store = try SessionStore(path: other, access: .readWrite, busyMilliseconds: 0)
    try store.database.run("PRAGMA user_version = \(Schema.version + 1)")
    for suffix in ["", "-wal"] { try copy(other + suffix, to: path + suffix) }
    let before = (TestData.read(path), TestData.read(path + "-wal"))
    #expect(
      failure(.readWrite) == .newerSchema(found: Schema.version + 1, known: Schema.version))
    #expect(TestData.read(path) == before.0)
    #expect(TestData.read(path + "-wal") == before.1)
  }

  @Test(arguments: [
    "This is a letter and no database. " + String(repeating: "x", count: 5_000), "short",
  ])
  func aFileThatIsNoDatabaseIsLeftAlone(text: String) {
    #expect(TestData.write(text, to: path))
    #expect(failure(.readWrite) == .corrupt)
    #expect(failure(.readOnly) == .corrupt)
    #expect(TestData.readText(path) == text)
  }

  @Test func anotherProgramsDatabaseIsLeftAlone() throws {
    try StoreFile(path: path).create()
    do {
      let database = try Database(path: path, mode: .readWrite, busyMilliseconds: 0)
      try database.run("CREATE TABLE theirs (a)")
    }
    let before = TestData.read(path)
    #expect(failure(.readWrite) == .corrupt)
    #expect(TestData.read(path) == before)
  }

  /// Nobody, not even the superuser, makes files there.
  @Test func aDirectoryThatTakesNoFiles() {
    #expect(throws: StoreError.self) {
      _ = try SessionStore(path: "/sys/sessions.db", access: .readWrite, busyMilliseconds: 0)
    }
    do throws(StoreError) {
      _ = try SessionStore(path: "/sys/sessions.db", access: .readWrite, busyMilliseconds: 0)
    } catch {
      #expect(error.kind == .readOnly)
      #expect(error.message.contains("ls -la /sys"))
    }
  }

  @Test func aDirectoryThatIsNotThere() {
    do throws(StoreError) {
      _ = try SessionStore(
        path: folder.path + "/no/sessions.db", access: .readWrite, busyMilliseconds: 0)
      Issue.record("it was opened")
    } catch {
      #expect(error.kind == .cannotOpen)
      #expect(error.message.contains("no such file or directory"))
    }
  }

  @Test func aReaderMakesNoFile() {
    #expect(failure(.readOnly) == .cannotOpen)
    #expect(TestData.names(in: folder.path) == [])
  }

  @Test func aFileThatWasMovedIsTold() throws {
    let store = try SessionStore(path: path, access: .readWrite, busyMilliseconds: 0)
    try store.flush()
    #expect(rename(path, path + ".old") == 0)
    #expect(throws: StoreError.self) { try store.flush() }
  }

  @Test func aLongLogIsWrittenBack() throws {
    let store = try SessionStore(path: path, access: .readWrite, busyMilliseconds: 0)
    try store.create(StoreFixture.session(1))
    let id = StoreFixture.id(1)
    let text = String(repeating: "a long answer ", count: 2_000)
    for sequence in 1...250 {
      try store.append(
        [
          StoredEvent(
            sequence: sequence, at: 1, event: .notice(nil, text + String(sequence)))
        ], to: id)
    }
    let size = TestData.read(path)?.count ?? 0
    try store.flush()
    #expect((TestData.read(path)?.count ?? 0) > size + 4_000_000)
    try store.flush()
    #expect(try store.lastSequence(of: id) == 250)
  }

  private func copy(_ source: String, to target: String) throws {
    let bytes = try #require(TestData.read(source))
    let descriptor = adit_open(target, O_WRONLY | O_CREAT | O_EXCL, 0o600)
    defer { close(descriptor) }
    #expect(bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) } == bytes.count)
  }
}
