internal import Engine
internal import Interface

/// The settings that a configuration file can hold. Reading, the manual page,
/// the README's table and `adit config` go by this list.
enum SettingKey: String, CaseIterable, Sendable {
  case model, task, effort, thinking, maxTokens, temperature, system, theme
  case profile, region, profilePrefix, api
  case promptCaching, cacheTTL
  case requestsPerMinute = "limits.requestsPerMinute"
  case tokensPerMinute = "limits.tokensPerMinute"
  case runtimeEndpoint = "endpoints.runtime"
  case mantleEndpoint = "endpoints.mantle"
  case directEndpoint = "endpoints.direct"
  case awsAuthRefresh, awsCredentialExport
  case logLevel
  case turnBudget = "budget.turn"
  case sessionBudget = "budget.session"
  case dayBudget = "budget.day"
  case projectBudget = "budget.project"
  case estimateAbove = "budget.estimateAbove"
  case askAbove = "budget.askAbove"
  case cancelSettle = "cancel.settle"
  case notification, title, reducedMotion
  case sidePanel, autoScroll, keys
  case editorMode = "editor.mode"
  case plainHold = "plain.hold"
  case mouse, clipboard, printOnExit

  /// The settings that are limits of money, with what they limit.
  static let budgets: [(key: SettingKey, scope: BudgetScope)] = [
    (.turnBudget, .turn), (.sessionBudget, .session), (.dayBudget, .day),
    (.projectBudget, .project),
  ]

  /// Whether a project's file may say it. Whoever clones a project must not
  /// thereby run its commands, or send prompts and keys where it wants. Of
  /// budgets a project's count only where they are lower than the user's own.
  var isProjectSetting: Bool {
    switch self {
    case .model, .task, .effort, .maxTokens, .temperature, .system, .theme, .turnBudget,
      .sessionBudget, .dayBudget, .projectBudget:
      true
    case .thinking, .profile, .region, .profilePrefix, .api, .promptCaching, .cacheTTL,
      .requestsPerMinute, .tokensPerMinute, .runtimeEndpoint, .mantleEndpoint, .directEndpoint,
      .awsAuthRefresh, .awsCredentialExport, .logLevel, .estimateAbove, .askAbove,
      .cancelSettle, .editorMode, .notification, .title, .reducedMotion, .sidePanel,
      .autoScroll, .keys,
      .plainHold, .mouse, .clipboard,
      .printOnExit:
      false
    }
  }

  /// What it is for, for people.
  var summary: String {
    switch self {
    case .model: "who answers: family, registry key, alias, id or ARN"
    case .task: "the task profile to start with"
    case .effort: "low, medium, high, xhigh or max"
    case .thinking: "on, off or a number of tokens"
    case .maxTokens: "longest answer, in tokens"
    case .temperature: "0 to 1, only for models that take it"
    case .system: "system prompt instead of the built-in one"
    case .theme: "colours of the screen: auto, a built-in theme, or a file of themes/"
    case .profile: "profile of the shared AWS configuration"
    case .region: "AWS region"
    case .profilePrefix: "inference profiles to prefer: us, eu, apac, jp, au, global; or none"
    case .api: "operations of the service: \(Self.list(ModelAPI.allCases.map(\.rawValue)))"
    case .promptCaching: "true or false: mark what the service may cache"
    case .cacheTTL: "5m or 1h"
    case .requestsPerMinute: "requests a minute that are not exceeded"
    case .tokensPerMinute: "tokens a minute that are not exceeded"
    case .runtimeEndpoint: "base URL of the Bedrock runtime"
    case .mantleEndpoint: "base URL of Bedrock's Messages endpoint"
    case .directEndpoint: "base URL of the direct Anthropic API"
    case .awsAuthRefresh: "command that signs in again when credentials have expired"
    case .awsCredentialExport: "command that prints credentials as JSON"
    case .logLevel: Self.list(LogEvent.Level.allCases.map { "\($0)" })
    case .turnBudget: "most that a turn may cost, in US dollars"
    case .sessionBudget: "most that a session may cost, in US dollars"
    case .dayBudget: "most that a day may cost, all sessions together, in US dollars"
    case .projectBudget: "most that the project may cost, all its sessions, in US dollars"
    case .estimateAbove: "say beforehand what a prompt costs to read from so many dollars on"
    case .cancelSettle:
      "close or drain: what becomes of a stopped answer; drain reads it on unseen to book what it"
        + " really costs (a run with -p that is interrupted ends at once)"
    case .notification:
      "off, bell or desktop: what tells that a turn of more than 10 s has ended unseen"
    case .title: "true or false: name the terminal's window after what goes on"
    case .reducedMotion: "true or false: seconds and counters stand still while an answer comes"
    case .sidePanel: "true or false: a panel beside the transcript from 140 columns on"
    case .autoScroll: "true or false: the transcript follows what is written at its end"
    case .keys: "keys by context, each a command's name or null; adit keys lists them"
    case .editorMode: "emacs or vi: keys of the prompt (/vi changes it)"
    case .plainHold: "true or false: with --plain, say an answer when it is complete"
    case .mouse:
      "\(Self.list(InterfaceSettings.Mouse.allCases.map(\.rawValue))): what the program takes of"
        + " the mouse; F9 changes it"
    case .clipboard:
      "\(Self.list(ClipboardChoice.allCases.map(\.rawValue))): where copies go; auto takes the first"
        + " that works"
    case .printOnExit: "true or false: print the last answer when the program ends"
    case .askAbove: "ask before a prompt is sent that costs so many dollars to read"
    }
  }

  /// What a value has to be, behind its name.
  var expectation: String {
    switch self {
    case .model, .task, .theme, .system, .profile, .region, .profilePrefix, .runtimeEndpoint,
      .mantleEndpoint, .directEndpoint, .awsAuthRefresh, .awsCredentialExport:
      "takes a text in quotes"
    case .effort: "takes \(Self.list(ParameterRules.knownEffortLevels))"
    case .thinking: "takes on, off or a number of tokens from 1024"
    case .maxTokens, .requestsPerMinute, .tokensPerMinute: "takes a whole number above 0"
    case .temperature: "takes a number from 0 to 1"
    case .api: "takes \(Self.list(ModelAPI.allCases.map(\.rawValue)))"
    case .promptCaching, .sidePanel, .autoScroll, .plainHold, .printOnExit: "takes true or false"
    case .keys: "takes an object of contexts"
    case .mouse: "takes \(Self.list(InterfaceSettings.Mouse.allCases.map(\.rawValue)))"
    case .clipboard: "takes \(Self.list(ClipboardChoice.allCases.map(\.rawValue)))"
    case .cacheTTL: "takes 5m or 1h"
    case .logLevel: "takes \(Self.list(LogEvent.Level.allCases.map { "\($0)" }))"
    case .turnBudget, .sessionBudget, .dayBudget, .projectBudget, .estimateAbove, .askAbove:
      "takes an amount of US dollars up to 1000000, or false"
    case .notification:
      "takes \(Self.list(InterfaceSettings.Notification.allCases.map(\.rawValue)))"
    case .title, .reducedMotion: "takes true or false"
    case .editorMode: "takes emacs or vi"
    case .cancelSettle: "takes \(Self.list(CancelSettlement.allCases.map(\.rawValue)))"
    }
  }

  private static func list(_ words: [String]) -> String {
    OptionSpecification.Argument.list(words)
  }
}
