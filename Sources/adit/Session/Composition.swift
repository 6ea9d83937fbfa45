internal import Bedrock
internal import Engine
internal import Transport

/// Everything that a run is made of, put together from the command line, the
/// environment, the user's files and the built-in data. The only place that
/// names concrete adapters.
struct Composition {
  let options: CommandLineOptions
  /// The process's variables, the demo's laid over them.
  let variables: [String: String]
  let directories: Directories
  let configuration: UserConfiguration
  let registry: ModelRegistry
  let tasks: [TaskProfile]
  let settings: ServiceSettings
  /// The keys of the service that is called unless a model asks otherwise.
  let credentialProvider: EnvironmentCredentialProvider
  /// Where the keys come from, for people; `nil`: there are none.
  let credentialSource: String?
  /// What was wrong with files and variables, as sentences.
  let notices: [String]

  init(options: CommandLineOptions, variables: [String: String]) {
    self.options = options
    self.variables = variables
    directories = Directories(environment: EnvironmentValues(variables))
    var files = ConfigurationFiles(
      directories: directories, workingDirectory: WorkingDirectory.current().path)
    configuration = files.configuration()
    registry = files.registry()
    tasks = files.tasks()
    settings = ServiceSettings(
      environment: variables,
      overrides: ServiceSettings.Overrides(
        region: options.region ?? (Self.namesRegion(variables) ? nil : configuration.region),
        profilePrefix: configuration.profilePrefix))
    notices = files.problems + settings.problems
    credentialProvider = Self.provider(variables, for: options.api ?? configuration.api)
    credentialSource = try? credentialProvider.current().source
  }

  /// Whether the environment names a region; it beats the file.
  private static func namesRegion(_ variables: [String: String]) -> Bool {
    EnvironmentValues(variables).first(of: ["AWS_REGION", "AWS_DEFAULT_REGION"]) != nil
  }

  private static func provider(
    _ variables: [String: String], for api: ModelAPI?
  ) -> EnvironmentCredentialProvider {
    EnvironmentCredentialProvider(
      environment: variables, service: api == .messages ? .direct : .bedrock)
  }

  /// The client that `settings` describe, over libcurl.
  func makeClient() -> BedrockClient {
    BedrockClient(
      settings: settings, bedrockCredentials: Self.provider(variables, for: .invoke),
      directCredentials: Self.provider(variables, for: .messages),
      transport: CurlTransport(
        configuration: TransportConfiguration(
          userAgent: "adit/\(Version.text)", environment: variables)),
      unixSeconds: SystemClock.unixSeconds)
  }

  /// An engine on `client` whose events go to `mailbox`.
  func makeEngine(client: any ModelClient, mailbox: Mailbox, thread: EngineThread) -> Engine {
    Engine(
      client: client, clock: thread, seed: .random(in: 0 ... .max),
      policy: RetryPolicy(maxRetries: settings.maximumRetries), executor: thread,
      post: mailbox.post)
  }

  /// The notices without those of endpoints: one that cannot be used is the
  /// failure of the request that needs it, and of no other.
  func noticesOfHeadlessRun() -> [String] {
    var endpoints: [String] = []
    do throws(ModelFailure) { _ = try settings.runtimeEndpoint() } catch {
      endpoints.append(error.message)
    }
    do throws(ModelFailure) { _ = try settings.directEndpoint() } catch {
      endpoints.append(error.message)
    }
    return notices.filter { !endpoints.contains($0) }
  }
}
