internal import Bedrock
internal import Engine

/// Everything that a run is made of, put together from the command line, the
/// environment, the user's files and the built-in data. `Services` makes from
/// it what needs threads.
struct Composition {
  let options: CommandLineOptions
  /// The process's variables, the demo's laid over them.
  let variables: [String: String]
  let directories: Directories
  let configuration: UserConfiguration
  let registry: ModelRegistry
  let tasks: [TaskProfile]
  let settings: ServiceSettings
  let credentialOptions: CredentialChainOptions
  /// Whether there are credentials for the service that is called unless a
  /// model asks otherwise.
  let credentialSetup: CredentialSetup
  /// Whether the service is the demo's own.
  let isDemo: Bool
  /// What was wrong with files and variables, as sentences.
  let notices: [String]

  init(options: CommandLineOptions, variables: [String: String], isDemo: Bool = false) {
    self.options = options
    self.variables = variables
    self.isDemo = isDemo
    let environment = EnvironmentValues(variables)
    directories = Directories(environment: environment)
    var files = ConfigurationFiles(
      directories: directories, workingDirectory: WorkingDirectory.current().path)
    let configuration = files.configuration()
    self.configuration = configuration
    registry = files.registry()
    tasks = files.tasks()
    // Nothing of the user's own account reaches the demo.
    let shared = isDemo ? SharedConfiguration() : .read(environment: environment)
    let profile = isDemo ? nil : options.profile ?? configuration.profile
    /// The file's endpoint, which the environment beats.
    func endpoint(_ setting: String?, _ variables: [String]) -> String? {
      isDemo || environment.first(of: variables) != nil ? nil : setting
    }
    settings = ServiceSettings(
      environment: variables, configuration: shared,
      overrides: ServiceSettings.Overrides(
        region: options.region ?? (Self.namesRegion(environment) ? nil : configuration.region),
        profile: profile, model: options.model ?? configuration.model,
        profilePrefix: configuration.profilePrefix,
        runtimeEndpoint: endpoint(
          configuration.runtimeEndpoint, AWSService.runtime.endpointVariables),
        mantleEndpoint: endpoint(configuration.mantleEndpoint, AWSService.mantle.endpointVariables),
        directEndpoint: endpoint(configuration.directEndpoint, ["ANTHROPIC_BASE_URL"])))
    var credentialOptions = CredentialChainOptions(
      profile: profile, authRefresh: isDemo ? nil : configuration.awsAuthRefresh,
      credentialExport: isDemo ? nil : configuration.awsCredentialExport)
    credentialOptions.looksLikeInstance = !isDemo && MachineFirmware.looksLikeInstance()
    self.credentialOptions = credentialOptions
    notices =
      files.problems + settings.problems
      + LogSettings(environment: environment, setting: configuration.logLevel).problems
    credentialSetup =
      (options.api ?? configuration.api) == .messages
      ? .forDirect(variables: variables)
      : .forAWS(variables: variables, configuration: shared, options: credentialOptions)
  }

  /// Whether the environment names a region; it beats the file.
  private static func namesRegion(_ environment: EnvironmentValues) -> Bool {
    environment.first(of: ["AWS_REGION", "AWS_DEFAULT_REGION"]) != nil
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
