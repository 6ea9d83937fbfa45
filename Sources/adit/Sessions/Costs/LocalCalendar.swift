internal import Glibc

/// A day of the user's calendar.
struct LocalDay: Hashable, Comparable, Sendable {
  var year: Int, month: Int, day: Int

  /// `2026-11-21`.
  var text: String { "\(Self.padded(year, to: 4))-\(Self.padded(month))-\(Self.padded(day))" }

  static func < (left: LocalDay, right: LocalDay) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }

  /// The day of `text`, as `YYYY-MM-DD`; `nil` for anything else. Whether the
  /// month has that day is the calendar's to say.
  init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts.map(\.count) == [4, 2, 2],
      text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
      year >= 1, (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  init(year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  private static func padded(_ number: Int, to count: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, count - digits.count)) + digits
  }
}

/// Where days begin and what o'clock it is: the user's time zone.
struct LocalCalendar: Sendable {
  /// The day and the second of it at a moment, seconds since 1970.
  var moment: @Sendable (_ unixSeconds: Int) -> (day: LocalDay, second: Int)
  /// The first second of a day, counted from 1970; days beyond the end of
  /// their month are those of the next one.
  var start: @Sendable (LocalDay) -> Int

  /// The day at `unixMilliseconds`.
  func day(atMilliseconds unixMilliseconds: Int) -> LocalDay {
    moment(Self.seconds(unixMilliseconds)).day
  }

  /// `2026-11-21 14:02:07` at `unixMilliseconds`.
  func text(atMilliseconds unixMilliseconds: Int) -> String {
    let (day, second) = moment(Self.seconds(unixMilliseconds))
    let parts = [second / 3600, second / 60 % 60, second % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return "\(day.text) \(parts.joined(separator: ":"))"
  }

  /// The moment at which the day of `unixMilliseconds` began, milliseconds.
  func startOfDay(atMilliseconds unixMilliseconds: Int) -> Int {
    start(day(atMilliseconds: unixMilliseconds)) * 1000
  }

  private static func seconds(_ milliseconds: Int) -> Int {
    let seconds = milliseconds / 1000
    return milliseconds % 1000 < 0 ? seconds - 1 : seconds
  }
}

extension LocalCalendar {
  /// A clock change moves midnight by no more than this many half hours.
  private static let mostHalfHours = 4

  /// The system's, by `TZ` and `/etc/localtime`.
  static let system = LocalCalendar(
    moment: { seconds in
      var parts = tm()
      var time = time_t(seconds)
      guard localtime_r(&time, &parts) != nil else {
        return (LocalDay(year: 1970, month: 1, day: 1), 0)
      }
      return (
        LocalDay(
          year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday)),
        Int(parts.tm_hour) * 3600 + Int(parts.tm_min) * 60 + Int(parts.tm_sec)
      )
    },
    start: { day in
      var parts = tm()
      parts.tm_year = Int32(clamping: day.year - 1900)
      parts.tm_mon = Int32(clamping: day.month - 1)
      parts.tm_mday = Int32(clamping: day.day)
      parts.tm_isdst = -1
      var start = mktime(&parts)
      // Where the clock jumps over midnight the day begins later.
      for _ in 0..<mostHalfHours where !isReached(day, at: start) { start += 1800 }
      return start
    })

  /// Whether `day` has begun at `time`.
  private static func isReached(_ day: LocalDay, at time: time_t) -> Bool {
    var time = time
    var parts = tm()
    guard localtime_r(&time, &parts) != nil else { return true }
    return LocalDay(
      year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday)) >= day
  }
}
