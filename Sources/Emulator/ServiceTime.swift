/// UTC calendar time to and from seconds since 1970, for the three forms that
/// the protocols use.
enum ServiceTime {
  static let secondsPerDay = 86_400

  /// Days since 1970-01-01 of a date of the proleptic Gregorian calendar,
  /// counted in 400-year eras that begin in March.
  static func days(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  private static func date(days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9)
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
      dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    )
  }

  /// Seconds of a stamp like `20261121T043205Z`; `nil` for any other text.
  static func seconds(ofStamp stamp: some StringProtocol) -> Int? {
    let bytes = Array(stamp.utf8)
    guard bytes.count == 16, bytes[8] == UInt8(ascii: "T"), bytes[15] == UInt8(ascii: "Z") else {
      return nil
    }
    func number(_ range: Range<Int>) -> Int? {
      var value = 0
      for byte in bytes[range] {
        guard byte >= 0x30, byte <= 0x39 else { return nil }
        value = value * 10 + Int(byte - 0x30)
      }
      return value
    }
    guard let year = number(0..<4), let month = number(4..<6), let day = number(6..<8),
      let hour = number(9..<11), let minute = number(11..<13), let second = number(13..<15),
      (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 61
    else { return nil }
    return days(year: year, month: month, day: day) * secondsPerDay + hour * 3600 + minute * 60
      + second
  }

  /// `20261121T043205Z`.
  static func stamp(_ seconds: Int) -> String {
    let parts = Parts(seconds)
    return "\(pad(parts.year, 4))\(pad(parts.month))\(pad(parts.day))"
      + "T\(pad(parts.hour))\(pad(parts.minute))\(pad(parts.second))Z"
  }

  /// `Sat, 21 Nov 2026 04:32:05 GMT`, as the `Date` header has it.
  static func httpDate(_ seconds: Int) -> String {
    let parts = Parts(seconds)
    let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    let weekday = weekdays[(parts.days % 7 + 7) % 7]
    return "\(weekday), \(pad(parts.day)) \(months[parts.month - 1]) \(pad(parts.year, 4)) "
      + "\(pad(parts.hour)):\(pad(parts.minute)):\(pad(parts.second)) GMT"
  }

  private struct Parts {
    var days: Int, year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int

    init(_ seconds: Int) {
      days =
        seconds >= 0 ? seconds / secondsPerDay : -((secondsPerDay - 1 - seconds) / secondsPerDay)
      let rest = seconds - days * secondsPerDay
      (year, month, day) = ServiceTime.date(days: days)
      hour = rest / 3600
      minute = rest / 60 % 60
      second = rest % 60
    }
  }

  private static func pad(_ number: Int, _ width: Int = 2) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }
}
