import CSQLite
import Glibc
import Testing

@testable import Store

@Suite struct StoreErrorTests {
  @Test(
    arguments: [
      (SQLITE_FULL, 0, .full), (SQLITE_IOERR, ENOSPC, .full), (SQLITE_IOERR, EDQUOT, .full),
      (adit_sqlite_shared_memory_short, 0, .full), (SQLITE_IOERR, EROFS, .readOnly),
      (SQLITE_IOERR, EIO, .other), (SQLITE_READONLY, 0, .readOnly),
      (SQLITE_READONLY | 5 << 8, 0, .readOnly), (SQLITE_CANTOPEN, EACCES, .readOnly),
      (SQLITE_CANTOPEN, EROFS, .readOnly), (SQLITE_CANTOPEN, ENOSPC, .full),
      (SQLITE_CANTOPEN, ENOENT, .cannotOpen), (SQLITE_BUSY, 0, .locked),
      (SQLITE_BUSY | 2 << 8, 0, .locked), (SQLITE_LOCKED, 0, .locked),
      (SQLITE_CORRUPT, 0, .corrupt), (SQLITE_CORRUPT | 1 << 8, 0, .corrupt),
      (SQLITE_NOTADB, 0, .corrupt), (SQLITE_INTERRUPT, 0, .interrupted),
      (SQLITE_CONSTRAINT, 0, .other), (SQLITE_NOMEM, 0, .other),
    ] as [(Int32, Int32, StoreError.Kind)])
  func kinds(code: Int32, systemError: Int32, kind: StoreError.Kind) {
    let error = StoreError(code: code, systemError: systemError, detail: "why", path: "/a/s.db")
    #expect(error.kind == kind)
    #expect(kind == .interrupted || error.message.contains("/a/s.db"))
  }
}
