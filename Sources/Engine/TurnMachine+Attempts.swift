/// The part of the machine that begins attempts and decides what follows a
/// failed one: a repair, a retry, or the end.
extension TurnMachine {
  /// Repairs within one turn: each kind of refusal once, and few in all, or a
  /// service that refuses everything would be asked for ever.
  static let maximumRepairs = 4

  // MARK: Beginning

  /// Sends the request, or waits for room below the user's limits first.
  mutating func openAttempt(at now: MonotonicTime) {
    guard let turn else { return }
    let messages = conversation.requestMessages(for: turn.settings.model.key)
    if let broken = RequestInvariant.broken(by: messages) {
      giveUp(
        ModelFailure(
          kind: .invalidRequest,
          message: "The conversation cannot be sent: \(broken.rawValue).",
          remedy: "Start a new conversation with /clear."))
      return
    }
    var request = ModelRequest(turn.settings, messages: messages)
    if let limit = turn.maxTokens { request.maxTokens = max(1, min(request.maxTokens, limit)) }
    if let refusal = contextEstimate.refusal(of: request) {
      giveUp(refusal)
      return
    }
    let limits = AttachmentLimits(model: request.model, api: request.api)
    if let words = limits.refusal(of: messages) {
      giveUp(
        ModelFailure(
          kind: .invalidRequest, message: "\(words) It was not sent.",
          remedy:
            "Send fewer or smaller files, or start anew with /clear. The prompt is left out of"
            + " the conversation.",
          leavesOutPrompt: true))
      return
    }
    guard mayAfford(request, at: now) else { return }
    let reservation = QuotaArithmetic.reservation(
      inputTokens: contextEstimate.inputTokens(of: request), maxTokens: request.maxTokens)
    switch limiter.admit(reservation: reservation, at: now) {
    case .wait(let until, let limit):
      self.turn?.wait = .room
      enter(.limited(until: until, limit: limit))
      effects.append(.wait(turn.attempt, until: until))
    case .go(let isOversized):
      if isOversized { tell(oversized(reservation)) }
      meter.beginAttempt(
        turn.attempt, request, input: readingSize(of: request, turn.settings, at: now),
        task: turn.settings.task, at: now)
      recordRunning(at: now)
      enter(.connecting)
      effects.append(.open(turn.attempt, request))
    }
  }

  private func oversized(_ reservation: Int) -> String {
    "This request reserves about \(reservation) tokens, more than your limit of"
      + " \(limiter.limits.tokensPerMinute ?? 0) per minute. It is sent alone; a lower --max-tokens"
      + " reserves less."
  }

  /// The moment has come that the turn waited for.
  mutating func goOn(after wait: Wait, at now: MonotonicTime) {
    turn?.wait = nil
    switch wait {
    case .room, .totals: openAttempt(at: now)
    case .retry:
      turn?.retriesDone += 1
      beginNextAttempt(at: now)
    }
  }

  private mutating func beginNextAttempt(at now: MonotonicTime) {
    turn?.attempt.number += 1
    openAttempt(at: now)
  }

  // MARK: Ending

  /// Books what the attempt used, in money and in quota. Harmless when there
  /// is none.
  mutating func endAttempt(
    _ ending: CostMeter.Ending, because failure: String? = nil, drains: Bool = false,
    at now: MonotonicTime
  ) {
    if let model = turn?.settings.model, turn?.wait == nil {
      let usage = ending == .unbilled ? TokenUsage() : meter.attemptUsage
      if ending != .unbilled, meter.attemptInputIsFinal, let settings = turn?.settings {
        cache.take(usage, of: CacheGauge.Prefix(settings), at: now.wholeSeconds)
      }
      limiter.settle(tokens: QuotaArithmetic.settlement(of: usage, model: model), at: now)
    }
    let entry = meter.endAttempt(ending, because: failure, drains: drains, at: now)
    if let entry { record(.request(entry)) }
  }

  /// Takes down what the running request has cost so far.
  mutating func recordRunning(at now: MonotonicTime) {
    guard let entry = meter.runningEntry else { return }
    turn?.lastEntry = now
    record(.request(entry))
  }

  /// Remembers how large the conversation is with the answer that has just
  /// been added.
  mutating func learnSize(_ usage: TokenUsage) {
    guard let settings = turn?.settings else { return }
    contextEstimate.learn(
      tokens: usage.prompt.addingSaturated(usage.output),
      bytes: ModelRequest.contentBytes(
        system: settings.model.rules.system ? settings.system : nil,
        messages: conversation.messages, model: settings.model),
      modelKey: settings.model.key)
  }

  mutating func fail(_ failure: ModelFailure, at now: MonotonicTime) {
    guard let turn else { return }
    guard failure.kind != .cancelled else { return interrupt(isClosed: true, at: now) }
    meter.told(requestID: failure.requestID)
    endAttempt(
      failure.ending(isBegun: meter.attemptIsBegun), because: failure.briefly, at: now)
    if let repair = repair(after: failure) {
      mend(repair, at: now)
      return
    }
    let retry = policy.retry(
      after: failure, retriesDone: turn.retriesDone, answerShown: turn.assembler.hasAnswer,
      using: &generator)
    guard let retry else {
      giveUp(policy.finalWords(of: failure))
      return
    }
    takeBackAnswer(at: now)
    self.turn?.wait = .retry
    let until = now.adding(milliseconds: retry.delayMilliseconds)
    enter(.retrying(attempt: retry.number, of: retry.limit, until: until, because: failure))
    effects.append(.wait(turn.attempt, until: until))
  }

  /// The repair to try after `failure`. As with retries, nothing is asked
  /// again once a part of an answer was shown.
  private func repair(after failure: ModelFailure) -> Repair? {
    guard let turn, case .repaired(let repair) = failure.retry, !turn.assembler.hasAnswer,
      turn.repairsDone.count < Self.maximumRepairs, !turn.repairsDone.contains(repair.id)
    else { return nil }
    return repair
  }

  private mutating func mend(_ repair: Repair, at now: MonotonicTime) {
    takeBackAnswer(at: now)
    turn?.repairsDone.insert(repair.id)
    if let limit = repair.maxTokens {
      let earlier = turn?.maxTokens ?? limit
      turn?.maxTokens = min(limit, earlier)
    }
    if let images = repair.refusedImages {
      conversation.leaveOutImages(images)
      turn?.refusedImages = images
    }
    if let notice = repair.notice { tell(notice) }
    beginNextAttempt(at: now)
  }

  /// Thinking of a failed attempt leaves the screen.
  private mutating func takeBackAnswer(at now: MonotonicTime) {
    guard let turn else { return }
    if turn.hasPieces { record(.answerReset(turn.id)) }
    if turn.assembler.hasBlocks { emit(.answerReset(turn.id)) }
    self.turn?.assembler = MessageAssembler()
    self.turn?.hasPieces = false
    emitUsage(at: now)
  }

  /// Ends the turn with `failure`, keeping what came of the answer.
  private mutating func giveUp(_ failure: ModelFailure) {
    let hasText = turn?.assembler.hasText ?? false
    end(.failed(failure, hasText: hasText), isLeftOut: failure.leavesOutPrompt && !hasText)
  }
}
