import Engine
import TestSupport
import Testing

@testable import Store

@Suite struct SchemaTests {
  @Test(arguments: 0..<Schema.version)
  func everyEarlierVersionIsBroughtForward(version: Int) throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/sessions.db"
    try StoreFile(path: path).create()
    do {
      let database = try Database(path: path, mode: .readWrite, busyMilliseconds: 0)
      try SessionStore.migrate(database, to: version)
    }
    let store = try SessionStore(path: path, access: .readWrite, busyMilliseconds: 0)
    #expect(try store.database.first("PRAGMA user_version") { $0.integer(0) } == Schema.version)
    #expect(
      try store.database.first("PRAGMA application_id") { $0.integer(0) } == Schema.applicationID)
    try store.create(StoreFixture.session(1))
    #expect(try store.sessions(SessionQuery()).rows.count == 1)
  }

  @Test func aReaderBringsAnOlderFileForward() throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/sessions.db"
    try StoreFile(path: path).create()
    let store = try SessionStore(path: path, access: .readOnly, busyMilliseconds: 0)
    #expect(try store.sessions(SessionQuery()).rows == [])
  }

  @Test func aStepThatFailsLeavesNothing() throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/sessions.db"
    try StoreFile(path: path).create()
    let database = try Database(path: path, mode: .readWrite, busyMilliseconds: 0)
    try database.run("CREATE TABLE events (a)")
    #expect(throws: StoreError.self) { try SessionStore.migrate(database) }
    #expect(try database.first("SELECT count(*) FROM sqlite_schema") { $0.integer(0) } == 1)
    #expect(try database.first("PRAGMA user_version") { $0.integer(0) } == 0)
  }
}
