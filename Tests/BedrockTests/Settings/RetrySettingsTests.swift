import Testing

@testable import Bedrock

@Suite struct RetrySettingsTests {
  private func settings(_ environment: [String: String]) -> (RetrySettings, [String]) {
    var problems: [String] = []
    let settings = RetrySettings(
      environment: EnvironmentValues(environment), problems: &problems)
    return (settings, problems)
  }

  @Test func values() {
    var expected = RetrySettings()
    #expect(settings([:]) == (expected, []))
    expected.initialIntervalMilliseconds = 250
    expected.backoffMultiplier = 1.5
    expected.maximumIntervalMilliseconds = 60_000
    #expect(
      settings([
        "BEDROCK_INITIAL_RETRY_INTERVAL_MS": "250", "BEDROCK_BACKOFF_MULTIPLIER": "1.5",
        "BEDROCK_MAX_RETRY_INTERVAL_MS": "6e4",
      ]) == (expected, []))
  }

  @Test func unusableOnesAreTold() {
    #expect(
      settings([
        "BEDROCK_INITIAL_RETRY_INTERVAL_MS": "-1", "BEDROCK_BACKOFF_MULTIPLIER": "nan",
        "BEDROCK_MAX_RETRY_INTERVAL_MS": "1h",
      ]) == (
        RetrySettings(),
        [
          "BEDROCK_INITIAL_RETRY_INTERVAL_MS=-1 is not a whole number from 0 to 3600000; 1000 is"
            + " used.",
          "BEDROCK_MAX_RETRY_INTERVAL_MS=1h is not a whole number from 0 to 3600000; 30000 is used.",
          "BEDROCK_BACKOFF_MULTIPLIER=nan is not a number from 1 to 10; 2 is used.",
        ]
      ))
  }
}
