public import Engine

/// Numbers as the screen and reports show them.
public enum NumberText {
  /// `1204` → `1,204`.
  public static func grouped(_ value: Int) -> String {
    let digits = Array(String(value.magnitude))
    var text = value < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
      text.append(digit)
    }
    return text
  }

  /// `12400` → `12.4k`, `1000000` → `1M`; below a thousand as it is. Rounded
  /// down, so that 999,999 is never shown as a million.
  public static func compact(_ value: Int) -> String {
    switch value {
    case ..<1000: String(max(0, value))
    case ..<1_000_000: scaled(value, by: 1000) + "k"
    default: scaled(value, by: 1_000_000) + "M"
    }
  }

  private static func scaled(_ value: Int, by unit: Int) -> String {
    let tenths = value / (unit / 10)
    guard tenths < 1000, tenths % 10 != 0 else { return String(tenths / 10) }
    return "\(tenths / 10).\(tenths % 10)"
  }

  /// Dollars: four decimals below one dollar (a short turn costs fractions of
  /// a cent), two above. Rounded to nearest.
  public static func dollars(_ amount: NanoDollars) -> String {
    let sign = amount.count < 0 ? "-" : ""
    let nano = amount.count.magnitude
    guard nano > 0 else { return "$0" }
    let tenthOfMills = (nano + 50_000) / 100_000
    if tenthOfMills == 0 { return sign + "<$0.0001" }
    if tenthOfMills < 10_000 { return "\(sign)$0.\(padded(tenthOfMills, to: 4))" }
    return cents(amount)
  }

  /// Dollars with two decimals, rounded to nearest; a part of the first cent is
  /// never told as nothing.
  static func cents(_ amount: NanoDollars) -> String {
    if (1..<10_000_000).contains(amount.count) { return "<$0.01" }
    let cents = (amount.count.magnitude + 5_000_000) / 10_000_000
    return "\(amount.count < 0 ? "-" : "")$\(cents / 100).\(padded(cents % 100, to: 2))"
  }

  /// Nano-dollars per million tokens as dollars: `3`, `0.30`, `0.0375`.
  static func price(_ nanoPerMillion: Int64) -> String {
    let tenthOfMills = max(0, nanoPerMillion) / 100_000
    let whole = tenthOfMills / 10_000
    let rest = tenthOfMills % 10_000
    if rest == 0 { return "$\(whole)" }
    if rest % 100 == 0 { return "$\(whole).\(padded(UInt64(rest / 100), to: 2))" }
    if rest % 10 == 0 { return "$\(whole).\(padded(UInt64(rest / 10), to: 3))" }
    return "$\(whole).\(padded(UInt64(rest), to: 4))"
  }

  private static func padded(_ value: UInt64, to count: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, count - digits.count)) + digits
  }

  /// A duration for the status line: `3s`, `2m05s`.
  static func shortSeconds(_ seconds: Int) -> String {
    seconds < 60 ? "\(seconds)s" : "\(seconds / 60)m\(padded(UInt64(seconds % 60), to: 2))s"
  }

  /// Milliseconds as seconds with one decimal, rounded to nearest: `0.4`.
  public static func tenthsOfSeconds(_ milliseconds: Int) -> String {
    let tenths = (max(0, milliseconds) + 50) / 100
    return "\(tenths / 10).\(tenths % 10)"
  }

  /// A duration in a sentence: `14 s`, `2 min 5 s`.
  static func seconds(_ seconds: Int) -> String {
    if seconds < 60 { return "\(seconds) s" }
    return seconds % 60 == 0 ? "\(seconds / 60) min" : "\(seconds / 60) min \(seconds % 60) s"
  }

  /// Seconds of the day as `14:02`.
  static func clock(secondsOfDay: Int) -> String {
    let minutes = ((secondsOfDay % 86_400) + 86_400) % 86_400 / 60
    return padded(UInt64(minutes / 60), to: 2) + ":" + padded(UInt64(minutes % 60), to: 2)
  }
}
