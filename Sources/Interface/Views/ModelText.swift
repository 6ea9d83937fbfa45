import Engine

/// A model's facts as short texts.
enum ModelText {
  /// `$3 in, $15 out, $0.30 cached per M tokens`.
  static func prices(of model: ModelDescriptor) -> String {
    guard let prices = model.prices?.base else { return "price unknown" }
    let read = prices.cacheRead.map { ", \(NumberText.price($0)) cached" } ?? ""
    return "\(NumberText.price(prices.input)) in, \(NumberText.price(prices.output)) out"
      + "\(read) per M tokens"
  }

  /// `3/15/0.30`, dollars per million tokens in, out and read from the cache.
  static func priceColumn(of model: ModelDescriptor) -> String {
    guard let prices = model.prices?.base else { return "price unknown" }
    let read = prices.cacheRead.map { "/" + NumberText.price($0).dropFirst() } ?? ""
    return NumberText.price(prices.input) + "/" + NumberText.price(prices.output).dropFirst() + read
  }

  /// What reading `tokens` anew costs on `model`; `nil`: price unknown.
  static func readingCost(tokens: Int, on model: ModelDescriptor) -> NanoDollars? {
    model.prices?.cost(of: TokenUsage(input: tokens), profilePrefix: nil)
  }
}
