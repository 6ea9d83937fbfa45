internal import Engine
internal import Interface
internal import TextModel

/// Amounts, tokens and bars as reports write them: in the signs of a UTF-8
/// terminal or in ASCII alone.
struct CostText: Sendable {
  /// Whether characters beyond ASCII may be written.
  let isUnicode: Bool

  /// In front of what is at least so much.
  var atLeast: String { isUnicode ? "≥" : ">=" }
  /// Between facts.
  var dot: String { isUnicode ? " · " : ", " }

  /// `≥$1.2300`, `price unknown`, `$1.2300 + unknown`: four decimals, so that
  /// columns line up; the exact sum is in `fullCost`.
  func cost(_ sum: CostSum) -> String {
    guard !sum.isUnknown else { return "price unknown" }
    let mark = sum.spent.isLowerBound ? atLeast : ""
    let rest = sum.unknownRequests > 0 ? " + unknown" : ""
    return mark + Self.dollars(sum.spent.cost) + rest
  }

  /// The sum with the tokens that have no price, to the nano-dollar where
  /// nothing else is said: `≥$1.234567 + price unknown for 12,345 tok`.
  func fullCost(
    _ sum: CostSum, write: (NanoDollars) -> String = { "$" + $0.decimal }
  ) -> String {
    let unknown = sum.unknownRequests > 0 ? unknownPrice(sum) : nil
    let mark = sum.spent.isLowerBound ? atLeast : ""
    let known = sum.isUnknown ? nil : mark + write(sum.spent.cost)
    return [known, unknown].compactMap { $0 }.joined(separator: " + ")
  }

  /// `price unknown for 12,345 tok`.
  private func unknownPrice(_ sum: CostSum) -> String {
    let mark = sum.isUnknown && sum.spent.isLowerBound ? atLeast : ""
    return "price unknown for \(mark)\(NumberText.grouped(sum.unknownTokens)) tok"
  }

  /// The most that it can be, where that is another number and known; exact
  /// where nothing else is said.
  func upperBound(
    _ sum: CostSum, write: (NanoDollars) -> String = { "$" + $0.decimal }
  ) -> String? {
    guard sum.spent.isLowerBound, let most = sum.upperBound else { return nil }
    return "at most " + write(most)
  }

  /// Four decimals; what they would round to nothing is told exactly.
  static func dollars(_ amount: NanoDollars) -> String {
    "$" + ((1..<50_000).contains(amount.count) ? amount.decimal : amount.dollars(decimals: 4))
  }

  /// `65 %`; what is something is not 0 %.
  static func percent(_ permille: Int) -> String {
    permille > 0 && permille < 5 ? "<1 %" : "\((permille + 5) / 10) %"
  }

  /// `0.9 s`.
  static func seconds(milliseconds: Int) -> String {
    NumberText.tenthsOfSeconds(milliseconds) + " s"
  }

  /// Tokens per second, from tenths.
  static func rate(tenths: Int) -> String { "\((tenths + 5) / 10)" }

  /// Every class with its name.
  func tokens(_ usage: TokenUsage) -> String {
    [
      "\(NumberText.grouped(usage.input)) input",
      "\(NumberText.grouped(usage.cacheRead)) read from cache",
      "\(NumberText.grouped(usage.cacheWrite5m)) written to it for 5 min",
      "\(NumberText.grouped(usage.cacheWrite1h)) for 1 h",
      "\(NumberText.grouped(usage.output)) output",
    ].joined(separator: dot)
  }

  /// `15: 12 final, 1 estimated, 1 failed, 1 running`.
  func requests(_ sum: CostSum) -> String {
    let kinds = [LedgerEntry.Status.final, .estimated, .failed, .running].compactMap { status in
      sum.requests[status].map { "\(NumberText.grouped($0)) \(status.rawValue)" }
    }
    return "\(NumberText.grouped(sum.spent.requests)): \(kinds.joined(separator: ", "))"
  }

  /// `first token 0.9 s, 76 tok/s (medians)`; `nil`: nothing was measured.
  func speed(_ sum: CostSum) -> String? {
    guard let first = sum.firstTokens.median else { return nil }
    let rate = sum.rates.median.map { ", \(Self.rate(tenths: $0)) tok/s" } ?? ""
    return "first token \(Self.seconds(milliseconds: first))\(rate) (medians)"
  }

  /// A bar of `permille` of `columns`; what is something has a bar.
  func bar(permille: Int, columns: Int) -> String {
    guard permille > 0, columns > 0 else { return "" }
    let parts = isUnicode ? Self.blocks : ["#"]
    let steps = min(columns * parts.count, max(1, (permille * columns * parts.count + 500) / 1000))
    let whole = String(repeating: parts[parts.count - 1], count: steps / parts.count)
    let rest = steps % parts.count
    return rest == 0 ? whole : whole + parts[rest - 1]
  }

  /// Blocks of one to eight eighths of a cell.
  private static let blocks = ["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"]

  /// `text` on one line in signs that may be written, in at most `columns`.
  func label(_ text: String, columns: Int) -> String {
    let line = String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
    guard !isUnicode else { return TextLayout.truncated(line, to: columns) }
    let plain = line.map { character in
      character.isASCII ? String(character) : "?"
    }.joined()
    guard plain.count > columns else { return plain }
    return columns > 3 ? plain.prefix(columns - 3) + "..." : String(plain.prefix(columns))
  }
}
