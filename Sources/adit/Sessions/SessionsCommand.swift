internal import Engine
internal import Glibc
internal import Store
internal import TextModel
internal import Wire

/// `adit sessions`: lists, shows, writes out, takes in, names, deletes and
/// restores the sessions that are kept. What only reads opens the store for
/// reading.
enum SessionsCommand {
  /// Rows of a list, and with `--all`.
  private static let usualRows = 200, mostRows = 1_000
  /// How long another program's transaction is waited for.
  private static let busyMilliseconds = 5_000

  /// Runs and returns the exit code.
  static func run(_ options: CommandLineOptions) -> Int32 {
    let composition = Composition(options: options, variables: ProcessEnvironment.variables())
    do throws(UsageError) {
      return try run(options.sessions, options, composition)
    } catch {
      PlainOutput.messages.write("adit: \(error.message)\n")
      return error.code.rawValue
    }
  }

  private static func run(
    _ sessions: CommandLineOptions.SessionsOptions, _ options: CommandLineOptions,
    _ composition: Composition
  ) throws(UsageError) -> Int32 {
    switch sessions.verb {
    case .list: return try list(sessions, options, composition)
    case .show:
      let (summary, store) = try find(sessions.subject, composition)
      if options.printsJSON {
        return PlainOutput.print(SessionJSON.object(of: summary).line)
      }
      return PlainOutput.print(TextExport.text(try events(of: summary, store), summary: summary))
    case .export: return try export(sessions, composition)
    case .bringIn: return try bringIn(sessions.subject, composition)
    case .rename:
      let (summary, _) = try find(sessions.subject, composition)
      let title = sessions.words.joined(separator: " ")
      guard !SessionTitle.given(title).isEmpty else {
        throw UsageError(message: "the new title has no character that can be shown")
      }
      try change(composition) { store throws(StoreError) in
        try store.rename(summary.id, title, at: SystemClock.unixMilliseconds())
      }
      return say(
        "\(summary.id.short) is called “\(try find(summary.id.text, composition).0.title)” now.")
    case .delete:
      let (summary, _) = try find(sessions.subject, composition)
      try change(composition) { store throws(StoreError) in
        try store.setDeleted(summary.id, true)
      }
      return say(
        "“\(summary.title)” is deleted; adit sessions restore \(summary.id.short) brings it back.")
    case .restore:
      let summary = try findDeleted(sessions.subject, composition)
      try change(composition) { store throws(StoreError) in
        try store.setDeleted(summary.id, false)
      }
      return say("“\(summary.title)” is back.")
    }
  }

  private static func say(_ text: String) -> Int32 { PlainOutput.print(text + "\n") }

  // MARK: Reading

  private static func list(
    _ sessions: CommandLineOptions.SessionsOptions, _ options: CommandLineOptions,
    _ composition: Composition
  ) throws(UsageError) -> Int32 {
    var query = SessionQuery(
      words: sessions.words.joined(separator: " "),
      limit: sessions.showsAll ? mostRows : usualRows)
    query.project = sessions.project.map(WorkingDirectory.root)
    var found: (rows: [SessionSummary], isWhole: Bool) = ([], true)
    if let store = try reader(composition) {
      found = try told { () throws(StoreError) in try store.sessions(query) }
    }
    if options.printsJSON {
      return PlainOutput.print(
        JSONValue.array(found.rows.map { SessionJSON.object(of: $0) }).line)
    }
    guard !found.rows.isEmpty else {
      let place = query.project.map { " of the project \($0)" } ?? ""
      return say(
        query.words.isEmpty
          ? "No session\(place) is kept yet." : "No session\(place) holds “\(query.words)”.")
    }
    let code = PlainOutput.print(
      SessionTable.text(
        found.rows, width: SessionTable.width(composition.variables),
        now: SystemClock.unixMilliseconds(), shown: composition.directories.abbreviated))
    if !found.isWhole {
      PlainOutput.messages.write(
        "adit: these are the latest \(found.rows.count); "
          + (sessions.showsAll ? "search for others\n" : "--all shows more\n"))
    }
    return code
  }

  private static func export(
    _ sessions: CommandLineOptions.SessionsOptions, _ composition: Composition
  ) throws(UsageError) -> Int32 {
    let (summary, store) = try find(sessions.subject, composition)
    let bytes = sessions.format.bytes(try events(of: summary, store), summary: summary)
    guard let path = sessions.outputPath, path != "-", path != "/dev/stdout" else {
      return PlainOutput.print(String(decoding: bytes, as: UTF8.self))
    }
    let written = try ExportFile.write(
      bytes, format: sessions.format, summary: summary, path: path,
      directory: WorkingDirectory.current().path)
    let isElsewhere = !written.hasSuffix(path) && !FileAccess.isDirectory(path)
    PlainOutput.messages.write(
      "adit: \(isElsewhere ? "\(path) is there already and was kept; " : "")written to \(written)\n"
    )
    return ExitCode.done.rawValue
  }

  private static func events(
    of summary: SessionSummary, _ store: SessionStore
  ) throws(UsageError) -> [StoredEvent] {
    let events = try told { () throws(StoreError) in try store.events(of: summary.id, after: 0) }
    if store.unreadableEvents > 0 {
      PlainOutput.messages.write(
        "adit: \(store.unreadableEvents) events cannot be read (damaged, or written by a newer"
          + " adit) and were left out\n")
    }
    return events
  }

  /// The session that `name` (the beginning of an id, or `latest`) is.
  static func find(
    _ name: String, _ composition: Composition
  ) throws(UsageError) -> (SessionSummary, SessionStore) {
    guard let store = try reader(composition) else {
      throw UsageError(message: "No session is kept yet.")
    }
    let found = try told { () throws(StoreError) in
      if let exact = try store.summary(of: SessionID(name)) { return [exact] }
      if name == "latest" || name == "last" {
        return try store.sessions(SessionQuery(limit: 1)).rows
      }
      return try store.sessions(beginningWith: name)
    }
    guard let first = found.first else {
      throw UsageError(
        message: "There is no session \(name.prefix(40)); adit sessions lists them.")
    }
    guard found.count == 1 else { throw ambiguous(name, found) }
    return (first, store)
  }

  /// The deleted session that `name`, the beginning of an id, is.
  private static func findDeleted(
    _ name: String, _ composition: Composition
  ) throws(UsageError) -> SessionSummary {
    guard let store = try reader(composition) else {
      throw UsageError(message: "No session is kept yet.")
    }
    let found = try told { () throws(StoreError) in
      try store.deletedSessions(beginningWith: name)
    }
    if found.count > 1 { throw ambiguous(name, found) }
    if let only = found.first { return only }
    let (kept, deleted) = try told { () throws(StoreError) in
      (
        try store.sessions(beginningWith: name).first,
        try store.deletedSessions(beginningWith: "")
      )
    }
    if let kept { throw UsageError(message: "“\(kept.title)” is not deleted.") }
    let instead =
      deleted.isEmpty ? "none is" : "deleted are \(names(deleted, digits: SessionID.shortLength))"
    throw UsageError(message: "There is no deleted session \(name.prefix(40)); \(instead).")
  }

  private static func ambiguous(_ name: String, _ found: [SessionSummary]) -> UsageError {
    UsageError(
      message: "\(name) is the beginning of \(found.count) sessions: "
        + "\(names(found, digits: name.count + 4)).")
  }

  /// Sessions that a sentence names.
  private static let mostNamed = 5

  private static func names(_ sessions: [SessionSummary], digits: Int) -> String {
    let names = sessions.prefix(mostNamed).map {
      "\($0.id.text.prefix(digits)) (\($0.title.prefix(30)))"
    }
    return names.joined(separator: ", ") + (sessions.count > mostNamed ? " …" : "")
  }

  /// The store, opened for reading; `nil`: nothing was kept yet.
  private static func reader(_ composition: Composition) throws(UsageError) -> SessionStore? {
    guard let path = SessionFacts(composition).storePath, FileAccess.exists(path) else {
      return nil
    }
    return try told { () throws(StoreError) in
      try SessionStore(path: path, access: .readOnly, busyMilliseconds: busyMilliseconds)
    }
  }

  // MARK: Writing

  private static func bringIn(
    _ path: String, _ composition: Composition
  ) throws(UsageError) -> Int32 {
    let reading = try SessionFile.read(path, name: path)
    var imported: SessionImport.Outcome?
    let facts = SessionFacts(composition)
    let locks = SessionLocks(directory: facts.lockDirectory, home: facts.home)
    try change(composition) { store throws(StoreError) in
      imported = try SessionImport.add(
        reading, to: store, region: facts.region, isOpen: locks.isOpen)
    }
    guard var imported else { return ExitCode.failed.rawValue }
    if reading.unreadableLines == 0, !reading.isTruncated, RescueFile.remove(path) {
      imported.notes.append("the rescue file was removed, the store has all of it")
    }
    for note in imported.notes { PlainOutput.messages.write("adit: \(note)\n") }
    return say("“\(imported.title)” is kept as \(imported.id.text).")
  }

  private static func change(
    _ composition: Composition, _ body: (SessionStore) throws(StoreError) -> Void
  ) throws(UsageError) {
    guard let path = SessionFacts(composition).storePath else {
      throw UsageError(message: "there is no home directory to keep sessions in; set HOME")
    }
    if let slash = path.lastIndex(of: "/") {
      FileAccess.makeDirectories(String(path[..<slash]), home: composition.directories.home)
    }
    try told { () throws(StoreError) in
      let store = try SessionStore(
        path: path, access: .readWrite, busyMilliseconds: busyMilliseconds)
      try body(store)
    }
  }

  /// What the store says, as a sentence of the command line.
  private static func told<Value>(
    _ body: () throws(StoreError) -> Value
  ) throws(UsageError) -> Value {
    do throws(StoreError) {
      return try body()
    } catch {
      throw UsageError(message: error.message, code: .failed)
    }
  }
}

extension JSONValue {
  /// The value as a line of its own.
  fileprivate var line: String { String(decoding: serialized(), as: UTF8.self) + "\n" }
}
