/// Sessions, their events, the ledger of requests and the index of words: one
/// SQLite file. A store is one connection and lives on one thread; several
/// programs may have the file open.
public final class SessionStore {
  /// What may be done with it.
  public enum Access: Sendable {
    case readWrite, readOnly
  }

  let database: Database
  let tokenizer: SearchTokenizer
  private let file: StoreFile
  private let identity: StoreFile.Identity?
  private var isDirectoryFlushed = false
  /// How many events could not be read because they are damaged, or of a kind
  /// that a newer program wrote.
  public internal(set) var unreadableEvents = 0

  /// Opens the file at `path`; with `readWrite` it is made, or brought to this
  /// program's version, if need be. Its directory is the caller's. Others are
  /// waited for up to `busyMilliseconds`.
  public init(path: String, access: Access, busyMilliseconds: Int) throws(StoreError) {
    let file = StoreFile(path: path)
    let database: Database
    switch access {
    case .readWrite:
      try file.create()
      _ = try file.schemaVersion(busyMilliseconds: busyMilliseconds)
      database = try Self.writer(path, busyMilliseconds: busyMilliseconds)
    case .readOnly:
      if try file.schemaVersion(busyMilliseconds: busyMilliseconds) < Schema.version {
        _ = try Self.writer(path, busyMilliseconds: busyMilliseconds)
      }
      database = try Self.reader(path, busyMilliseconds: busyMilliseconds)
    }
    self.file = file
    self.database = database
    tokenizer = try database.tokenizer()
    identity = file.identity
  }

  /// Ends a longer search from another thread.
  public var interrupter: StoreInterrupter { database.interrupter }

  // MARK: Opening

  /// Pages are kept in memory up to this size: enough for the inner pages of
  /// what is in use, and small beside the 25 MiB that the program may take.
  private static let cacheKibibytes = 1_024
  /// SQLite writes the log back by itself, within a commit, only when nobody
  /// called `flush` for this long (64 MiB).
  private static let lastResortCheckpointPages = 16_384
  /// The log is written back from this size on, by `flush`, and cut to it.
  private static let checkpointBytes = 4 << 20

  private static func writer(_ path: String, busyMilliseconds: Int) throws(StoreError) -> Database {
    let database = try Database(
      path: path, mode: .readWrite, busyMilliseconds: busyMilliseconds)
    try configure(database)
    _ = try database.first("PRAGMA journal_mode = WAL") { $0.text(0) }
    try database.run("PRAGMA synchronous = NORMAL")
    try database.run("PRAGMA foreign_keys = ON")
    try database.run("PRAGMA wal_autocheckpoint = \(lastResortCheckpointPages)")
    try database.run("PRAGMA journal_size_limit = \(checkpointBytes)")
    try migrate(database)
    return database
  }

  private static func reader(_ path: String, busyMilliseconds: Int) throws(StoreError) -> Database {
    do {
      let database = try Database(
        path: path, mode: .readOnly, busyMilliseconds: busyMilliseconds)
      try configure(database)
      _ = try database.first("SELECT count(*) FROM sqlite_schema") { $0.integer(0) }
      return database
    } catch {
      // Where no file can be made beside it, nobody else can be writing.
      guard error.kind == .readOnly || error.kind == .cannotOpen else { throw error }
      let database = try Database(
        path: path, mode: .immutable, busyMilliseconds: busyMilliseconds)
      try configure(database)
      return database
    }
  }

  private static func configure(_ database: Database) throws(StoreError) {
    try database.run("PRAGMA cache_size = -\(cacheKibibytes)")
    try database.run("PRAGMA mmap_size = 0")
    try database.run("PRAGMA temp_store = MEMORY")
    // What a foreign hand wrote into the schema runs none of our functions.
    try database.run("PRAGMA trusted_schema = OFF")
  }

  /// Brings the file to this program's version, each step wholly or not at
  /// all. Another program may do the same at this moment.
  static func migrate(_ database: Database, to target: Int = Schema.version) throws(StoreError) {
    while true {
      let isDone = try database.transaction { () throws(StoreError) -> Bool in
        let version = try database.first("PRAGMA user_version") { $0.integer(0) } ?? 0
        if version > Schema.version { throw .newerSchema(database.path, found: version) }
        guard version < target else { return true }
        for statement in Schema.steps[max(0, version)] { try database.run(statement) }
        try database.run("PRAGMA application_id = \(Schema.applicationID)")
        try database.run("PRAGMA user_version = \(version + 1)")
        return false
      }
      if isDone { return }
    }
  }

  // MARK: To the disk

  /// Whether the file was deleted or replaced since it was opened.
  public var isGone: Bool { file.identity != identity }

  /// Waits until everything that was committed is on the disk and would
  /// survive a power cut; then the log is written back, if it has grown long.
  /// Commits do not wait for this.
  public func flush() throws(StoreError) {
    guard !isGone else {
      throw StoreError(
        .cannotOpen,
        "\(file.path) was moved or deleted while it was open: start adit again to begin a new one")
    }
    try file.flush()
    if !isDirectoryFlushed {
      try file.flushDirectory()
      isDirectoryFlushed = true
    }
    if file.logBytes >= Self.checkpointBytes {
      _ = try database.first("PRAGMA wal_checkpoint(PASSIVE)") { $0.integer(0) }
    }
  }
}
