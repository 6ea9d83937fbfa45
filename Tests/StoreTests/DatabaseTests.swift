import Engine
import TestSupport
import Testing

@testable import Store

@Suite struct DatabaseTests {
  @Test func valuesComeBackAsTheyWent() throws {
    let fixture = try StoreFixture()
    let database = fixture.store.database
    let values: [SQLValue] = [
      .null, .integer(.min), .text(""), .text("nul\0 and ü"), .bytes([]), .bytes([0, 255]),
    ]
    let kinds = try database.first(
      "SELECT typeof(?), ?, ?, ?, typeof(?), hex(?)", values
    ) { row in
      [
        row.text(0), String(row.integer(1)), row.text(2), row.text(3), row.text(4), row.text(5),
      ]
    }
    #expect(kinds == ["null", String(Int.min), "", "nul\0 and ü", "blob", "00FF"])
  }

  @Test func aTransactionThatFailsLeavesNothing() throws {
    let fixture = try StoreFixture()
    let database = fixture.store.database
    #expect(throws: StoreError.self) {
      try database.transaction { () throws(StoreError) in
        try fixture.store.database.run("INSERT INTO blobs VALUES (x'00', 'a')")
        try fixture.store.database.run("INSERT INTO blobs VALUES (x'00', 'b')")
      }
    }
    #expect(try database.first("SELECT count(*) FROM blobs") { $0.integer(0) } == 0)
    try fixture.begin(1)
  }

  @Test func aStatementMayRunWithinItself() throws {
    let fixture = try StoreFixture()
    let database = fixture.store.database
    let sql = "SELECT value FROM json_each(?)"
    var pairs: [[Int]] = []
    try database.each(sql, [.text("[1,2]")]) { (outer) throws(StoreError) in
      let first = outer.integer(0)
      try database.each(sql, [.text("[3,4]")]) { pairs.append([first, $0.integer(0)]) }
    }
    #expect(pairs == [[1, 3], [1, 4], [2, 3], [2, 4]])
  }

  @Test(arguments: ["a b", "100%", "what?#x", "ü", "a'b\"c"])
  func anImmutableFileMayHaveAnyName(name: String) throws {
    let folder = TemporaryFolder()
    let path = "\(folder.path)/\(name).db"
    do { _ = try SessionStore(path: path, access: .readWrite, busyMilliseconds: 0) }
    let database = try Database(path: path, mode: .immutable, busyMilliseconds: 0)
    #expect(try database.first("PRAGMA user_version") { $0.integer(0) } == Schema.version)
  }

  @Test func anotherProgramsLockIsTold() throws {
    let fixture = try StoreFixture()
    let other = try fixture.open()
    try other.database.run("BEGIN IMMEDIATE")
    do throws(StoreError) {
      try fixture.store.create(StoreFixture.session(1))
      Issue.record("it was written")
    } catch {
      #expect(error.kind == .locked)
      #expect(error.message.contains(fixture.path))
    }
    // Reading goes on meanwhile, and writing afterwards.
    #expect(try fixture.store.sessions(SessionQuery()).rows == [])
    try other.database.run("COMMIT")
    try fixture.begin(1)
    #expect(try other.sessions(SessionQuery()).rows.count == 1)
  }

  @Test func aFullDiskIsTold() throws {
    let fixture = try StoreFixture()
    let id = try fixture.begin(1)
    let database = fixture.store.database
    let pages = try #require(try database.first("PRAGMA page_count") { $0.integer(0) })
    _ = try database.first("PRAGMA max_page_count = \(pages + 4)") { $0.integer(0) }
    let long = String(repeating: "much to say. ", count: 5_000)
    do throws(StoreError) {
      try fixture.store.append(
        [StoredEvent(sequence: 1, at: 1, event: .notice(nil, long))], to: id)
      Issue.record("it was written")
    } catch {
      #expect(error.kind == .full)
    }
    #expect(try fixture.store.lastSequence(of: id) == 0)
    // With space again it goes on.
    _ = try database.first("PRAGMA max_page_count = 100000") { $0.integer(0) }
    try fixture.store.append(
      [StoredEvent(sequence: 1, at: 1, event: .notice(nil, long))], to: id)
    #expect(try fixture.store.lastSequence(of: id) == 1)
  }
}
