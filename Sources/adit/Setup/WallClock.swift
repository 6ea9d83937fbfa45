internal import Glibc

/// The user's day and time, from the system's own rules of time zones.
enum WallClock {
  /// Today's local date, `YYYY-MM-DD`.
  static func today() -> String {
    let time = localTime()
    return "\(1900 + time.tm_year)-\(twoDigits(time.tm_mon + 1))-\(twoDigits(time.tm_mday))"
  }

  /// Local seconds since midnight, now.
  static func secondsSinceMidnight() -> Int {
    secondsSinceMidnight(unixSeconds: time(nil))
  }

  /// Local seconds since midnight, then.
  static func secondsSinceMidnight(unixSeconds: Int) -> Int {
    let time = localTime(time_t(unixSeconds))
    return Int(time.tm_hour) * 3600 + Int(time.tm_min) * 60 + Int(time.tm_sec)
  }

  private static func localTime(_ moment: time_t = time(nil)) -> tm {
    var moment = moment
    var parts = tm()
    localtime_r(&moment, &parts)
    return parts
  }

  private static func twoDigits(_ number: Int32) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}
