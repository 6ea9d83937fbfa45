public import Engine

/// What the interface is told once, when the program starts.
public struct AppConfiguration: Sendable {
  /// Every model of the registry, in the order in which the picker shows them.
  public var models: [ModelDescriptor]
  /// Key of the model to begin with; a name that resolves to one will do.
  public var modelKey: String
  /// The operation family the user asked for; `nil`: each model's own.
  public var api: ModelAPI?
  /// Region that is called.
  public var region: String
  /// Whether no setting named a region and the default was taken.
  public var regionIsAssumed: Bool
  /// Working directory as shown, `~` for the home.
  public var directory: String
  /// Branch of the working directory, `*` behind it when changed.
  public var branch: String?
  /// Root directory of the project, as sessions name it.
  public var project: String
  /// The user's home directory, written `~` where directories are shown.
  public var home: String
  /// The session that begins; `nil`: none is kept.
  public var sessionID: SessionID?
  /// Whether the list of sessions is the first thing on the screen.
  public var startsWithSessionPicker: Bool
  /// Whether a session is being opened already: until it is here, or cannot
  /// be, prompts wait.
  public var opensSession: Bool
  /// Task profiles, the first the one to begin with unless `taskName` names
  /// another.
  public var tasks: [TaskProfile]
  /// The task profile to begin with; `modelKey` holds, whatever it says.
  public var taskName: String?
  /// Labels every screen as a demo.
  public var isDemo: Bool
  /// Earlier prompts, oldest first.
  public var history: [PastPrompt]
  /// Whether drafts are kept beside the program.
  public var keepsDrafts: Bool
  /// Instead of the program's own; `nil`: the engine's, with the task's.
  public var systemPrompt: String?
  /// What the project's files tell the model, whatever the system prompt is.
  public var instructions = ProjectInstructions()
  /// What the user set for every task, whatever the task says; `nil`: nothing.
  /// Upper bound of an answer, tokens.
  public var maxTokens: Int?
  /// 0…1.
  public var temperature: Double?
  /// A level of effort.
  public var effort: String?
  /// Whether to think, as far as the model can choose.
  public var thinking: ThinkingChoice
  /// Finds a model by id or ARN too; `nil`: by the names of `models` alone.
  public var findModel: (@Sendable (String) -> NamedModel)?
  /// The prefix of the inference profile through which a model is called, for
  /// profiles have prices of their own; `nil`: none is.
  public var profilePrefix: @Sendable (ModelDescriptor) -> String?
  /// Base URL that requests go to.
  public var endpoint: String
  /// Who named the region, for people.
  public var regionSource: String
  /// Sentences to show at the start: problems with configuration files.
  public var notices: [String]
  /// Where the credentials come from, for people; never a secret.
  public var credentials: String
  /// What `/status` tells beside what the interface itself knows: version,
  /// limits, proxy, files, log; in this order.
  public var facts: [StatusFact]
  /// The checks of `/status` for credentials as they are known; nothing of it
  /// asks the service.
  public var checks: @Sendable (CredentialFacts?, ModelFailure?) -> StatusReport
  /// Whether an address can be shown in a browser on this screen.
  public var canOpenBrowser: Bool
  /// What the service is asked to keep of prompts.
  public var caching: PromptCaching
  /// What the user set about money.
  public var budget: BudgetSettings
  /// Which themes there are, and which one to begin with.
  public var themes: ThemeState
  /// What the user set about screen and keyboard.
  public var interface: InterfaceSettings
  /// Whether everything is told as lines, and typed as lines.
  public var isLinear: Bool
  /// `YYYY-MM-DD`, for ends of life.
  public var today: String
  /// Local seconds since midnight at monotonic time zero, may be negative;
  /// `nil`: prompts carry no time of day.
  public var clockOffsetSeconds: Int?

  /// A configuration; what is left out is empty or the program's default.
  public init(
    models: [ModelDescriptor], modelKey: String, api: ModelAPI? = nil,
    region: String = "us-east-1", regionIsAssumed: Bool = false, directory: String = "",
    branch: String? = nil, project: String = "", home: String = "",
    sessionID: SessionID? = nil,
    startsWithSessionPicker: Bool = false, opensSession: Bool = false,
    tasks: [TaskProfile] = [], taskName: String? = nil,
    isDemo: Bool = false, history: [PastPrompt] = [], keepsDrafts: Bool = false,
    systemPrompt: String? = nil,
    maxTokens: Int? = nil, temperature: Double? = nil, effort: String? = nil,
    thinking: ThinkingChoice = .modelDefault,
    findModel: (@Sendable (String) -> NamedModel)? = nil,
    profilePrefix: @escaping @Sendable (ModelDescriptor) -> String? = { _ in nil },
    endpoint: String = "", regionSource: String = "", notices: [String] = [],
    credentials: String = "", facts: [StatusFact] = [],
    checks: @escaping @Sendable (CredentialFacts?, ModelFailure?) -> StatusReport = { _, _ in
      StatusReport()
    },
    canOpenBrowser: Bool = false,
    caching: PromptCaching = .standard, budget: BudgetSettings = BudgetSettings(),
    themes: ThemeState = ThemeState(),
    interface: InterfaceSettings = InterfaceSettings(), isLinear: Bool = false,
    today: String = "", clockOffsetSeconds: Int? = nil
  ) {
    self.models = models
    self.modelKey = modelKey
    self.api = api
    self.region = region
    self.regionIsAssumed = regionIsAssumed
    self.directory = directory
    self.branch = branch
    self.project = project
    self.home = home
    self.sessionID = sessionID
    self.startsWithSessionPicker = startsWithSessionPicker
    self.opensSession = opensSession
    self.tasks = tasks
    self.taskName = taskName
    self.isDemo = isDemo
    self.history = history
    self.keepsDrafts = keepsDrafts
    self.systemPrompt = systemPrompt
    self.maxTokens = maxTokens
    self.temperature = temperature
    self.effort = effort
    self.thinking = thinking
    self.findModel = findModel
    self.profilePrefix = profilePrefix
    self.endpoint = endpoint
    self.regionSource = regionSource
    self.notices = notices
    self.credentials = credentials
    self.facts = facts
    self.checks = checks
    self.canOpenBrowser = canOpenBrowser
    self.caching = caching
    self.budget = budget
    self.themes = themes
    self.interface = interface
    self.isLinear = isLinear
    self.today = today
    self.clockOffsetSeconds = clockOffsetSeconds
  }
}

/// A line of `/status`.
public struct StatusFact: Hashable, Sendable {
  /// One or two words: `version`, `proxy`.
  public var name: String
  /// What is so; an empty one is left out.
  public var value: String

  /// A fact.
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}
