/// A day of the Gregorian calendar, from pure arithmetic: no locale, no time
/// zone data, no shared buffer of libc.
///
/// Years are counted from 1 March, so that a leap day ends its year: then the
/// days of a month follow from one linear formula.
struct CivilDate: Hashable, Sendable {
  var year: Int
  var month: Int
  var day: Int

  static let secondsPerDay = 86_400
  /// 400 years of the Gregorian calendar.
  private static let daysPerEra = 146_097
  /// From 0000-03-01, where eras begin here, to 1970-01-01.
  private static let daysFromEraStartToEpoch = 719_468
  /// First and last second of the years 1…9999, which have four digits.
  static let representableSeconds = -62_135_596_800...253_402_300_799

  init(daysSinceEpoch: Int) {
    let days = daysSinceEpoch + Self.daysFromEraStartToEpoch
    let era = Self.floorQuotient(days, Self.daysPerEra)
    let dayOfEra = days - era * Self.daysPerEra
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
  }

  /// `nil` for a day that the calendar does not have, and outside of the years
  /// 1…9999.
  init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else {
      return nil
    }
    self.year = year
    self.month = month
    self.day = day
    // The days that months lack come out as days of the next one.
    guard CivilDate(daysSinceEpoch: daysSinceEpoch) == self else { return nil }
  }

  /// Days from 1970-01-01; earlier ones are negative.
  var daysSinceEpoch: Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = Self.floorQuotient(shiftedYear, 400)
    let yearOfEra = shiftedYear - era * 400
    let monthFromMarch = month > 2 ? month - 3 : month + 9
    let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * Self.daysPerEra + dayOfEra - Self.daysFromEraStartToEpoch
  }

  /// Splits a moment into its day and the second of that day; moments outside
  /// of the years 1…9999 become the nearest one inside.
  static func split(unixSeconds: Int) -> (date: CivilDate, second: Int) {
    let range = representableSeconds
    let seconds = min(max(unixSeconds, range.lowerBound), range.upperBound)
    let days = floorQuotient(seconds, secondsPerDay)
    return (CivilDate(daysSinceEpoch: days), seconds - days * secondsPerDay)
  }

  /// `value` with zeros in front up to `count` digits.
  static func digits(_ value: Int, count: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, count - text.count)) + text
  }

  private static func floorQuotient(_ dividend: Int, _ divisor: Int) -> Int {
    let quotient = dividend / divisor
    return dividend % divisor < 0 ? quotient - 1 : quotient
  }
}
