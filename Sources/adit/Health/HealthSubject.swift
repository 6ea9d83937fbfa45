internal import Bedrock
internal import Engine
internal import Transport

/// Everything that `adit health` looks at.
struct HealthSubject: Sendable {
  var settings: ServiceSettings
  var registry: ModelRegistry
  /// What was wrong with files and variables.
  var problems: [String]
  /// On the way to the endpoint; `nil`: none.
  var proxy: ProxySettings.Proxy?
  /// Whose certificates are believed, for people.
  var certificates: String
  /// `nil`: nothing is kept.
  var logPath: String?
  var credentials: any CredentialProvider
  var client: any ModelClient
  var counter: TokenCounter
  var transport: any HTTPTransport
  /// Where the models are called.
  var endpoint: Result<Endpoint, ModelFailure>
  /// The models to call, and through what.
  var models: [(model: ModelDescriptor, api: ModelAPI)]
  /// Where the requests to models are taken down.
  var ledger = ProbeLedger()
  var now: @Sendable () -> MonotonicTime
  var unixSeconds: @Sendable () -> Int
  /// A sentence if others can read the file with the keys.
  var exposureWarning: @Sendable () async -> String? = { nil }
}
