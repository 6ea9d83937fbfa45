public import Engine

extension ServiceSettings {
  /// How failed attempts are tried again. An interval that nobody set is the
  /// product's own, which tells throttling from other failures.
  public var retryPolicy: RetryPolicy {
    let preset = RetrySettings()
    func told<Value: Equatable>(_ member: KeyPath<RetrySettings, Value>) -> Value? {
      retry[keyPath: member] == preset[keyPath: member] ? nil : retry[keyPath: member]
    }
    return RetryPolicy(
      maxRetries: maximumRetries,
      initialIntervalMilliseconds: told(\.initialIntervalMilliseconds),
      backoffMultiplier: told(\.backoffMultiplier),
      maximumIntervalMilliseconds: told(\.maximumIntervalMilliseconds))
  }
}
