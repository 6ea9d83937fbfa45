/// The account of one request: who asked what of whom, and what it has used
/// so far.
struct AttemptAccount: Hashable, Sendable {
  /// How an attempt ended, in terms of money.
  enum Ending: Hashable, Sendable {
    /// Whole, with whatever usage was told.
    case completed
    /// Cut by the user or by a failure: the service may go on and bill more
    /// (bedrock-wire 6.1).
    case cut
    /// Refused before it began: nothing is billed.
    case unbilled
  }

  var tally: AttemptTally
  private let blank: LedgerEntry
  private let prices: PriceList?
  private let maxTokens: Int
  private var profilePrefix: String?
  private var requestID: String?

  /// `input`: what the input is guessed to be until the service tells; `nil`:
  /// a guess from the request's bytes.
  init(
    _ attempt: AttemptID, _ request: ModelRequest, input: SendEstimate.Size? = nil, task: String?,
    at now: MonotonicTime
  ) {
    let bytesPerToken = request.model.rules.bytesPerTokenHundredths
    tally = AttemptTally(
      estimatedInput: input?.contextTokens
        ?? AttemptTally.tokens(
          bytes: request.contentBytes, bytesPerTokenHundredths: bytesPerToken),
      estimatedCached: input?.cachedTokens ?? 0, bytesPerTokenHundredths: bytesPerToken,
      sentAt: now)
    blank = LedgerEntry(
      turn: attempt.turn, attempt: attempt.number, status: .running,
      modelKey: request.model.key, modelID: request.model.modelId, api: request.api,
      isStreaming: request.streaming, task: task)
    prices = request.model.prices
    maxTokens = request.maxTokens
  }

  /// The headers of the response came. `sentAt`: when the request went out,
  /// where it was held back.
  mutating func accept(profilePrefix: String?, requestID: String?, sentAt: MonotonicTime?) {
    self.profilePrefix = profilePrefix
    self.requestID = requestID
    tally.accept(sentAt: sentAt)
  }

  /// The service's id of the request, where it is news.
  mutating func name(requestID: String?) { self.requestID = self.requestID ?? requestID }

  /// What `usage` costs; `nil`: price unknown.
  func cost(of usage: TokenUsage) -> NanoDollars? {
    prices?.cost(of: usage, profilePrefix: profilePrefix)
  }

  /// Whether the service has told everything that it bills.
  var isSettled: Bool { tally.inputIsFinal && tally.outputIsFinal }

  /// The entry while the answer is on its way: what is spent for certain, and
  /// what it may become.
  func running() -> LedgerEntry {
    var entry = priced(tally.isBegun ? tally.usage : TokenUsage())
    entry.isLowerBound = true
    entry.upperBound = upperBound
    return entry
  }

  /// The entry of an attempt that is over; `failure`: why, in a word or two.
  func ended(_ ending: Ending, because failure: String?, at now: MonotonicTime) -> LedgerEntry {
    var entry: LedgerEntry
    switch ending {
    case .unbilled:
      entry = priced(TokenUsage())
      entry.status = .failed
    case .completed, .cut:
      // A request without an answer may have reached the model; what it cost
      // is unknown.
      let isKnown = tally.isBegun || ending == .completed
      entry = priced(isKnown ? tally.usage : TokenUsage())
      entry.status = isSettled ? .final : .estimated
      entry.isLowerBound = ending == .cut && !isSettled
      if entry.isLowerBound { entry.upperBound = upperBound }
    }
    entry.failure = failure
    entry.durationMilliseconds = now.milliseconds(since: tally.sentAt)
    return entry
  }

  private func priced(_ usage: TokenUsage) -> LedgerEntry {
    var entry = blank
    entry.usage = usage
    entry.cost = cost(of: usage)
    entry.price = prices.map { prices in
      LedgerPrice(
        prices: prices.tier(promptTokens: usage.prompt),
        isLongPrompt: prices.isLongPrompt(promptTokens: usage.prompt),
        profilePrefix: profilePrefix, permille: prices.permille(profilePrefix: profilePrefix),
        date: prices.date)
    }
    entry.requestID = requestID
    entry.firstTokenMilliseconds = tally.firstTokenMilliseconds
    entry.tokensPerSecondTenths = tally.tokensPerSecondTenths
    return entry
  }

  /// What a whole answer of the greatest length would cost. An input that the
  /// service has not told yet may all be written to the cache, which is dearer
  /// than reading it, fresh or kept.
  private var upperBound: NanoDollars? {
    var usage = tally.usage
    usage.output = max(usage.output, maxTokens)
    guard !tally.inputIsFinal else { return cost(of: usage) }
    let tokens = usage.prompt
    let cases = [
      TokenUsage(input: tokens, output: usage.output),
      TokenUsage(cacheWrite5m: tokens, output: usage.output),
      TokenUsage(cacheWrite1h: tokens, output: usage.output),
    ]
    return cases.compactMap(cost).max()
  }
}

extension ModelFailure {
  /// What a failed attempt costs (bedrock-wire 6.1): refusals before the
  /// first event are free; whatever may have reached the model is not.
  func ending(isBegun: Bool) -> AttemptAccount.Ending {
    if isBegun { return .cut }
    switch kind {
    case .connection, .service, .credentials, .invalidRequest: return .unbilled
    case .cancelled, .brokenConnection, .timedOut, .incompleteStream, .protocolViolation:
      return .cut
    }
  }

  /// What went wrong, in a word or two.
  var briefly: String {
    switch kind {
    case .cancelled: "interrupted"
    case .connection: "no connection"
    case .brokenConnection: "broken connection"
    case .timedOut: "timed out"
    case .service(let status, let code): code.isEmpty ? "\(status)" : "\(status) \(code)"
    case .incompleteStream: "incomplete answer"
    case .protocolViolation: "broken answer"
    case .credentials: "no credentials"
    case .invalidRequest: "invalid request"
    }
  }
}
