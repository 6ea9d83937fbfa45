internal import Engine
internal import Interface

/// What configuration files say. Every member is optional; what cannot be
/// used is reported with file and line and left out, the rest counts.
struct UserConfiguration: Equatable {
  /// Where a setting stands.
  struct Place: Equatable, Sendable {
    /// The file's name for people.
    var file: String
    var line: Int
    /// Whether it is a project's file, and not the user's own.
    var isProject: Bool
  }

  var model: String?
  var task: String?
  var effort: String?
  var thinking: ThinkingOption?
  var maxTokens: Int?
  var temperature: Double?
  var system: String?
  var theme: String?
  /// A profile of the shared AWS configuration.
  var profile: String?
  var region: String?
  /// `us`, `eu`, `apac`, `jp`, `au`, `global` …: preferred inference profile.
  var profilePrefix: String?
  var api: ModelAPI?
  var promptCaching: Bool?
  var cacheTTL: PromptCaching.Lifetime?
  var requestsPerMinute: Int?
  var tokensPerMinute: Int?
  /// Base URLs.
  var runtimeEndpoint: String?, mantleEndpoint: String?, directEndpoint: String?
  /// Commands for a shell.
  var awsAuthRefresh: String?, awsCredentialExport: String?
  var logLevel: LogEvent.Level?
  /// What becomes of stopped answers.
  var cancelSettle: CancelSettlement?
  /// What tells of long turns.
  var notification: InterfaceSettings.Notification?
  /// Whether the window is named.
  var title: Bool?
  var reducedMotion: Bool?
  /// Whether wide screens have a panel beside the transcript.
  var hasSidePanel: Bool?
  var autoScroll: Bool?
  /// What is said of keys; `nil`: nothing.
  var keys: KeySettings?
  /// Keys of the prompt.
  var editorMode: InterfaceSettings.Editing?
  /// Whether the linear mode says an answer only when it is complete.
  var holdsAnswers: Bool?
  /// What the program takes of the mouse.
  var mouse: InterfaceSettings.Mouse?
  var clipboard: ClipboardChoice?
  var printOnExit: Bool?
  /// Amounts of money; nothing stands for "off".
  var money: [SettingKey: NanoDollars] = [:]
  /// Where each setting that counts stands.
  var places: [SettingKey: Place] = [:]

  /// These settings, and those of `other` where it has some.
  func overlaid(by other: UserConfiguration) -> UserConfiguration {
    var result = self
    result.model = other.model ?? model
    result.task = other.task ?? task
    result.effort = other.effort ?? effort
    result.thinking = other.thinking ?? thinking
    result.maxTokens = other.maxTokens ?? maxTokens
    result.temperature = other.temperature ?? temperature
    result.system = other.system ?? system
    result.theme = other.theme ?? theme
    result.profile = other.profile ?? profile
    result.region = other.region ?? region
    result.profilePrefix = other.profilePrefix ?? profilePrefix
    result.api = other.api ?? api
    result.promptCaching = other.promptCaching ?? promptCaching
    result.cacheTTL = other.cacheTTL ?? cacheTTL
    result.requestsPerMinute = other.requestsPerMinute ?? requestsPerMinute
    result.tokensPerMinute = other.tokensPerMinute ?? tokensPerMinute
    result.runtimeEndpoint = other.runtimeEndpoint ?? runtimeEndpoint
    result.mantleEndpoint = other.mantleEndpoint ?? mantleEndpoint
    result.directEndpoint = other.directEndpoint ?? directEndpoint
    result.awsAuthRefresh = other.awsAuthRefresh ?? awsAuthRefresh
    result.awsCredentialExport = other.awsCredentialExport ?? awsCredentialExport
    result.logLevel = other.logLevel ?? logLevel
    result.cancelSettle = other.cancelSettle ?? cancelSettle
    result.notification = other.notification ?? notification
    result.title = other.title ?? title
    result.reducedMotion = other.reducedMotion ?? reducedMotion
    result.hasSidePanel = other.hasSidePanel ?? hasSidePanel
    result.autoScroll = other.autoScroll ?? autoScroll
    result.keys = other.keys ?? keys
    result.editorMode = other.editorMode ?? editorMode
    result.holdsAnswers = other.holdsAnswers ?? holdsAnswers
    result.mouse = other.mouse ?? mouse
    result.clipboard = other.clipboard ?? clipboard
    result.printOnExit = other.printOnExit ?? printOnExit
    result.places.merge(other.places) { $1 }
    result.money.merge(other.money) { $1 }
    return result
  }

  /// These settings with those of a project's file over them, whose budgets
  /// count only where they are lower: a project must not spend more than its
  /// user allows.
  func overlaid(byProject project: UserConfiguration) -> UserConfiguration {
    var project = project
    for (key, _) in SettingKey.budgets {
      guard let wanted = project.money[key] else { continue }
      let own = money[key] ?? .zero
      guard wanted == .zero || (own != .zero && own <= wanted) else { continue }
      project.money[key] = nil
      project.places[key] = nil
    }
    return overlaid(by: project)
  }

  /// What is said about money.
  var budget: BudgetSettings {
    /// Nothing said: the program's own amount.
    func amount(_ key: SettingKey, _ standard: NanoDollars?) -> NanoDollars? {
      let amount = money[key] ?? standard
      return amount == .zero ? nil : amount
    }
    var limits = BudgetLimits()
    for (key, scope) in SettingKey.budgets { limits[scope] = amount(key, nil) }
    return BudgetSettings(
      limits: limits,
      estimateAbove: amount(.estimateAbove, BudgetSettings.defaultEstimateAbove),
      askAbove: amount(.askAbove, BudgetSettings.defaultAskAbove))
  }
}

extension UserConfiguration {
  /// The value of `key` as `adit config` shows it; `nil`: not set.
  func text(of key: SettingKey) -> String? {
    switch key {
    case .model: model
    case .task: task
    case .effort: effort
    case .thinking: thinking?.text
    case .maxTokens: maxTokens.map { "\($0)" }
    case .temperature: temperature.map { "\($0)" }
    case .system: system
    case .theme: theme
    case .profile: profile
    case .region: region
    case .profilePrefix: profilePrefix
    case .api: api?.rawValue
    case .promptCaching: promptCaching.map { "\($0)" }
    case .cacheTTL: cacheTTL?.rawValue
    case .requestsPerMinute: requestsPerMinute.map { "\($0)" }
    case .tokensPerMinute: tokensPerMinute.map { "\($0)" }
    case .runtimeEndpoint: runtimeEndpoint.map(URLText.withoutSecrets)
    case .mantleEndpoint: mantleEndpoint.map(URLText.withoutSecrets)
    case .directEndpoint: directEndpoint.map(URLText.withoutSecrets)
    // Commands may hold secrets; where they stand is told with them.
    case .awsAuthRefresh: awsAuthRefresh.map { _ in "(set, not shown)" }
    case .awsCredentialExport: awsCredentialExport.map { _ in "(set, not shown)" }
    case .logLevel: logLevel.map { "\($0)" }
    case .cancelSettle: cancelSettle?.rawValue
    case .notification: notification?.rawValue
    case .title: title.map { "\($0)" }
    case .reducedMotion: reducedMotion.map { "\($0)" }
    case .sidePanel: hasSidePanel.map { "\($0)" }
    case .autoScroll: autoScroll.map { "\($0)" }
    case .keys: keys?.summary
    case .editorMode: editorMode?.rawValue
    case .plainHold: holdsAnswers.map { "\($0)" }
    case .mouse: mouse?.rawValue
    case .clipboard: clipboard?.rawValue
    case .printOnExit: printOnExit.map { "\($0)" }
    case .turnBudget, .sessionBudget, .dayBudget, .projectBudget, .estimateAbove, .askAbove:
      money[key].map { $0 == .zero ? "false" : $0.decimal }
    }
  }
}
