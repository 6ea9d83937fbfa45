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
    let time = localTime()
    return Int(time.tm_hour) * 3600 + Int(time.tm_min) * 60 + Int(time.tm_sec)
  }

  private static func localTime() -> tm {
    var now = time(nil)
    var parts = tm()
    localtime_r(&now, &parts)
    return parts
  }

  private static func twoDigits(_ number: Int32) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}
