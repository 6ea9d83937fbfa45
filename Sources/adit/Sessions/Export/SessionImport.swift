internal import Engine
internal import Store

/// Puts a session that was read from a file into the store.
enum SessionImport {
  /// What became of it.
  struct Outcome: Equatable {
    var id: SessionID
    var title: String
    /// Sentences on what is not as it was in the file.
    var notes: [String]
  }

  /// Adds the session. It keeps its id unless one of that id is kept already;
  /// then it is a copy, whose requests are not booked a second time.
  static func add(
    _ reading: SessionLines.Reading, to store: SessionStore, region: String
  ) throws(StoreError) -> Outcome {
    let summary = reading.summary
    var notes: [String] = []
    if reading.unreadableLines > 0 {
      let lines = reading.unreadableLines
      notes.append(
        lines == 1
          ? "1 line of the file cannot be read and was left out"
          : "\(lines) lines of the file cannot be read and were left out")
    }
    if reading.isTruncated { notes.append("the file is cut off in its last line") }
    let isKnown = try store.summary(of: summary.id) != nil
    if isKnown, reading.firstSequence > 1 {
      return try complete(reading, in: store, region: region, notes: notes)
    }
    let id =
      isKnown ? SessionID.random() : summary.id
    if isKnown {
      notes.append(
        "session \(summary.id.text) is here already; this is a copy with an id of its own, "
          + "and what it cost is not counted again")
    }
    try store.create(
      NewSession(
        id: id, project: summary.project, directory: summary.directory, region: region,
        createdAt: summary.createdAt, forkedFrom: isKnown ? summary.id : summary.forkedFrom,
        version: Version.text),
      with: reading.events, areBooked: !isKnown)
    let added = try store.summary(of: id)
    if let added, !summary.title.isEmpty, added.title != summary.title {
      try store.rename(id, summary.title, at: max(summary.updatedAt, added.updatedAt))
    }
    let title = try store.summary(of: id)?.title ?? ""
    return Outcome(id: id, title: title.isEmpty ? id.short : title, notes: notes)
  }

  /// Adds what a rescue file holds to the session that it is the rest of; if
  /// that has gone on without it, to a copy of what came before.
  private static func complete(
    _ reading: SessionLines.Reading, in store: SessionStore, region: String, notes: [String]
  ) throws(StoreError) -> Outcome {
    var notes = notes
    var id = reading.summary.id
    let before = reading.firstSequence - 1
    if try store.lastSequence(of: id) != before {
      let earlier = try store.events(of: id, after: 0).filter { $0.sequence <= before }
      let source = id
      id = SessionID.random()
      try store.create(
        NewSession(
          id: id, project: reading.summary.project, directory: reading.summary.directory,
          region: region, createdAt: reading.summary.createdAt, forkedFrom: source,
          version: Version.text),
        with: earlier, areBooked: false)
      notes.append("session \(source.text) has gone on without it; this is a copy")
    } else {
      notes.append("it was added to the session that it is the rest of")
    }
    let last = try store.lastSequence(of: id)
    try store.append(
      reading.events.map { event in
        StoredEvent(sequence: last + event.sequence, at: event.at, event: event.event)
      }, to: id)
    let title = try store.summary(of: id)?.title ?? ""
    return Outcome(id: id, title: title.isEmpty ? id.short : title, notes: notes)
  }
}
