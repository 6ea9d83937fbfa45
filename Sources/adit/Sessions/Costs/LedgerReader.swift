internal import Engine
internal import Store

/// What reports ask of the store; called on the thread that the store lives on.
protocol LedgerBook {
  /// Gives every booked request sent from `since` on and before `until`, in
  /// the order in which they were sent; those of deleted sessions too.
  func ledger(
    since: Int?, until: Int?, session: SessionID?, _ row: (LedgerRow) -> Void
  ) throws(StoreError)
  /// The sum of the requests sent from `since` on.
  func spent(since: Int?, project: String?, excluding: SessionID?) throws(StoreError) -> SpentTotals
}

extension SessionStore: LedgerBook {}

/// Whose costs a report in the program is about, and when it is asked for.
struct LedgerPlace: Sendable {
  /// The session that is open here; `nil`: none is kept.
  var session: SessionID?
  /// The project's root directory.
  var project: String
  /// Milliseconds since 1970.
  var now: Int
  /// What the user set.
  var limits = BudgetLimits()
  var calendar = LocalCalendar.system
}

/// Sums of a store, for the program that runs.
enum LedgerReader {
  /// What budgets need: everything of this day and of this project. What the
  /// open session has booked is in it: a session that goes on from another day
  /// has spent only a part of its costs today.
  static func spending(
    in book: some LedgerBook, _ place: LedgerPlace
  ) throws(StoreError) -> SpendingTotals {
    let midnight = place.calendar.startOfDay(atMilliseconds: place.now)
    let day = try book.spent(since: midnight, project: nil, excluding: nil)
    let project = try book.spent(since: nil, project: place.project, excluding: nil)
    return SpendingTotals(
      day: day.cost, project: project.cost,
      dayIsLowerBound: day.isLowerBound || day.hasUnknownPrices, dayStart: midnight)
  }
}
