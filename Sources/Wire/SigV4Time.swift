/// A moment in the two forms that a signature holds, from pure arithmetic: no
/// locale, no time zone data, no shared buffer of libc.
struct SigV4Time: Hashable, Sendable {
  /// `20261121T120000Z`.
  let dateTime: String
  /// `20261121`.
  let date: String

  private static let secondsPerDay = 86_400
  /// 400 years of the Gregorian calendar.
  private static let daysPerEra = 146_097
  /// From 0000-03-01, where eras begin here, to 1970-01-01.
  private static let daysFromEraStartToEpoch = 719_468

  /// The moment `unixSeconds` after 1970 began, UTC; years 1…9999.
  init(unixSeconds: Int) {
    let latest = 253_402_300_799, earliest = -62_135_596_800
    let seconds = min(max(unixSeconds, earliest), latest)
    let second = seconds - Self.floorQuotient(seconds, Self.secondsPerDay) * Self.secondsPerDay
    let day = Self.civil(daysSinceEpoch: Self.floorQuotient(seconds, Self.secondsPerDay))
    date =
      Self.digits(day.year, count: 4) + Self.digits(day.month, count: 2)
      + Self.digits(day.day, count: 2)
    dateTime =
      "\(date)T" + Self.digits(second / 3600, count: 2) + Self.digits(second / 60 % 60, count: 2)
      + Self.digits(second % 60, count: 2) + "Z"
  }

  /// Years are counted from 1 March, so that a leap day ends its year: then
  /// the days of a month follow from one linear formula.
  private static func civil(daysSinceEpoch: Int) -> (year: Int, month: Int, day: Int) {
    let days = daysSinceEpoch + daysFromEraStartToEpoch
    let era = floorQuotient(days, daysPerEra)
    let dayOfEra = days - era * daysPerEra
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, day)
  }

  private static func floorQuotient(_ dividend: Int, _ divisor: Int) -> Int {
    let quotient = dividend / divisor
    return dividend % divisor < 0 ? quotient - 1 : quotient
  }

  private static func digits(_ value: Int, count: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, count - text.count)) + text
  }
}
