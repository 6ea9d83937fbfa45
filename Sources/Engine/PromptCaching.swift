/// Whether the service is asked to keep what it has read of a request.
public enum PromptCaching: Hashable, Sendable {
  /// How long an entry lives after its last use.
  public enum Lifetime: String, Hashable, Sendable, CaseIterable {
    /// Written at 1.25 times the price of input.
    case fiveMinutes = "5m"
    /// Written at twice the price of input; five minutes where the model has
    /// no such entries.
    case oneHour = "1h"
  }

  /// Nothing is marked.
  case off
  /// Marked wherever the model supports it.
  case on(Lifetime)

  /// What holds where nobody says anything.
  public static let standard = PromptCaching.on(.fiveMinutes)
}
