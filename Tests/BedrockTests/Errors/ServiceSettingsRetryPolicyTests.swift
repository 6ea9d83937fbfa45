import Engine
import Testing

@testable import Bedrock

@Suite struct ServiceSettingsRetryPolicyTests {
  @Test func theProductsOwnWhereNothingIsSet() {
    #expect(ServiceSettings(environment: [:]).retryPolicy == RetryPolicy())
  }

  @Test func whatIsSetHoldsForEveryFailure() {
    let policy = ServiceSettings(environment: [
      "BEDROCK_MAX_RETRIES": "3", "BEDROCK_INITIAL_RETRY_INTERVAL_MS": "200",
      "BEDROCK_BACKOFF_MULTIPLIER": "3", "BEDROCK_MAX_RETRY_INTERVAL_MS": "900",
    ]).retryPolicy
    #expect(
      policy
        == RetryPolicy(
          maxRetries: 3, initialIntervalMilliseconds: 200, backoffMultiplier: 3,
          maximumIntervalMilliseconds: 900))
  }
}
