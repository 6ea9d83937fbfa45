/// An amount of US dollars in whole nano-dollars (10⁻⁹ $). Sums stop at the
/// ends of the range (± 9.2 billion dollars).
public struct NanoDollars: Hashable, Comparable, Sendable {
  /// The amount.
  public var count: Int64

  /// `count` nano-dollars.
  public init(_ count: Int64) { self.count = count }

  /// The most that people can mean by an amount: a million dollars.
  public static let mostDollars = 1e6

  /// An amount as people write it, up to `mostDollars`; `nil`: not one, or
  /// less than nothing.
  public init?(dollars: Double) {
    guard dollars >= 0, dollars <= Self.mostDollars else { return nil }
    count = Int64((dollars * 1e9).rounded())
  }

  /// Nothing.
  public static let zero = NanoDollars(0)

  /// Orders by amount.
  public static func < (left: NanoDollars, right: NanoDollars) -> Bool { left.count < right.count }

  /// Sums.
  public static func + (left: NanoDollars, right: NanoDollars) -> NanoDollars {
    NanoDollars(left.count.addingSaturated(right.count))
  }

  /// Decimal places of a nano-dollar.
  private static let places = 9

  /// The amount in dollars with `decimals` places (0…9), rounded half away
  /// from zero, `.` as the mark: `0.0432`, `1.27`, `-3`.
  public func dollars(decimals: Int) -> String {
    let kept = min(max(decimals, 0), NanoDollars.places)
    var unit: UInt64 = 1
    for _ in kept..<NanoDollars.places { unit *= 10 }
    let units = (count.magnitude + unit / 2) / unit
    var digits = String(units)
    if kept > 0 {
      digits = String(repeating: "0", count: max(0, kept + 1 - digits.count)) + digits
      digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -kept))
    }
    return count < 0 && units > 0 ? "-" + digits : digits
  }

  /// The exact amount in dollars in the shortest form, valid as a JSON
  /// number: `0`, `0.0432`, `1.27`.
  public var decimal: String {
    var text = dollars(decimals: NanoDollars.places)
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }
}
