internal import CSQLite
internal import Engine

/// What goes into a statement.
enum SQLValue: Hashable, Sendable {
  case null
  case integer(Int)
  case text(String)
  case bytes([UInt8])

  static func optional(_ value: Int?) -> SQLValue { value.map(SQLValue.integer) ?? .null }
  static func optional(_ value: Int64?) -> SQLValue { value.map { .integer(Int($0)) } ?? .null }
  static func optional(_ value: String?) -> SQLValue { value.map(SQLValue.text) ?? .null }
  static func flag(_ value: Bool) -> SQLValue { .integer(value ? 1 : 0) }
}

/// A prepared statement; goes with its object.
final class Statement {
  fileprivate let handle: OpaquePointer

  init(_ handle: OpaquePointer) { self.handle = handle }

  deinit { sqlite3_finalize(handle) }

  /// Gives the parameters their values, from the first one on.
  func bind(_ values: [SQLValue]) -> Int32 {
    var place: Int32 = 0
    for value in values {
      place += 1
      let code =
        switch value {
        case .null: sqlite3_bind_null(handle, place)
        case .integer(let number): sqlite3_bind_int64(handle, place, Int64(number))
        case .text(var text):
          text.withUTF8 { utf8 in
            utf8.withMemoryRebound(to: CChar.self) { chars in
              // Without an address SQLite would take the text as NULL.
              chars.baseAddress.map {
                adit_sqlite_bind_text(handle, place, $0, Int64(chars.count))
              } ?? adit_sqlite_bind_text(handle, place, "", 0)
            }
          }
        case .bytes(let bytes):
          bytes.withUnsafeBytes {
            $0.baseAddress.map { adit_sqlite_bind_blob(handle, place, $0, Int64(bytes.count)) }
              ?? sqlite3_bind_zeroblob(handle, place, 0)
          }
        }
      if code != SQLITE_OK { return code }
    }
    return SQLITE_OK
  }

  func step() -> Int32 { sqlite3_step(handle) }

  /// Lets go of its locks and of the texts that were bound.
  func reset() {
    sqlite3_reset(handle)
    sqlite3_clear_bindings(handle)
  }
}

/// The row that a statement stands on.
struct Row {
  private let statement: OpaquePointer

  fileprivate init(handle: OpaquePointer) { statement = handle }

  init(_ statement: Statement) { self.init(handle: statement.handle) }

  func integer(_ column: Int) -> Int { Int(sqlite3_column_int64(statement, Int32(column))) }

  /// Two centuries in milliseconds.
  private static let latestMoment = 6_000_000_000_000
  /// Beyond it a number is not exact everywhere, and no session has so many
  /// events.
  private static let lastPlace = 1 << 53

  /// Milliseconds since 1970.
  func moment(_ column: Int) -> Int { min(max(0, integer(column)), Self.latestMoment) }

  /// An event's place in its session, or how many there are of something.
  func place(_ column: Int) -> Int { min(max(0, integer(column)), Self.lastPlace) }

  /// A number of things; never less than nothing, so that differences of what
  /// a damaged file says do not trap.
  func count(_ column: Int) -> Int { max(0, integer(column)) }

  func usage(_ column: Int) -> TokenUsage {
    TokenUsage(
      input: count(column), cacheWrite5m: count(column + 1), cacheWrite1h: count(column + 2),
      cacheRead: count(column + 3), output: count(column + 4))
  }

  /// An amount of money; never less than nothing.
  func amount(_ column: Int) -> NanoDollars { NanoDollars(Int64(max(0, integer(column)))) }

  func optionalAmount(_ column: Int) -> NanoDollars? { isNull(column) ? nil : amount(column) }

  func optionalCount(_ column: Int) -> Int? { isNull(column) ? nil : count(column) }

  func flag(_ column: Int) -> Bool { integer(column) != 0 }

  func isNull(_ column: Int) -> Bool {
    sqlite3_column_type(statement, Int32(column)) == SQLITE_NULL
  }

  func optionalInteger(_ column: Int) -> Int? { isNull(column) ? nil : integer(column) }

  func text(_ column: Int) -> String { optionalText(column) ?? "" }

  /// Damaged UTF-8 is repaired.
  func optionalText(_ column: Int) -> String? {
    guard let bytes = sqlite3_column_text(statement, Int32(column)) else { return nil }
    let count = Int(sqlite3_column_bytes(statement, Int32(column)))
    return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  }
}
