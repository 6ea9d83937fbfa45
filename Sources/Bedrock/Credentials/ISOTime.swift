/// Times as AWS writes them into JSON, XML and cache files.
enum ISOTime {
  private static let secondsPerHour = 3600

  /// Unix time of `2026-11-21T12:51:54Z`, also with a fraction, with an offset
  /// (`+00:00`, `+0000`) or with the `UTC` of older cache files; `nil` for
  /// anything else.
  static func unixSeconds(_ text: String) -> Int? {
    let bytes = Array(text.trimmed.utf8)
    guard bytes.count >= 20, let year = number(bytes[0..<4]), let month = number(bytes[5..<7]),
      let day = number(bytes[8..<10]), let hour = number(bytes[11..<13]),
      let minute = number(bytes[14..<16]), let second = number(bytes[17..<19]),
      bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " "),
      bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
      (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second <= 60,
      let offset = offsetSeconds(bytes[19...])
    else { return nil }
    let days = HTTPDate.daysSinceEpoch(year: year, month: month, day: day)
    return ((days * 24 + hour) * 60 + minute) * 60 + second - offset
  }

  /// East of Greenwich, behind an optional fraction of a second.
  private static func offsetSeconds(_ rest: ArraySlice<UInt8>) -> Int? {
    var rest = rest
    if rest.first == UInt8(ascii: ".") || rest.first == UInt8(ascii: ",") {
      rest = rest.dropFirst().drop { (0x30...0x39).contains($0) }
    }
    let zone = String(decoding: rest, as: UTF8.self)
    if ["Z", "z", "UTC", " UTC"].contains(zone) { return 0 }
    guard let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else {
      return nil
    }
    let digits = rest.dropFirst().filter { $0 != UInt8(ascii: ":") }
    guard digits.count == 4, let hours = number(digits[..<2]), let minutes = number(digits[2...]),
      hours < 24, minutes < 60
    else { return nil }
    let seconds = hours * secondsPerHour + minutes * 60
    return sign == UInt8(ascii: "-") ? -seconds : seconds
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }
}
