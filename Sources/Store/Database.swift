internal import CSQLite

/// One connection to an SQLite file. Statements are prepared once and kept.
/// It lives on one thread; only its interrupter may leave it.
final class Database {
  /// How the file is used.
  enum Mode {
    case readWrite
    case readOnly
    /// Nobody writes to it: nothing is locked, and no file is made beside it.
    case immutable
  }

  let path: String
  let interrupter: StoreInterrupter
  private let handle: OpaquePointer
  private var statements: [String: Statement] = [:]

  init(path: String, mode: Mode, busyMilliseconds: Int) throws(StoreError) {
    // Its own connection for one thread: SQLite need not lock it.
    var flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
    var name = path
    switch mode {
    case .readWrite: flags |= SQLITE_OPEN_READWRITE
    case .readOnly: flags |= SQLITE_OPEN_READONLY
    case .immutable:
      flags |= SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
      name = Self.immutableName(path)
    }
    var opened: OpaquePointer?
    let code = sqlite3_open_v2(name, &opened, flags, nil)
    guard code == SQLITE_OK, let opened else {
      let failure = Self.failure(code, of: opened, path: path)
      sqlite3_close_v2(opened)
      throw failure
    }
    self.path = path
    handle = opened
    interrupter = StoreInterrupter(connection: opened)
    sqlite3_busy_timeout(opened, Int32(clamping: busyMilliseconds))
  }

  deinit {
    interrupter.close()
    statements.removeAll()
    sqlite3_close_v2(handle)
  }

  /// `file:` with everything encoded that could be more than a path.
  private static func immutableName(_ path: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes = Array("file:".utf8)
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."),
        UInt8(ascii: "-"), UInt8(ascii: "_"):
        bytes.append(byte)
      default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self) + "?immutable=1"
  }

  // MARK: Statements

  /// Runs a statement to its end.
  func run(_ sql: String, _ values: [SQLValue] = []) throws(StoreError) {
    try scan(sql, values) { _ in true }
  }

  /// Every row, in order.
  func each(
    _ sql: String, _ values: [SQLValue] = [], _ body: (Row) throws(StoreError) -> Void
  ) throws(StoreError) {
    try scan(sql, values) { (row) throws(StoreError) in
      try body(row)
      return true
    }
  }

  /// Rows in order until `body` says `false`.
  func scan(
    _ sql: String, _ values: [SQLValue] = [], _ body: (Row) throws(StoreError) -> Bool
  ) throws(StoreError) {
    // A statement that is at work (a loop within a loop) is not taken away.
    let statement: Statement
    if let kept = statements.removeValue(forKey: sql) {
      statement = kept
    } else {
      statement = try prepare(sql)
    }
    defer {
      statement.reset()
      statements[sql] = statement
    }
    try check(statement.bind(values))
    while true {
      switch statement.step() {
      case SQLITE_ROW: guard try body(Row(statement)) else { return }
      case SQLITE_DONE: return
      case let code: throw Self.failure(code, of: handle, path: path)
      }
    }
  }

  /// What the first row says; `nil`: there is none.
  func first<Value>(
    _ sql: String, _ values: [SQLValue] = [], _ body: (Row) -> Value
  ) throws(StoreError) -> Value? {
    var value: Value?
    try scan(sql, values) { row in
      value = body(row)
      return false
    }
    return value
  }

  /// Rows that the last statement changed.
  var changes: Int { Int(sqlite3_changes(handle)) }

  /// A tokenizer of FTS5's own.
  func tokenizer() throws(StoreError) -> SearchTokenizer {
    guard let tokenizer = SearchTokenizer(database: handle) else {
      throw .other(path, "this SQLite has no full-text search (FTS5)")
    }
    return tokenizer
  }

  private func prepare(_ sql: String) throws(StoreError) -> Statement {
    var prepared: OpaquePointer?
    let code = sqlite3_prepare_v3(
      handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
    try check(code)
    guard let prepared else { throw .other(path, "an empty statement") }
    return Statement(prepared)
  }

  // MARK: Transactions

  /// Everything that `body` writes, or nothing of it.
  func transaction<Value>(_ body: () throws(StoreError) -> Value) throws(StoreError) -> Value {
    try run("BEGIN IMMEDIATE")
    do {
      let value = try body()
      try run("COMMIT")
      return value
    } catch {
      // After some failures SQLite has rolled back by itself.
      if sqlite3_get_autocommit(handle) == 0 { try? run("ROLLBACK") }
      throw error
    }
  }

  // MARK: Failures

  private func check(_ code: Int32) throws(StoreError) {
    guard code == SQLITE_OK else { throw Self.failure(code, of: handle, path: path) }
  }

  private static func failure(_ code: Int32, of handle: OpaquePointer?, path: String) -> StoreError
  {
    guard let handle else {
      return StoreError(code: code, systemError: 0, detail: "no memory", path: path)
    }
    return StoreError(
      code: code, systemError: sqlite3_system_errno(handle),
      detail: String(cString: sqlite3_errmsg(handle)), path: path)
  }
}
