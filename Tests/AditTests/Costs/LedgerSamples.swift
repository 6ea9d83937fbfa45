import Engine
import Store

@testable import adit

/// Booked requests, and a ledger of them in memory.
enum LedgerSamples {
  /// 2026-11-21T12:00:00Z, milliseconds.
  static let noon = 1_795_262_400_000
  static let day = 86_400_000

  static func entry(
    _ status: LedgerEntry.Status = .final, turn: Int = 1, attempt: Int = 1,
    model: String = "claude-sonnet", cost: Int64? = 1_000_000_000, input: Int = 100,
    output: Int = 10
  ) -> LedgerEntry {
    var entry = LedgerEntry(
      turn: TurnID(turn), attempt: attempt, status: status, modelKey: model,
      modelID: "us.anthropic.\(model)", api: .invoke, isStreaming: true, task: "code")
    entry.usage = TokenUsage(input: input, output: output)
    entry.cost = cost.map { NanoDollars($0) }
    return entry
  }

  static func row(
    _ entry: LedgerEntry, at: Int = noon, session: String? = "aaaaaaaa-0000-4000-8000-000000000000",
    title: String = "A title", project: String = "/src/radar"
  ) -> LedgerRow {
    LedgerRow(
      session: session.map { SessionID($0) }, title: title, at: at, project: project,
      region: "eu-west-1", entry: entry)
  }

  /// Days that begin `hours` before midnight UTC.
  static func calendar(offsetHours hours: Int = 0) -> LocalCalendar {
    LocalCalendar(
      moment: { seconds in
        let local = seconds + hours * 3600
        let days = Int((Double(local) / 86_400).rounded(.down))
        return (civil(days), local - days * 86_400)
      },
      start: { day in days(of: day) * 86_400 - hours * 3600 })
  }

  /// Of 2026-01-01.
  private static let knownDays = 20_454

  /// By counting, far from any formula.
  private static func civil(_ days: Int) -> LocalDay {
    var day = LocalDay(year: 2026, month: 1, day: 1)
    var rest = days - knownDays
    while rest < 0 {
      day.year -= 1
      rest += isLeap(day.year) ? 366 : 365
    }
    while rest >= length(of: day) {
      rest -= length(of: day)
      day.month += 1
      if day.month > 12 { day = LocalDay(year: day.year + 1, month: 1, day: 1) }
    }
    day.day += rest
    return day
  }

  private static func days(of wanted: LocalDay) -> Int {
    var days = knownDays + wanted.day - 1
    var year = 2026
    while year > wanted.year {
      year -= 1
      days -= isLeap(year) ? 366 : 365
    }
    while year < wanted.year {
      days += isLeap(year) ? 366 : 365
      year += 1
    }
    for month in 1..<wanted.month { days += length(of: LocalDay(year: year, month: month, day: 1)) }
    return days
  }

  private static func isLeap(_ year: Int) -> Bool {
    year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
  }

  private static func length(of day: LocalDay) -> Int {
    if day.month == 2 { return isLeap(day.year) ? 29 : 28 }
    return [4, 6, 9, 11].contains(day.month) ? 30 : 31
  }
}

/// A ledger in memory.
struct FakeLedger: LedgerBook {
  var rows: [LedgerRow] = []

  func ledger(
    since: Int?, until: Int?, session: SessionID?, _ row: (LedgerRow) -> Void
  ) throws(StoreError) {
    for found in rows
    where found.at >= since ?? .min && found.at < until ?? .max
      && (session == nil || found.session == session)
    {
      row(found)
    }
  }

  func spent(
    since: Int?, project: String?, excluding: SessionID?
  ) throws(StoreError) -> SpentTotals {
    var sum = SpentTotals()
    for found in rows
    where found.at >= since ?? .min && (project == nil || found.project == project)
      && (excluding == nil || found.session != excluding)
    {
      sum.add(found.entry)
    }
    return sum
  }
}
