/// What is booked of one request: one try of one turn. Retried, refused,
/// failed and cancelled ones have theirs too.
public struct LedgerEntry: Hashable, Sendable {
  /// How sure the numbers are.
  public enum Status: String, Hashable, Sendable, CaseIterable {
    /// It is on its way. Found in a store, its program died meanwhile: what
    /// stands there is the least that it cost.
    case running
    /// The service's own numbers.
    case final
    /// Our own estimate, or at least this much (`isLowerBound`).
    case estimated
    /// It was refused or never arrived: nothing was billed.
    case failed
  }

  /// Whose request it is: turn, and try from 1. Together they name the entry
  /// within its session.
  public var turn: TurnID, attempt: Int
  /// See `Status`.
  public var status: Status
  /// Whether the truth is at least `usage`.
  public var isLowerBound = false
  /// Registry key and id of the model.
  public var modelKey: String, modelID: String
  /// Through which operations, and whether as a stream.
  public var api: ModelAPI, isStreaming: Bool
  /// Name of the task profile.
  public var task: String?
  /// Tokens, class by class.
  public var usage = TokenUsage()
  /// What it costs; `nil`: price unknown.
  public var cost: NanoDollars?
  /// Most that it can cost, where `isLowerBound`.
  public var upperBound: NanoDollars?
  /// The price row used; `nil`: price unknown.
  public var price: LedgerPrice?
  /// The service's id of the request.
  public var requestID: String?
  /// From the request to the first output, and to its end.
  public var firstTokenMilliseconds: Int?, durationMilliseconds: Int?
  /// Output tokens per second since the first one, times ten.
  public var tokensPerSecondTenths: Int?
  /// What went wrong, in a word or two (`429 ThrottlingException`).
  public var failure: String?

  /// An entry.
  public init(
    turn: TurnID, attempt: Int, status: Status, modelKey: String, modelID: String, api: ModelAPI,
    isStreaming: Bool, task: String? = nil
  ) {
    self.turn = turn
    self.attempt = attempt
    self.status = status
    self.modelKey = modelKey
    self.modelID = modelID
    self.api = api
    self.isStreaming = isStreaming
    self.task = task
  }
}

/// The prices by which a request was booked, so that it can be computed again
/// whatever the price list says by then.
public struct LedgerPrice: Hashable, Sendable {
  /// Nano-dollars per million tokens of each class, of the tier that holds.
  public var prices: TokenPrices
  /// Whether that is the tier of long prompts.
  public var isLongPrompt: Bool
  /// The profile's prefix and the factor of it, thousandths.
  public var profilePrefix: String?, permille: Int64
  /// When the prices were read (`YYYY-MM-DD`).
  public var date: String

  /// A price row.
  public init(
    prices: TokenPrices, isLongPrompt: Bool, profilePrefix: String?, permille: Int64, date: String
  ) {
    self.prices = prices
    self.isLongPrompt = isLongPrompt
    self.profilePrefix = profilePrefix
    self.permille = permille
    self.date = date
  }
}
