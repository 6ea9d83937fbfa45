/// Keeps spending below the user's limits. Pure: it is told what was spent and
/// says which marks were passed and whether to stop.
///
/// Invariants: a mark is told once; of one scope at most one mark at a time,
/// the highest; what is spent counts against a limit even where a part of it
/// is an estimate.
struct BudgetGuard: Hashable, Sendable {
  /// Per cent of a limit at which the user hears of it.
  static let marks = [50, 80, 100]

  /// What is known of the costs of the running turn and of the session.
  struct Spent: Hashable, Sendable {
    var turn: NanoDollars, session: NanoDollars

    init(turn: NanoDollars = .zero, session: NanoDollars = .zero) {
      self.turn = turn
      self.session = session
    }
  }

  /// What follows from what was spent.
  struct Verdict: Hashable, Sendable {
    /// Marks that were passed since the last verdict.
    var marks: [BudgetMark] = []
    /// The limit that is reached.
    var stop: BudgetMark?
  }

  private(set) var limits: BudgetLimits
  /// What the ledger held, and what the session had cost at that moment.
  private struct Known: Hashable, Sendable {
    var totals: SpendingTotals
    var session: NanoDollars
  }

  private var ledger: Known?
  /// What the session had cost when this program took it up.
  private var sessionAtStart = NanoDollars.zero
  /// The highest mark told, by scope.
  private var told: [BudgetScope: Int] = [:]

  init(_ limits: BudgetLimits = BudgetLimits()) { self.limits = limits }

  /// A turn begins: its budget is whole again.
  mutating func beginTurn() { told[.turn] = nil }

  /// Another session goes on here, which had cost `spent` until now.
  mutating func takeUp(sessionSpent spent: NanoDollars) {
    sessionAtStart = spent
    ledger = nil
    told = [:]
  }

  /// Other limits hold from now on.
  mutating func limit(_ limits: BudgetLimits) {
    for scope in BudgetScope.allCases where limits[scope] != self.limits[scope] {
      told[scope] = nil
    }
    self.limits = limits
  }

  /// The ledger was asked when the session had cost `session`. A new day has
  /// marks of its own. Within a day nothing becomes less: what could not be
  /// written down is spent all the same.
  mutating func learn(_ totals: SpendingTotals, session: NanoDollars) {
    var totals = totals
    if let known = ledger?.totals {
      let spent = Spent(session: session)
      if known.dayStart == totals.dayStart {
        totals.day = max(totals.day, amount(of: .day, spent) ?? .zero)
      }
      totals.project = max(totals.project, amount(of: .project, spent) ?? .zero)
    }
    ledger = Known(totals: totals, session: session)
    let spent = Spent(session: session)
    for scope in [BudgetScope.day, .project] {
      guard let mark = told[scope], let limit = limits[scope],
        let amount = amount(of: scope, spent)
      else { continue }
      told[scope] = min(mark, Self.mark(of: amount, limit) ?? 0)
    }
  }

  /// Scopes that are limited and of which nothing is known.
  var unknownScopes: [BudgetScope] {
    BudgetScope.allCases.filter { limits[$0] != nil && amount(of: $0, Spent()) == nil }
  }

  /// What follows now that so much is spent.
  mutating func check(_ spent: Spent) -> Verdict {
    var verdict = Verdict()
    for scope in BudgetScope.allCases {
      guard let limit = limits[scope], let amount = amount(of: scope, spent),
        let percent = Self.mark(of: amount, limit)
      else { continue }
      let mark = BudgetMark(scope: scope, percent: percent, spent: amount, limit: limit)
      if percent > told[scope] ?? 0 {
        told[scope] = percent
        verdict.marks.append(mark)
      }
      if percent == 100, verdict.stop == nil { verdict.stop = mark }
    }
    return verdict
  }

  /// The limit that forbids a request whose prompt costs `prompt` to read:
  /// one that is reached, or that reading alone would exceed.
  func refusal(of prompt: NanoDollars, _ spent: Spent) -> BudgetMark? {
    for scope in BudgetScope.allCases {
      guard let limit = limits[scope], let amount = amount(of: scope, spent),
        amount >= limit || amount + prompt > limit
      else { continue }
      return BudgetMark(
        scope: scope, percent: 100, spent: amount >= limit ? amount : amount + prompt,
        limit: limit)
    }
    return nil
  }

  /// What counts against the limit of `scope`; `nil`: not known.
  private func amount(of scope: BudgetScope, _ spent: Spent) -> NanoDollars? {
    switch scope {
    case .turn: spent.turn
    case .session: spent.session
    case .run: spent.session.less(sessionAtStart)
    case .day: ledger.map { $0.totals.day + spent.session.less($0.session) }
    case .project: ledger.map { $0.totals.project + spent.session.less($0.session) }
    }
  }

  /// The highest mark that `amount` reaches.
  private static func mark(of amount: NanoDollars, _ limit: NanoDollars) -> Int? {
    marks.last { Int128(amount.count) * 100 >= Int128(limit.count) * Int128($0) }
  }
}

extension NanoDollars {
  /// What is left after `other`, never below nothing.
  func less(_ other: NanoDollars) -> NanoDollars {
    max(.zero, NanoDollars(count.addingSaturated(other.count == .min ? .max : -other.count)))
  }
}
