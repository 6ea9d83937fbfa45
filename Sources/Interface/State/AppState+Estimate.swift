import Engine
import TextModel

/// What the next request costs. Made of counters alone: the transcript is not
/// looked at, whatever its length.
extension AppState {
  /// Seconds for the cache gauge, of one clock throughout.
  func gaugeSeconds(at now: MonotonicTime) -> Int {
    unixSeconds(at: now) ?? Int(clamping: now.nanoseconds / 1_000_000_000)
  }

  /// The estimate for a request with `settings` that adds `bytes` of text.
  func estimate(
    _ settings: TurnSettings, addedBytes bytes: Int, at now: MonotonicTime
  ) -> SendEstimate {
    let kept = spending.cache.entry(
      of: CacheGauge.Prefix(settings), at: gaugeSeconds(at: now))
    var context = meter.shown?.contextTokens ?? 0
    if let counter = session.tree.head.flatMap({ session.tree.node($0) })?.modelKey,
      let counter = model(forKey: counter)
    {
      context = SendEstimate.converted(context, from: counter, to: settings.model)
    }
    let system = context == 0 && settings.model.rules.system ? settings.system?.utf8.count : nil
    return SendEstimate(
      SendEstimate.Size(
        contextTokens: context, cachedTokens: kept?.tokens ?? 0, addedBytes: bytes + (system ?? 0)),
      settings, profilePrefix: configuration.profilePrefix(settings.model))
  }

  /// What sending `subject` costs, and how it would be sent.
  func sending(_ subject: SendConfirmation.Subject, at now: MonotonicTime) -> Sending? {
    let modelKey: String?
    let bytes: Int
    var attachments: [Attachment] = []
    switch subject {
    case .draft:
      if let pair = draftComparison {
        return Sending(
          pair.0, beside: pair.1,
          bytes: composer.buffer.byteCount.addingSaturated(shell.heldBytes)
            .addingSaturated(attachedBytes(for: pair.0.model)), self, at: now)
      }
      modelKey = draftModelKey
      bytes = composer.buffer.byteCount + shell.heldBytes
    case .queued:
      modelKey = queue.first?.modelKey
      bytes = queue.first?.text.utf8.count ?? 0
      attachments = queue.first?.attachments ?? []
    case .continuation:
      modelKey = nil
      bytes = 0
    }
    guard let settings = turnSettings(modelKey: modelKey) else { return nil }
    let model = settings.model
    let attached =
      subject == .draft
      ? attachedBytes(for: model)
      : attachments.reduce(0) {
        $0.addingSaturated(SendEstimate.bytes(tokens: $1.tokens(for: model), of: model))
      }
    return Sending(settings, bytes: bytes.addingSaturated(attached), self, at: now)
  }

  /// The model that the draft names by its first word.
  var draftModelKey: String? {
    let line = composer.buffer.firstLine()
    guard line.hasPrefix("@"), case .prompt(_, let key) = PromptText(line + " x", lookup: lookup)
    else { return nil }
    return key
  }

  /// The two whom the draft asks at once; `nil`: it asks one, or nothing yet.
  var draftComparison: (TurnSettings, TurnSettings)? {
    let line = composer.buffer.firstLine()
    guard line.hasPrefix("/"), let own = sessionModel,
      case .command(.compare, let argument) = PromptText(line, lookup: lookup)
    else { return nil }
    let text = CompareText(argument, lookup: lookup)
    let hasMore = composer.buffer.byteCount > line.utf8.count
    guard !text.prompt.isEmpty || hasMore, let pair = text.pair(own: own, other: counterpart(of:)),
      let first = turnSettings(modelKey: pair.0.key),
      let second = turnSettings(modelKey: pair.1.key)
    else { return nil }
    return (first, second)
  }

  /// The estimate to show while a prompt is written; `nil`: it is not worth a
  /// row.
  func draftEstimate(at now: MonotonicTime) -> SendEstimate? {
    guard let threshold = spending.settings.estimateAbove, !isBusy, !composer.buffer.isEmpty,
      composer.search == nil,
      !["/", "!"].contains(composer.buffer.firstLine(limit: 1)) || draftComparison != nil,
      let estimate = sending(.draft, at: now)?.estimate, let cost = estimate.input,
      cost > threshold
    else { return nil }
    return estimate
  }

  /// Families of one maker, dearest first.
  private static let familyOrder = ["opus", "sonnet", "haiku"]

  /// The next cheaper family's model with room for the request; none where two
  /// models are to be compared.
  func cheaperSending(
    than sending: Sending, at now: MonotonicTime
  ) -> (model: ModelDescriptor, estimate: SendEstimate)? {
    guard sending.second == nil else { return nil }
    let (settings, bytes) = (sending.settings, sending.bytes)
    let cost = estimate(settings, addedBytes: bytes, at: now).input
    let position = Self.familyOrder.firstIndex(of: settings.model.family) ?? -1
    for family in Self.familyOrder.dropFirst(position + 1) {
      guard let model = lookup.resolve(family), model.key != settings.model.key,
        let other = turnSettings(modelKey: model.key), let cost
      else { continue }
      let estimate = estimate(other, addedBytes: bytes, at: now)
      let tokens = estimate.cachedTokens + estimate.newTokens
      guard let input = estimate.input, input < cost,
        model.contextWindow == 0 || tokens < model.contextWindow
      else { continue }
      return (model, estimate)
    }
    return nil
  }

  /// What is still kept of the requests that the session sends now.
  func keptNow(at now: MonotonicTime) -> CacheGauge.Entry? {
    guard let settings = turnSettings(modelKey: nil) else { return nil }
    return spending.cache.entry(of: CacheGauge.Prefix(settings), at: gaugeSeconds(at: now))
  }

  /// Local time of day at which `entry` is forgotten, and the seconds until
  /// then.
  func expiry(
    of entry: CacheGauge.Entry, at now: MonotonicTime
  ) -> (clock: String?, seconds: Int) {
    let seconds = max(0, entry.expiresAt - gaugeSeconds(at: now))
    let clock = secondsOfDay(at: now).map { NumberText.clock(secondsOfDay: $0 + seconds) }
    return (clock, seconds)
  }
}
