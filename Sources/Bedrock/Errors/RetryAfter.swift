/// How long a service asks to wait before the next try.
enum RetryAfter {
  /// Longer waits are pointless to honour; the engine caps far below.
  private static let maximumMilliseconds = 86_400_000

  /// AWS's hint lengthens the client's own delay by this at most
  /// (bedrock-wire 7.3).
  static let leewayMilliseconds = 5_000

  /// Milliseconds from `x-amz-retry-after` (ms), `retry-after-ms`, or
  /// `retry-after` (seconds or an HTTP date); `nil` where none is usable.
  static func milliseconds(headers: [HTTPHeader], unixSeconds: Int) -> Int? {
    func header(_ name: String) -> String? { headers.first { $0.name == name }?.value.trimmed }
    let direct = [header("x-amz-retry-after"), header("retry-after-ms")].lazy
      .compactMap { $0.flatMap(wholeNumber) }.first
    if let direct { return min(direct, maximumMilliseconds) }
    guard let text = header("retry-after") else { return nil }
    let seconds = wholeNumber(text) ?? HTTPDate.unixSeconds(text).map { max(0, $0 - unixSeconds) }
    guard let seconds else { return nil }
    return min(seconds, maximumMilliseconds / 1000) * 1000
  }

  /// The bound of a wish that came as `x-amz-retry-after`.
  static func leewayMilliseconds(headers: [HTTPHeader]) -> Int? {
    let hint = headers.first { $0.name == "x-amz-retry-after" }?.value.trimmed
    return hint.flatMap(wholeNumber) == nil ? nil : leewayMilliseconds
  }

  /// The whole part of a number that is not negative.
  private static func wholeNumber(_ text: String) -> Int? {
    guard let number = Double(text), number >= 0, number < Double(Int32.max) else { return nil }
    return Int(number)
  }
}

/// Dates in HTTP headers.
public enum HTTPDate {
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Unix time of `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 IMF-fixdate);
  /// `nil` for anything else.
  public static func unixSeconds(_ text: String) -> Int? {
    let parts = text.split { $0 == " " || $0 == "," || $0 == ":" }
    guard parts.count == 8, parts[7] == "GMT", let day = Int(parts[1]),
      let month = months.firstIndex(of: String(parts[2])), let year = Int(parts[3]),
      let hour = Int(parts[4]), let minute = Int(parts[5]), let second = Int(parts[6])
    else { return nil }
    return unixSeconds(
      year: year, month: month + 1, day: day, hour: hour, minute: minute, second: second)
  }

  /// Unix time of a moment in UTC; `nil` where a part is out of range.
  static func unixSeconds(
    year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int
  ) -> Int? {
    guard (1970...9999).contains(year), (1...12).contains(month), (1...31).contains(day),
      (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second)
    else { return nil }
    let days = daysSinceEpoch(year: year, month: month, day: day)
    return ((days * 24 + hour) * 60 + minute) * 60 + second
  }

  /// Days from 1970-01-01 in the Gregorian calendar, with years counted from
  /// March so that the leap day comes last.
  private static func daysSinceEpoch(year: Int, month: Int, day: Int) -> Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return shiftedYear * 365 + shiftedYear / 4 - shiftedYear / 100 + shiftedYear / 400 + dayOfYear
      - 719_468
  }
}
