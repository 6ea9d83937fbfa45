import Engine

/// What the screen knows of money beside the counters: what may be spent, what
/// the service keeps, what waits for a yes.
struct SpendingState: Hashable, Sendable {
  var settings: BudgetSettings
  var cache = CacheGauge()
  /// What the ledger held when it was last asked, and what the session had
  /// cost then.
  private(set) var totals: SpendingTotals?
  private var sessionThen = NanoDollars.zero
  /// The question that waits, if one does.
  var confirmation: SendConfirmation?

  init(settings: BudgetSettings) { self.settings = settings }

  mutating func learn(_ totals: SpendingTotals, session: NanoDollars) {
    self.totals = totals
    sessionThen = session
  }

  /// Another session goes on here, which has cost `session` until now; the one
  /// before had cost `former`. What is spent of the day is the same.
  mutating func takeUp(session: NanoDollars, after former: NanoDollars) {
    let since = NanoDollars(max(0, former.count - sessionThen.count))
    if let known = totals {
      totals = SpendingTotals(
        day: known.day + since, project: known.project + since,
        dayIsLowerBound: known.dayIsLowerBound, dayStart: known.dayStart)
    }
    sessionThen = session
  }

  /// What is spent of `scope`; `nil`: not known here.
  func spent(of scope: BudgetScope, _ usage: UsageReport?) -> NanoDollars? {
    let session = usage?.sessionCost ?? .zero
    let since = NanoDollars(max(0, session.count - sessionThen.count))
    return switch scope {
    case .turn: usage?.turnCost ?? .zero
    case .session: session
    case .day: totals.map { $0.day + since }
    case .project: totals.map { $0.project + since }
    case .run: nil
    }
  }
}

/// A request that is dear enough to be asked about before it leaves.
struct SendConfirmation: Hashable, Sendable {
  /// What would be sent.
  enum Subject: Hashable, Sendable {
    case draft
    /// The prompt that waits longest.
    case queued
    case continuation
  }

  /// What its user can answer.
  enum Choice: Hashable, Sendable { case send, sendCheaper, keep }

  let subject: Subject
  /// What Enter takes: nothing until its user has moved to something, so that
  /// an Enter that was meant for the prompt spends nothing.
  var choice: Choice?

  init(subject: Subject) { self.subject = subject }
}

/// The user's yes to a dear request.
struct SendConsent: Hashable, Sendable {
  /// Registry key of another model for this request alone; `nil`: as chosen.
  var modelKey: String?
}
