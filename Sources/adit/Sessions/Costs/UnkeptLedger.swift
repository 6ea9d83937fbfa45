internal import Engine
internal import Store

/// The requests of a session of which nothing is kept (`--no-save`). Money is
/// money: they are booked all the same, of no session, once their numbers are
/// certain, because a row of no session cannot be replaced.
struct UnkeptLedger {
  private struct Key: Hashable {
    var turn: TurnID, attempt: Int
  }

  private let project: String, region: String
  /// What is not booked yet, in the order in which it was sent.
  private var open: [(key: Key, row: LedgerRow)] = []

  /// Whether rows were given to be booked.
  private(set) var hasSettled = false

  /// For the requests of a program in `project` that calls `region`.
  init(project: String, region: String) {
    self.project = project
    self.region = region
  }

  /// Takes what is recorded; `at`: milliseconds since 1970.
  mutating func take(_ event: SessionEvent, at: Int) {
    guard case .request(let entry) = event else { return }
    let key = Key(turn: entry.turn, attempt: entry.attempt)
    if let index = open.firstIndex(where: { $0.key == key }) {
      open[index].row.entry = entry
    } else {
      let row = LedgerRow(
        session: nil, title: "", at: at, project: project, region: region, entry: entry)
      open.append((key, row))
    }
  }

  /// Rows to book now: nothing will change in them any more.
  mutating func settled() -> [LedgerRow] {
    let rows = open.map(\.row).filter { Self.isSettled($0.entry) }
    open.removeAll { Self.isSettled($0.row.entry) }
    if !rows.isEmpty { hasSettled = true }
    return rows
  }

  /// Rows to book at the program's end: all that are left.
  mutating func rest() -> [LedgerRow] {
    defer { open = [] }
    return open.map(\.row)
  }

  private static func isSettled(_ entry: LedgerEntry) -> Bool {
    switch entry.status {
    case .final, .failed: true
    case .running, .estimated: false
    }
  }
}
