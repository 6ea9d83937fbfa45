import Engine

/// A model's facts as short texts. Prices are those of the inference profile
/// through which the model is called: what a turn will really be booked with.
struct ModelText {
  let model: ModelDescriptor
  /// `us`, `global` …; `nil`: the bare id is called.
  let profilePrefix: String?
  /// Whether it is called at its maker's, not at Bedrock.
  let isDirect: Bool

  init(_ model: ModelDescriptor, in configuration: AppConfiguration) {
    self.model = model
    profilePrefix = configuration.profilePrefix(model)
    isDirect = configuration.api ?? model.preferredAPI == .messages
  }

  /// `$3 in, $15 out, $0.30 cached per M tokens`.
  var prices: String {
    guard let prices = model.prices?.base else { return "price unknown" }
    let read = prices.cacheRead.map { ", \(price($0)) cached" } ?? ""
    return "\(price(prices.input)) in, \(price(prices.output)) out\(read) per M tokens"
  }

  /// `$3/15/0.30`, dollars per million tokens in, out and read from the cache.
  var priceColumn: String {
    guard let prices = model.prices?.base else { return "price unknown" }
    let read = prices.cacheRead.map { "/" + price($0).dropFirst() } ?? ""
    return price(prices.input) + "/" + price(prices.output).dropFirst() + read
  }

  /// Where the prices come from: `us. profile: list price + 10 %`, source and
  /// date.
  var priceSource: String? {
    guard let list = model.prices else { return nil }
    let surcharge = list.permille(profilePrefix: profilePrefix) - 1000
    let factor =
      surcharge == 0 || profilePrefix == nil
      ? nil
      : "through the \(profilePrefix ?? "") profile: list price "
        + "\(surcharge < 0 ? "-" : "+") \(Self.percent(surcharge.magnitude)) %"
    return [factor, list.source, list.date].compactMap { $0 }.filter { !$0.isEmpty }
      .joined(separator: " · ")
  }

  /// The id that is called.
  var calledID: String {
    if isDirect { return model.directId ?? model.modelId }
    return (profilePrefix.map { prefix(of: $0) } ?? "") + model.modelId
  }

  private func prefix(of profile: String) -> String {
    model.modelId.hasPrefix(profile + ".") || model.modelId.hasPrefix("arn:") ? "" : profile + "."
  }

  /// What reading `tokens` anew costs; `nil`: price unknown.
  func readingCost(tokens: Int) -> NanoDollars? {
    model.prices?.cost(of: TokenUsage(input: tokens), profilePrefix: profilePrefix)
  }

  private func price(_ nanoPerMillion: Int64) -> String {
    let permille = model.prices?.permille(profilePrefix: profilePrefix) ?? 1000
    let (product, overflow) = nanoPerMillion.multipliedReportingOverflow(by: permille)
    return NumberText.price(overflow ? nanoPerMillion : product / 1000)
  }

  private static func percent(_ permille: UInt64) -> String {
    permille % 10 == 0 ? "\(permille / 10)" : "\(permille / 10).\(permille % 10)"
  }
}

extension AppState {
  /// The model of `key` in words.
  func text(of model: ModelDescriptor) -> ModelText { ModelText(model, in: configuration) }
}
