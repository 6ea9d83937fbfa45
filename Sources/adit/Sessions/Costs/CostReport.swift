internal import Engine
internal import Store

/// Booked requests, summed up in groups. Pure: rows go in, sums come out.
struct CostReport: Equatable, Sendable {
  /// A group with its sum.
  struct Group: Equatable, Sendable {
    /// What names it for programs (registry key, date, path, id, task); empty:
    /// what belongs to none.
    var key: String
    /// What names it for people.
    var title: String
    var sum = CostSum()
  }

  let grouping: CostGrouping
  /// Everything.
  private(set) var total = CostSum()
  private var groupsByKey: [String: Group] = [:]

  init(by grouping: CostGrouping) { self.grouping = grouping }

  /// The report of `rows`.
  init(of rows: some Sequence<LedgerRow>, by grouping: CostGrouping, in calendar: LocalCalendar) {
    self.init(by: grouping)
    for row in rows { add(row, in: calendar) }
  }

  /// Adds `row`.
  mutating func add(_ row: LedgerRow, in calendar: LocalCalendar) {
    let (key, title) = grouping.group(of: row, in: calendar)
    groupsByKey[key, default: Group(key: key, title: title)].sum.add(row.entry)
    total.add(row.entry)
  }

  var isEmpty: Bool { groupsByKey.isEmpty }

  /// The groups: days by date, everything else the most expensive first, of
  /// equal ones that with more tokens.
  var groups: [Group] {
    let groups = Array(groupsByKey.values)
    if grouping == .day { return groups.sorted { $0.key < $1.key } }
    return groups.sorted { left, right in
      let (first, second) = (left.sum.spent, right.sum.spent)
      if first.cost != second.cost { return first.cost > second.cost }
      if first.tokens.prompt != second.tokens.prompt {
        return first.tokens.prompt > second.tokens.prompt
      }
      return left.key < right.key
    }
  }
}
