/// Moments as the log and reports write them: UTC, ISO 8601, milliseconds.
enum Timestamp {
  private static let secondsPerDay = 86_400
  /// The last second of the year 9999; later moments are written as this one.
  private static let latestSecond = 253_402_300_799

  /// `2026-11-21T09:38:08.123Z`.
  static func text(unixMilliseconds: Int) -> String {
    let milliseconds = max(0, unixMilliseconds)
    return text(unixSeconds: milliseconds / 1000, fraction: ".\(padded(milliseconds % 1000, 3))")
  }

  /// `2026-11-21T09:38:08Z`.
  static func text(unixSeconds: Int) -> String { text(unixSeconds: unixSeconds, fraction: "") }

  private static func text(unixSeconds: Int, fraction: String) -> String {
    let seconds = min(max(0, unixSeconds), latestSecond)
    let day = civil(daysSinceEpoch: seconds / secondsPerDay)
    let time = seconds % secondsPerDay
    return "\(padded(day.year, 4))-\(padded(day.month, 2))-\(padded(day.day, 2))T"
      + "\(padded(time / 3600, 2)):\(padded(time / 60 % 60, 2)):\(padded(time % 60, 2))\(fraction)Z"
  }

  /// The Gregorian date, by the arithmetic of years that begin on 1 March.
  private static func civil(daysSinceEpoch: Int) -> (year: Int, month: Int, day: Int) {
    let days = daysSinceEpoch + 719_468
    let era = days / 146_097
    let dayOfEra = days % 146_097
    let year = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * year + year / 4 - year / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (
      era * 400 + year + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    )
  }

  private static func padded(_ number: Int, _ digits: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
