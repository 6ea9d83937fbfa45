/// Prices of a model in nano-dollars per **million** tokens (3 $ per million
/// = 3,000,000,000), base price without a profile's factor.
public struct TokenPrices: Hashable, Sendable {
  /// Nano-dollars per million tokens of each class; `nil` where the class is
  /// not offered or its price is unknown.
  public var input: Int64, output: Int64
  public var cacheWrite5m: Int64?, cacheWrite1h: Int64?, cacheRead: Int64?

  /// Prices, in nano-dollars per million tokens.
  public init(
    input: Int64, output: Int64, cacheWrite5m: Int64? = nil, cacheWrite1h: Int64? = nil,
    cacheRead: Int64? = nil
  ) {
    self.input = input
    self.output = output
    self.cacheWrite5m = cacheWrite5m
    self.cacheWrite1h = cacheWrite1h
    self.cacheRead = cacheRead
  }
}

/// A price list with its provenance.
public struct PriceList: Hashable, Sendable {
  /// Prices up to `longPromptThreshold` prompt tokens.
  public var base: TokenPrices
  /// Prices of the whole request beyond the threshold.
  public var longPrompt: TokenPrices?
  /// Prompt tokens above which `longPrompt` holds.
  public var longPromptThreshold: Int?
  /// Thousandths by which a geographic profile (`us.`, `eu.`, …) multiplies
  /// the price: 1000 or 1100.
  public var geographicPermille: Int64
  /// The same for `us-gov.`.
  public var govPermille: Int64
  /// Where the numbers come from, and when they were read (`YYYY-MM-DD`).
  public var source: String, date: String

  /// A price list.
  public init(
    base: TokenPrices, longPrompt: TokenPrices? = nil, longPromptThreshold: Int? = nil,
    geographicPermille: Int64 = 1000, govPermille: Int64 = 1000, source: String, date: String
  ) {
    self.base = base
    self.longPrompt = longPrompt
    self.longPromptThreshold = longPromptThreshold
    self.geographicPermille = geographicPermille
    self.govPermille = govPermille
    self.source = source
    self.date = date
  }
}
