import Engine

/// What a request is going to cost, and what is kept of the last ones.
enum EstimateText {
  /// `this send ≈ $0.31: 61k cached + 40k new; answer up to $0.25`.
  static func sentence(_ estimate: SendEstimate) -> String {
    let cost = estimate.input.map { "≈ \(NumberText.dollars($0))" } ?? "of unknown price"
    let new = "\(NumberText.compact(estimate.newTokens)) new"
    let parts =
      estimate.cachedTokens > 0
      ? "\(NumberText.compact(estimate.cachedTokens)) cached + \(new)" : "\(new) tokens"
    let answer = estimate.answerLimit.map { "; answer up to \(NumberText.dollars($0))" } ?? ""
    return "this send \(cost): \(parts)\(answer)"
  }

  /// What going on with `settings` re-reads: `re-reads 61k tokens ≈ $0.31`;
  /// `nil` without a context.
  static func rereading(
    _ settings: TurnSettings, in state: AppState, now: MonotonicTime
  ) -> String? {
    let estimate = state.estimate(settings, addedBytes: 0, at: now)
    guard state.meter.shown?.contextTokens ?? 0 > 0 else { return nil }
    let cost = estimate.input.map { " ≈ \(NumberText.dollars($0))" } ?? ", price unknown"
    let new = NumberText.compact(estimate.newTokens)
    guard estimate.cachedTokens > 0 else { return "re-reads \(new) tokens\(cost)" }
    return "re-reads \(new) tokens, \(NumberText.compact(estimate.cachedTokens)) cached\(cost)"
  }

  /// What was just changed, with what it costs where the cache that there is
  /// serves others: `effort high · re-reads 61k tokens ≈ $0.31`.
  static func change(_ words: String, in state: AppState, now: MonotonicTime) -> String {
    guard state.spending.cache.keepsAnything(at: state.gaugeSeconds(at: now)),
      state.keptNow(at: now) == nil,
      let settings = state.turnSettings(modelKey: nil),
      let cost = rereading(settings, in: state, now: now)
    else { return words }
    return "\(words) · \(cost)"
  }

  /// What the picker's footer says about `model`.
  static func switching(
    to model: ModelDescriptor, in state: AppState, now: MonotonicTime
  ) -> String {
    let kept = state.keptNow(at: now)
    let left = kept.map {
      "cache \(NumberText.shortSeconds(state.expiry(of: $0, at: now).seconds)) left"
    }
    if model.key == state.choice.modelKey {
      let tokens = kept.map { " · \(NumberText.compact($0.tokens)) tokens kept" } ?? ""
      return "this session's model" + tokens + (left.map { " (\($0))" } ?? "")
    }
    guard let settings = state.turnSettings(modelKey: model.key),
      let cost = rereading(settings, in: state, now: now)
    else { return "switching costs nothing yet: the context is empty" }
    return "switching \(cost)" + (left.map { " (\($0))" } ?? "")
  }

  /// `cache 87% until 14:07`; `nil`: nothing is kept.
  static func gauge(in state: AppState, now: MonotonicTime) -> String? {
    guard let kept = state.keptNow(at: now), let clock = state.expiry(of: kept, at: now).clock,
      let percent = state.meter.shown.flatMap({ CacheGauge.hitPercent(of: $0.turn) })
    else { return nil }
    return "cache \(percent)% until \(clock)"
  }

  /// `61k tokens kept until 14:07 (3 min 12 s) · read: 87 % of the last prompt,
  /// 80 % of the session`.
  static func kept(in state: AppState, now: MonotonicTime) -> String? {
    guard let usage = state.meter.shown, let last = CacheGauge.hitPercent(of: usage.turn) else {
      return nil
    }
    let session = CacheGauge.hitPercent(of: usage.sessionTokens) ?? 0
    let rates = "read from it: \(last) % of the last prompt, \(session) % of the session"
    guard let kept = state.keptNow(at: now) else { return "nothing is kept now · \(rates)" }
    let expiry = state.expiry(of: kept, at: now)
    let until = expiry.clock.map { " until \($0)" } ?? ""
    return "\(NumberText.compact(kept.tokens)) tokens kept\(until)"
      + " (\(NumberText.seconds(expiry.seconds)) left) · \(rates)"
  }
}
