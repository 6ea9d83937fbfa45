internal import Bedrock
internal import Engine
internal import Transport

/// What a run talks to and is told by, made once its threads are there. The
/// only place that names concrete adapters.
struct Services {
  let logbook: Logbook
  /// Whose certificates are believed.
  let trust: TrustSettings
  /// Of the AWS services.
  let credentials: CredentialChain
  /// Of the direct API.
  let directCredentials: any CredentialProvider
  /// What credential providers work with; for a sign-in by hand.
  let context: CredentialContext
  /// What runs the user's own commands.
  let commands: SystemCommandRunner
  let transport: any HTTPTransport
  let memory: ServiceMemory
  let client: BedrockClient
  let discovery: DiscoveryService
  private let files: SystemCredentialFiles
  /// The shared credentials file; `nil`: there is none, or it is none of the
  /// demo's business.
  private let keyFile: String?
  private let tell: @Sendable (ServiceEvent) -> Void

  /// Makes everything; nothing is asked, loaded or started yet. `dialog` is
  /// who can be asked; `tell` hears of credentials and access, on any thread.
  /// `settings`: instead of the composition's own.
  init(
    _ composition: Composition, settings: ServiceSettings? = nil, thread: EngineThread,
    writer: BackgroundWriter,
    dialog: any SignInDialog, tell: @escaping @Sendable (ServiceEvent) -> Void
  ) {
    let environment = EnvironmentValues(composition.variables)
    let logbook = Logbook(
      variables: composition.variables, level: composition.configuration.logLevel,
      directories: composition.directories, writer: writer)
    let settings = settings ?? composition.settings
    let transportConfiguration = TransportConfiguration(
      userAgent: "adit/\(Version.text)", environment: composition.variables,
      profileBundle: settings.certificateBundle)
    let transport = logbook.transport(transportConfiguration)
    let memory = ServiceMemory(
      storage: composition.isDemo
        ? nil : LearnedFactsFile(directories: composition.directories, writer: writer),
      unixSeconds: SystemClock.unixSeconds)
    let files = SystemCredentialFiles(home: environment["HOME"])
    let commands = SystemCommandRunner(environment: ProcessEnvironment.variables())
    let context = CredentialContext(
      environment: environment, home: environment["HOME"], files: files,
      commands: commands,
      transport: transport,
      clock: thread, unixSeconds: { memory.unixSeconds },
      endpoints: settings.endpoints, dialog: dialog, redactor: logbook.redactor,
      log: logbook.log)
    var options = composition.credentialOptions
    options.executor = thread
    let credentials = CredentialChain(context: context, options: options, tell: tell)
    let discovery = DiscoveryService(
      composition, credentials: credentials, transport: transport, memory: memory, files: files)
    self.logbook = logbook
    self.files = files
    keyFile =
      composition.isDemo
      ? nil
      : ConfigurationLocations(environment: environment, home: environment["HOME"]).credentials
    self.tell = tell
    self.context = context
    self.commands = commands
    self.transport = transport
    self.memory = memory
    self.credentials = credentials
    self.discovery = discovery
    trust = transportConfiguration.trust
    directCredentials = EnvironmentCredentialProvider(
      environment: composition.variables, service: .direct)
    client = BedrockClient(
      settings: settings, bedrockCredentials: credentials, directCredentials: directCredentials,
      transport: transport, memory: memory, listedProfiles: discovery.profileIDs,
      notice: { tell(.notice($0)) })
  }

  /// Counts tokens where the client would send; asks nobody a question.
  func counter(_ composition: Composition) -> TokenCounter {
    TokenCounter(
      settings: composition.settings, bedrockCredentials: credentials.unattended,
      directCredentials: directCredentials, transport: transport,
      unixSeconds: { [memory] in memory.unixSeconds })
  }

  /// The client under the log.
  func loggedClient(_ composition: Composition) -> LoggingModelClient {
    logbook.client(client, settings: composition.settings) { [tell] in tell(.notice($0)) }
  }

  /// A sentence if others than the owner can read the file with the keys; its
  /// directory may be on a network that does not answer.
  func exposureWarning() async -> String? {
    guard let keyFile else { return nil }
    return await files.exposureWarning(of: keyFile)
  }

  /// The engines of a session; what happens goes to `keeping`, and from there
  /// to whoever that tells.
  func makeLanes(
    _ composition: Composition, thread: EngineThread, keeping: SessionKeeping
  ) -> EngineLanes {
    let client = loggedClient(composition)
    @Sendable func make(
      _ recorder: any SessionRecorder, _ post: @escaping @Sendable (EngineEvent) -> Void
    ) -> Engine {
      makeEngine(
        composition, client: client, thread: thread, keeping: keeping, recorder: recorder,
        post: post)
    }
    return EngineLanes(
      first: make(keeping.journal, logbook.post(keeping.journal.post)), executor: thread,
      post: logbook.post(keeping.journal.post)
    ) { own in
      make(SecondRecorder(recorder: keeping.journal), own)
    }
  }

  /// An engine on `client` with what all of the program's have in common.
  func makeEngine(
    _ composition: Composition, client: any ModelClient, thread: EngineThread,
    keeping: SessionKeeping, recorder: any SessionRecorder,
    post: @escaping @Sendable (EngineEvent) -> Void
  ) -> Engine {
    Engine(
      client: client, clock: thread, seed: .random(in: 0 ... .max),
      policy: composition.settings.retryPolicy,
      limits: RateLimits(
        requestsPerMinute: composition.configuration.requestsPerMinute,
        tokensPerMinute: composition.configuration.tokensPerMinute),
      settlement: composition.configuration.cancelSettle ?? .close,
      executor: thread, recorder: recorder,
      budget: composition.budgetLimits,
      spending: keeping.spending(thread: thread), post: post)
  }
}
