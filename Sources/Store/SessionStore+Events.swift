public import Engine

/// Reading events.
extension SessionStore {
  /// The events behind `sequence` (0: all), in order. What is damaged is
  /// passed over and counted in `unreadableEvents`.
  public func events(of id: SessionID, after sequence: Int) throws(StoreError) -> [StoredEvent] {
    var events: [StoredEvent] = []
    let number = try SessionRow.find(id, in: database).number
    try readEvents(of: number, sequences: sequence.advancedSaturated()...Int.max) {
      events.append($0)
    }
    return events
  }

  /// The place of the last event; 0: there is none.
  public func lastSequence(of id: SessionID) throws(StoreError) -> Int {
    let number = try SessionRow.find(id, in: database).number
    return try lastSequence(of: number)
  }

  private func lastSequence(of session: Int) throws(StoreError) -> Int {
    try database.first(
      "SELECT max(sequence) FROM events WHERE session = ?", [.integer(session)]
    ) { $0.place(0) } ?? 0
  }

  /// Events that are asked for one by one behind a damaged part: a few
  /// seconds' work, whatever number the last one claims to have.
  private static let mostSingleReads = 100_000

  /// Hands over every event that can be read.
  func readEvents(
    of session: Int, sequences: ClosedRange<Int>, _ body: (StoredEvent) -> Void
  ) throws(StoreError) {
    var next = sequences.lowerBound
    do {
      try readRows(of: session, next...sequences.upperBound) { row, event in
        next = row + 1
        if let event { body(event) }
      }
    } catch  where error.kind == .corrupt {
      // A part of the file is damaged: what stands elsewhere is still good.
      let last = min(sequences.upperBound, try lastSequence(of: session))
      let end = min(last, min(next, .max - Self.mostSingleReads) + Self.mostSingleReads)
      while next <= end {
        do {
          try readRows(of: session, next...next) { _, event in
            if let event { body(event) }
          }
        } catch  where error.kind == .corrupt {
          unreadableEvents += 1
        }
        next += 1
      }
    }
  }

  private func readRows(
    of session: Int, _ sequences: ClosedRange<Int>, _ body: (Int, StoredEvent?) -> Void
  ) throws(StoreError) {
    try database.each(
      """
      SELECT sequence, at, kind, body, has_blobs FROM events
        WHERE session = ? AND sequence BETWEEN ? AND ? ORDER BY sequence
      """,
      [.integer(session), .integer(sequences.lowerBound), .integer(sequences.upperBound)]
    ) { (row) throws(StoreError) in
      let kept = row.text(3)
      let text = row.flag(4) ? try insertingLongTexts(into: kept) : kept
      let event = text.flatMap { SessionEventCodec.decode(kind: row.text(2), body: $0) }
      if event == nil { unreadableEvents += 1 }
      body(
        row.place(0),
        event.map { StoredEvent(sequence: row.place(0), at: row.moment(1), event: $0) })
    }
  }
}

extension Int {
  fileprivate func advancedSaturated() -> Int { self == .max ? .max : self + 1 }
}
