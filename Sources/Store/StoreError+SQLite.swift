internal import CSQLite
internal import Glibc

extension StoreError {
  /// What SQLite answered, as a sentence. `code`: extended result code;
  /// `systemError`: `errno` behind it, 0 for none; `detail`: SQLite's words.
  init(code: Int32, systemError: Int32, detail: String, path: String) {
    switch code & 0xFF {
    case SQLITE_FULL: self = .full(path)
    case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH: self = .readOnly(path)
    case SQLITE_BUSY, SQLITE_LOCKED: self = .locked(path)
    case SQLITE_CORRUPT, SQLITE_NOTADB: self = .corrupt(path)
    case SQLITE_INTERRUPT:
      self.init(.interrupted, "the search was ended because another one began")
    case SQLITE_CANTOPEN:
      self = .ofSystem(systemError, path: path) ?? .cannotOpen(path, systemError)
    case SQLITE_IOERR:
      // The file of the shared memory could not grow.
      let isShort = code == adit_sqlite_shared_memory_short
      self =
        .ofSystem(isShort ? ENOSPC : systemError, path: path)
        ?? .other(path, systemError == 0 ? detail : StoreError.text(systemError), code)
    default: self = .other(path, detail, code)
    }
  }

  /// What the system answered when `path` was to be made or opened.
  init(systemError: Int32, path: String) {
    self = .ofSystem(systemError, path: path) ?? .cannotOpen(path, systemError)
  }

  private static func ofSystem(_ code: Int32, path: String) -> StoreError? {
    switch code {
    case ENOSPC, EDQUOT: .full(path)
    case EROFS, EACCES, EPERM: .readOnly(path)
    default: nil
    }
  }

  private static func full(_ path: String) -> StoreError {
    StoreError(
      .full, "the disk that holds \(path), or your share of it, is full: free some space (`df -h`)")
  }

  private static func readOnly(_ path: String) -> StoreError {
    StoreError(
      .readOnly,
      "\(path) or its directory cannot be written: see its owner and mode (`ls -la \(folder(path))`)"
        + " and whether the disk is mounted read-only")
  }

  private static func locked(_ path: String) -> StoreError {
    StoreError(
      .locked, "another program keeps \(path) locked: end it (`fuser -v \(path)` names it)")
  }

  static func corrupt(_ path: String) -> StoreError {
    StoreError(
      .corrupt,
      "\(path) is damaged or no database of adit: move it away (`mv \(path) \(path).damaged`) and a"
        + " new one is begun; `sqlite3 \(path).damaged .recover` prints what can be read")
  }

  static func noFile(_ path: String, _ what: String) -> StoreError {
    StoreError(
      .cannotOpen,
      "\(path) is \(what), not a file: move it away (`mv \(path) \(path).other`) and a new one is"
        + " begun")
  }

  static func newerSchema(_ path: String, found: Int) -> StoreError {
    StoreError(
      .newerSchema(found: found, known: Schema.version),
      "\(path) was written by a newer adit (schema \(found), this one knows \(Schema.version)):"
        + " update adit; the file was left as it is")
  }

  private static func cannotOpen(_ path: String, _ systemError: Int32) -> StoreError {
    StoreError(
      .cannotOpen,
      "\(path) cannot be opened"
        + (systemError == 0 ? "" : ": \(text(systemError))")
        + "; see its directory (`ls -la \(folder(path))`)")
  }

  static func other(_ path: String, _ detail: String, _ code: Int32 = SQLITE_ERROR) -> StoreError {
    StoreError(.other, "\(path): \(detail) (SQLite code \(code))")
  }

  private static func folder(_ path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
  }

  private static func text(_ code: Int32) -> String {
    var buffer = [CChar](repeating: 0, count: 256)
    guard strerror_r(code, &buffer, buffer.count) == 0 else { return "error \(code)" }
    let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return String(decoding: bytes, as: UTF8.self).lowercased()
  }
}
