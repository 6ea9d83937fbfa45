internal import Engine
internal import Interface
internal import Wire

extension UserConfiguration {
  /// Reads `bytes` of the file called `name`; problems are sentences. A
  /// project's file may hold only some of the settings.
  static func read(
    _ bytes: [UInt8], name: String, isProject: Bool = false
  ) -> (configuration: UserConfiguration, problems: [String]) {
    let node: JSONNode
    do {
      node = try JSONNode(parsing: bytes, allowingComments: true)
    } catch {
      let at = error.position
      return (
        UserConfiguration(),
        ["\(name):\(at.line):\(at.column): \(error.reason); the file is ignored until it is mended"]
      )
    }
    guard case .object(let members) = node.kind else {
      return (UserConfiguration(), ["\(name):1: an object { … } was expected; the file is ignored"])
    }
    var reader = UserConfigurationReader(name: name, isProject: isProject)
    for member in members { reader.take(member) }
    return (reader.configuration, reader.problems)
  }
}

/// Takes the members of one file one by one.
private struct UserConfigurationReader {
  let name: String
  let isProject: Bool
  var configuration = UserConfiguration()
  var problems: [String] = []

  /// A member, or the members of a group (`limits`, `endpoints`).
  mutating func take(_ member: JSONNode.Member) {
    if case .object(let inner) = member.node.kind, Self.groups.contains(member.name) {
      for setting in inner {
        take("\(member.name).\(setting.name)", at: setting.position.line, setting.node)
      }
    } else {
      take(member.name, at: member.position.line, member.node)
    }
  }

  /// Names that hold settings and are none.
  private static let groups = Set(
    SettingKey.allCases.map(\.rawValue).filter { $0.contains(".") }
      .compactMap { $0.split(separator: ".").first.map(String.init) })

  private mutating func take(_ fullName: String, at line: Int, _ node: JSONNode) {
    guard let key = SettingKey(rawValue: fullName) else {
      let nearest = EditDistance.nearest(
        to: fullName, among: SettingKey.allCases.map(\.rawValue))
      let hint = nearest.map { "; did you mean \"\($0)\"?" } ?? ""
      problems.append("\(name):\(line): unknown setting \"\(fullName)\" ignored\(hint)")
      return
    }
    guard key.isProjectSetting || !isProject else {
      problems.append(
        "\(name):\(line): \"\(fullName)\" cannot be set by a project, only in your own config.json;"
          + " ignored")
      return
    }
    if key == .keys {
      let keys = KeySettings(node, file: name)
      problems += keys.problems
      configuration.keys = keys
      configuration.places[key] = UserConfiguration.Place(
        file: name, line: line, isProject: isProject)
    } else if configuration.set(key, to: node.value) {
      configuration.places[key] = UserConfiguration.Place(
        file: name, line: line, isProject: isProject)
    } else {
      problems.append("\(name):\(node.position.line): \"\(fullName)\" \(key.expectation); ignored")
    }
  }
}

extension UserConfiguration {
  /// Takes `value` for `key`; `false` if it cannot be one.
  fileprivate mutating func set(_ key: SettingKey, to value: JSONValue) -> Bool {
    switch key {
    case .model: Self.set(&model, value.string)
    case .task: Self.set(&task, value.string)
    case .effort:
      Self.set(
        &effort,
        value.string.flatMap { ParameterRules.knownEffortLevels.contains($0) ? $0 : nil })
    case .thinking: Self.set(&thinking, Self.thinking(value))
    case .maxTokens: Self.set(&maxTokens, Self.positive(value))
    case .temperature:
      Self.set(&temperature, value.double.flatMap { (0...1).contains($0) ? $0 : nil })
    case .system: Self.set(&system, value.string)
    case .theme: Self.set(&theme, value.string)
    case .profile: Self.set(&profile, value.string)
    case .region: Self.set(&region, value.string)
    case .profilePrefix: Self.set(&profilePrefix, value.string)
    case .api: Self.set(&api, value.string.flatMap(ModelAPI.init))
    case .sidePanel: Self.set(&hasSidePanel, value.bool)
    case .autoScroll: Self.set(&autoScroll, value.bool)
    // Read from its node, for the places of its rows.
    case .keys: false
    case .promptCaching: Self.set(&promptCaching, value.bool)
    case .cacheTTL: Self.set(&cacheTTL, value.string.flatMap(PromptCaching.Lifetime.init))
    case .requestsPerMinute: Self.set(&requestsPerMinute, Self.positive(value))
    case .tokensPerMinute: Self.set(&tokensPerMinute, Self.positive(value))
    case .runtimeEndpoint: Self.set(&runtimeEndpoint, value.string)
    case .mantleEndpoint: Self.set(&mantleEndpoint, value.string)
    case .directEndpoint: Self.set(&directEndpoint, value.string)
    case .awsAuthRefresh: Self.set(&awsAuthRefresh, value.string)
    case .awsCredentialExport: Self.set(&awsCredentialExport, value.string)
    case .logLevel: Self.set(&logLevel, value.string.flatMap(Self.level))
    case .plainHold: Self.set(&holdsAnswers, value.bool)
    case .cancelSettle:
      Self.set(&cancelSettle, value.string.flatMap(CancelSettlement.init(rawValue:)))
    case .notification:
      Self.set(&notification, value.string.flatMap(InterfaceSettings.Notification.init))
    case .title: Self.set(&title, value.bool)
    case .reducedMotion: Self.set(&reducedMotion, value.bool)
    case .editorMode:
      Self.set(&editorMode, value.string.flatMap(InterfaceSettings.Editing.init(rawValue:)))
    case .mouse: Self.set(&mouse, value.string.flatMap(InterfaceSettings.Mouse.init))
    case .clipboard: Self.set(&clipboard, value.string.flatMap(ClipboardChoice.init))
    case .printOnExit: Self.set(&printOnExit, value.bool)
    case .turnBudget, .sessionBudget, .dayBudget, .projectBudget, .estimateAbove, .askAbove:
      Self.set(&money[key], Self.dollars(value))
    }
  }

  private static func set<Value>(_ target: inout Value?, _ value: Value?) -> Bool {
    target = value ?? target
    return value != nil
  }

  private static func positive(_ value: JSONValue) -> Int? {
    value.int.flatMap { $0 > 0 ? $0 : nil }
  }

  /// An amount of money; `false`: none.
  private static func dollars(_ value: JSONValue) -> NanoDollars? {
    if value.bool == false { return .zero }
    return value.double.flatMap(NanoDollars.init(dollars:))
  }

  private static func thinking(_ value: JSONValue) -> ThinkingOption? {
    if let flag = value.bool { return flag ? .on : .off }
    return (value.string ?? value.int.map { "\($0)" }).flatMap(ThinkingOption.init)
  }

  private static func level(_ word: String) -> LogEvent.Level? {
    LogEvent.Level.allCases.first { "\($0)" == word }
  }
}
