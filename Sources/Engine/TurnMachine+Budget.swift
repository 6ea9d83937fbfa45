/// The part of the machine that keeps turns within the user's budgets.
extension TurnMachine {
  /// Whether a request may leave; if not, the turn waits for the ledger, or is
  /// over.
  mutating func mayAfford(_ request: ModelRequest, at now: MonotonicTime) -> Bool {
    guard let turn, !budget.limits.isEmpty else { return true }
    guard turn.hasTotals || !budget.limits.needsTotals else {
      self.turn?.wait = .totals
      effects.append(.askTotals(turn.attempt))
      return false
    }
    tellIfUncovered()
    guard let mark = budget.refusal(of: readingCost(of: request, at: now), spent) else {
      return true
    }
    tellMarks()
    end(.overBudget(mark, hasText: false))
    return false
  }

  /// The ledger answered; `nil`: it did not in good time.
  mutating func learned(_ totals: SpendingTotals?, at now: MonotonicTime) {
    turn?.wait = nil
    turn?.hasTotals = true
    if let totals {
      budget.learn(totals, session: spent.session)
    } else {
      tell(unchecked)
    }
    openAttempt(at: now)
  }

  /// Another answer to the same prompt has cost `amount`.
  mutating func spent(beside amount: NanoDollars, at now: MonotonicTime) {
    turn?.spentBeside = amount
    _ = keepToBudget(at: now)
  }

  /// What counts against the limits.
  private var spent: BudgetGuard.Spent {
    var spent = meter.spent
    if let turn { spent.session = spent.session + turn.spentBeside }
    return spent
  }

  /// Asks the ledger again while an answer is written: what other programs
  /// spend meanwhile counts against the same day and the same project.
  mutating func refreshTotals() {
    guard let turn, budget.limits.needsTotals, turn.askedAgainAt == nil else { return }
    let session = spent.session
    self.turn?.askedAgainAt = session
    effects.append(.refreshTotals(turn.attempt))
  }

  /// The ledger answered beside the running answer; `nil`: it did not, and what
  /// it told before goes on to hold.
  mutating func refreshed(_ totals: SpendingTotals?, at now: MonotonicTime) {
    guard let spent = turn?.askedAgainAt else { return }
    turn?.askedAgainAt = nil
    guard let totals, turn?.wait == nil else { return }
    budget.learn(totals, session: spent)
    _ = keepToBudget(at: now)
  }

  private var unchecked: String {
    let names = [BudgetScope.day, .project].filter { budget.limits[$0] != nil }
      .map { "the \($0.rawValue)'s budget" }
    let unknown = budget.unknownScopes
    let list = names.joined(separator: " and ")
    return "What was spent elsewhere is not known: the ledger did not answer. "
      + (unknown.isEmpty
        ? "For \(list) the totals of an earlier turn count, and what this session spent since."
        : "This turn is sent without a check of \(list).")
  }

  /// Stops the turn where a limit is reached, as the user's own stop would;
  /// whether it did.
  mutating func keepToBudget(at now: MonotonicTime) -> Bool {
    guard turn != nil, !budget.limits.isEmpty, let mark = tellMarks() else { return false }
    stop(because: "over budget", at: now) { .overBudget(mark, hasText: $0) }
    return true
  }

  /// Tells the marks that were passed; the limit that is reached.
  @discardableResult
  mutating func tellMarks() -> BudgetMark? {
    guard let turn, !budget.limits.isEmpty else { return nil }
    tellIfUncovered()
    let verdict = budget.check(spent)
    for mark in verdict.marks { emit(.budget(turn.id, mark)) }
    return verdict.stop
  }

  /// A turn without prices is outside of every budget; nothing is guessed.
  private mutating func tellIfUncovered() {
    guard let turn, !turn.isUncovered, meter.turnIsUnpriced else { return }
    self.turn?.isUncovered = true
    tell(
      "No budget covers this turn: the price of \(turn.settings.model.displayName) is unknown."
        + " Add it to models.json.")
  }

  /// The least that reading `request` costs, as far as it can be told; nothing
  /// where the price is unknown.
  private func readingCost(of request: ModelRequest, at now: MonotonicTime) -> NanoDollars {
    guard let settings = turn?.settings else { return .zero }
    let size = readingSize(of: request, settings, at: now)
    return SendEstimate(size, settings, profilePrefix: settings.model.pricingPrefix).input ?? .zero
  }

  /// How many tokens `request` reads and how many of them the service keeps, as
  /// far as its earlier answers tell.
  func readingSize(
    of request: ModelRequest, _ settings: TurnSettings, at now: MonotonicTime
  ) -> SendEstimate.Size {
    let entry = cache.entry(of: CacheGauge.Prefix(settings), at: now.wholeSeconds)
    return SendEstimate.Size(
      contextTokens: contextEstimate.inputTokens(of: request), cachedTokens: entry?.tokens ?? 0,
      addedBytes: 0)
  }
}

extension MonotonicTime {
  /// Whole seconds since time zero.
  var wholeSeconds: Int { Int(clamping: nanoseconds / 1_000_000_000) }
}
