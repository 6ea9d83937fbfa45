import CSQLite

/// SQLite by itself, one statement after the other.
final class StoreFloor {
  private let handle: OpaquePointer

  init(_ path: String) throws {
    var opened: OpaquePointer?
    guard sqlite3_open(path, &opened) == SQLITE_OK, let opened else {
      throw BenchError("SQLite did not open \(path)")
    }
    handle = opened
  }

  deinit { sqlite3_close_v2(handle) }

  /// Runs a statement and looks at every row.
  func run(_ sql: String) throws {
    var statement: OpaquePointer?
    guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK else {
      throw BenchError(String(cString: sqlite3_errmsg(handle)))
    }
    defer { sqlite3_finalize(statement) }
    while true {
      switch sqlite3_step(statement) {
      case SQLITE_ROW: _ = sqlite3_column_int64(statement, 0)
      case SQLITE_DONE: return
      default: throw BenchError(String(cString: sqlite3_errmsg(handle)))
      }
    }
  }
}
