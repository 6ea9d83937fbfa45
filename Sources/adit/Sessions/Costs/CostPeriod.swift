/// From when to when costs are summed up.
struct CostPeriod: Hashable, Sendable {
  /// Milliseconds since 1970, the first moment inside and the first one
  /// outside; `nil`: from the beginning, until now.
  var since: Int?, until: Int?

  /// What a period may be, for sentences.
  static let accepted =
    "24h, 7d, 2w (hours, days, weeks back from now), today, yesterday or a date as 2026-11-21"

  /// What is summed up unless something else is asked for, days.
  static let defaultDays = 30

  /// Longest way back; a number beyond it is a slip. A century, in hours.
  private static let mostHours = 876_000

  /// The last `defaultDays`.
  static func standard(now: Int) -> CostPeriod {
    CostPeriod(since: now - defaultDays * 24 * 3_600_000)
  }

  /// When the time that `text` names begins; `nil`: `text` names none.
  static func beginning(_ text: String, now: Int, in calendar: LocalCalendar) -> Int? {
    day(text, now: now, in: calendar).map { calendar.start($0) * 1000 } ?? back(text, from: now)
  }

  /// When the time that `text` names is over: a day counts whole.
  static func end(_ text: String, now: Int, in calendar: LocalCalendar) -> Int? {
    guard var day = day(text, now: now, in: calendar) else { return back(text, from: now) }
    day.day += 1
    return calendar.start(day) * 1000
  }

  private static func day(_ text: String, now: Int, in calendar: LocalCalendar) -> LocalDay? {
    let today = calendar.day(atMilliseconds: now)
    switch text {
    case "today": return today
    case "yesterday":
      // Noon is in the middle of a day, however long that is.
      return calendar.day(atMilliseconds: calendar.start(today) * 1000 - 12 * 3_600_000)
    default:
      guard let day = LocalDay(text),
        calendar.day(atMilliseconds: calendar.start(day) * 1000) == day
      else { return nil }
      return day
    }
  }

  /// `7d` and its like.
  private static func back(_ text: String, from now: Int) -> Int? {
    let hours: Int
    switch text.last {
    case "h": hours = 1
    case "d": hours = 24
    case "w": hours = 7 * 24
    default: return nil
    }
    let digits = text.dropLast()
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let count = Int(digits), count > 0, count <= mostHours / hours
    else { return nil }
    return now - count * hours * 3_600_000
  }
}
