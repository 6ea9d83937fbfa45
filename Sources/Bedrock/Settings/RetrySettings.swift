/// The waits between tries, as `BEDROCK_INITIAL_RETRY_INTERVAL_MS`,
/// `BEDROCK_BACKOFF_MULTIPLIER` and `BEDROCK_MAX_RETRY_INTERVAL_MS` say.
public struct RetrySettings: Hashable, Sendable {
  /// Bound of the first wait.
  public var initialIntervalMilliseconds = 1_000
  /// What each following bound is to the one before.
  public var backoffMultiplier = 2.0
  /// Where the bounds stop growing.
  public var maximumIntervalMilliseconds = 30_000

  /// An hour: whoever wants to wait longer sends the prompt again.
  private static let intervalRange = 0...3_600_000
  /// Below 1 waits would shrink, and more than 10 reaches any bound at once.
  private static let multiplierRange = 1.0...10.0

  /// The defaults.
  public init() {}

  /// Reads `environment`; what is not usable is added to `problems`.
  init(environment: EnvironmentValues, problems: inout [String]) {
    func interval(_ name: String, _ preset: Int) -> Int {
      let range = RetrySettings.intervalRange
      guard let text = environment[name] else { return preset }
      if let number = WholeNumberText.value(text), range.contains(number) { return number }
      problems.append(
        "\(name)=\(text) is not a whole number from 0 to \(range.upperBound); \(preset) is used.")
      return preset
    }
    initialIntervalMilliseconds = interval(
      "BEDROCK_INITIAL_RETRY_INTERVAL_MS", initialIntervalMilliseconds)
    maximumIntervalMilliseconds = interval(
      "BEDROCK_MAX_RETRY_INTERVAL_MS", maximumIntervalMilliseconds)
    let name = "BEDROCK_BACKOFF_MULTIPLIER"
    guard let text = environment[name] else { return }
    if let number = Double(text), RetrySettings.multiplierRange.contains(number) {
      backoffMultiplier = number
    } else {
      problems.append("\(name)=\(text) is not a number from 1 to 10; 2 is used.")
    }
  }
}
