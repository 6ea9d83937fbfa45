/// Moments as AWS's files and services write them (ISO 8601).
public enum ISO8601Time {
  /// `2026-11-21T12:51:54Z`; years 1…9999.
  public static func text(unixSeconds: Int) -> String {
    let (day, second) = CivilDate.split(unixSeconds: unixSeconds)
    let date =
      CivilDate.digits(day.year, count: 4) + "-" + CivilDate.digits(day.month, count: 2) + "-"
      + CivilDate.digits(day.day, count: 2)
    return date + "T" + CivilDate.digits(second / 3600, count: 2) + ":"
      + CivilDate.digits(second / 60 % 60, count: 2) + ":"
      + CivilDate.digits(second % 60, count: 2) + "Z"
  }

  /// Whole seconds since 1970. Takes a date and a time with or without
  /// separators, a fraction of a second (dropped), and `Z`, `UTC`, an offset
  /// or nothing for the zone; nothing means UTC. `nil` for anything else.
  public static func unixSeconds(_ text: String) -> Int? {
    var reader = ISO8601Reader(text)
    return reader.moment()
  }
}

/// Reads one moment from its beginning to its end.
private struct ISO8601Reader {
  private var rest: ArraySlice<UInt8>

  init(_ text: String) { rest = Array(text.utf8)[...] }

  mutating func moment() -> Int? {
    guard let year = number(digits: 4) else { return nil }
    let hasDashes = take("-")
    guard let month = number(digits: 2), !hasDashes || take("-"), let day = number(digits: 2),
      let date = CivilDate(year: year, month: month, day: day), take("T") || take("t") || take(" "),
      let hour = number(digits: 2)
    else { return nil }
    let hasColons = take(":")
    guard let minute = number(digits: 2) else { return nil }
    var second = 0
    if !hasColons || take(":") {
      guard let value = number(digits: 2), skipFraction() else { return nil }
      second = value
    }
    // A leap second counts as the second after it.
    guard hour < 24, minute < 60, second <= 60, let offset = zone(), rest.isEmpty else {
      return nil
    }
    return date.daysSinceEpoch * CivilDate.secondsPerDay + hour * 3600 + minute * 60 + second
      - offset
  }

  /// Seconds east of Greenwich.
  private mutating func zone() -> Int? {
    if rest.isEmpty || take("Z") || take("z") { return 0 }
    if rest.elementsEqual(" UTC".utf8) || rest.elementsEqual("UTC".utf8) {
      rest = []
      return 0
    }
    let isEast = take("+")
    guard isEast || take("-"), let hours = number(digits: 2), hours < 24 else { return nil }
    var minutes = 0
    if take(":") || !rest.isEmpty {
      guard let value = number(digits: 2), value < 60 else { return nil }
      minutes = value
    }
    return (hours * 3600 + minutes * 60) * (isEast ? 1 : -1)
  }

  private mutating func skipFraction() -> Bool {
    guard take(".") || take(",") else { return true }
    let count = rest.prefix { (0x30...0x39).contains($0) }.count
    rest = rest.dropFirst(count)
    return count > 0
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: character) else { return false }
    rest = rest.dropFirst()
    return true
  }

  private mutating func number(digits count: Int) -> Int? {
    let text = rest.prefix(count)
    guard text.count == count, text.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    rest = rest.dropFirst(count)
    return text.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }
}
