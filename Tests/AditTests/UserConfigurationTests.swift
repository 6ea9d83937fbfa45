import Engine
import Interface
import Testing

@testable import adit

@Suite struct UserConfigurationTests {
  static func read(_ text: String) -> (configuration: UserConfiguration, problems: [String]) {
    UserConfiguration.read(Array(text.utf8), name: "config.json")
  }

  @Test func everySettingIsTaken() {
    let (configuration, problems) = Self.read(
      """
      {
        // comments are welcome
        "model": "opus", "task": "review", "region": "eu-west-1", "profilePrefix": "eu",
        "api": "converse", "maxTokens": 8000, "temperature": 0.3, "effort": "high",
        "theme": "light", "system": "Be brief.", "profile": "work", "thinking": 4000,
        "promptCaching": false, "cacheTTL": "1h", "logLevel": "debug",
        "limits": {"requestsPerMinute": 50, "tokensPerMinute": 2e5},
        "endpoints": {"runtime": "https://a", "mantle": "https://b"},
        "endpoints.direct": "https://c",
        "awsAuthRefresh": "aws sso login", "awsCredentialExport": "export-them",
        "budget": {"turn": 0.25, "session": 5, "day": 20.5, "project": false,
          "estimateAbove": 0, "askAbove": 2},
        "cancel": {"settle": "drain"},
        "notification": "desktop", "title": false, "reducedMotion": true, "sidePanel": false,
        "keys": {"prompt": {"Ctrl+K": "edit.undo"}}, "editor": {"mode": "vi"},
        "plain": {"hold": true}, "mouse": "wheel", "clipboard": "file", "printOnExit": true,
        "autoScroll": false
      }
      """)
    #expect(problems.isEmpty)
    #expect(configuration.places.count == SettingKey.allCases.count)
    #expect(
      Self.withoutPlaces(configuration)
        == Self.configuration {
          $0.model = "opus"
          $0.task = "review"
          $0.region = "eu-west-1"
          $0.profilePrefix = "eu"
          $0.api = .converse
          $0.maxTokens = 8000
          $0.temperature = 0.3
          $0.effort = "high"
          $0.theme = "light"
          $0.system = "Be brief."
          $0.profile = "work"
          $0.thinking = .budget(4_000)
          $0.promptCaching = false
          $0.cacheTTL = .oneHour
          $0.requestsPerMinute = 50
          $0.tokensPerMinute = 200_000
          $0.runtimeEndpoint = "https://a"
          $0.mantleEndpoint = "https://b"
          $0.directEndpoint = "https://c"
          $0.awsAuthRefresh = "aws sso login"
          $0.awsCredentialExport = "export-them"
          $0.logLevel = .debug
          $0.cancelSettle = .drain
          $0.notification = .desktop
          $0.title = false
          $0.reducedMotion = true
          $0.hasSidePanel = false
          $0.keys = configuration.keys
          $0.editorMode = .vi
          $0.holdsAnswers = true
          $0.mouse = .wheel
          $0.clipboard = .file
          $0.printOnExit = true
          $0.autoScroll = false
          $0.money = [
            .turnBudget: NanoDollars(250_000_000), .sessionBudget: NanoDollars(5_000_000_000),
            .dayBudget: NanoDollars(20_500_000_000), .projectBudget: .zero,
            .estimateAbove: .zero, .askAbove: NanoDollars(2_000_000_000),
          ]
        })
    #expect(configuration.keys?.rows.count == 1)
    #expect(
      configuration.budget
        == BudgetSettings(
          limits: BudgetLimits(
            turn: NanoDollars(250_000_000), session: NanoDollars(5_000_000_000),
            day: NanoDollars(20_500_000_000)),
          estimateAbove: nil, askAbove: NanoDollars(2_000_000_000)))
  }

  @Test func nothingSaidAboutMoneyIsNoLimit() {
    #expect(UserConfiguration().budget == BudgetSettings())
  }

  @Test(arguments: ["-1", "1000001", "\"5\"", "true", "null"])
  func whatIsNoAmountIsReported(value: String) {
    let (configuration, problems) = Self.read("{\"budget\": {\"day\": \(value)}}")
    #expect(configuration.money.isEmpty)
    #expect(
      problems == [
        "config.json:1: \"budget.day\" takes an amount of US dollars up to 1000000, or false;"
          + " ignored"
      ])
  }

  /// The user's budget, the project's, what counts, and who said it.
  @Test(
    arguments: [
      ("5", "3", 3, true), ("3", "5", 3, false), ("5", "5", 5, false), ("5", "false", 5, false),
      ("false", "5", 5, true), ("5", nil, 5, false), (nil, "5", 5, true),
    ] as [(String?, String?, Int64, Bool)])
  func aProjectOnlyLowersBudgets(
    own: String?, project: String?, dollars: Int64, isProjects: Bool
  ) {
    func configuration(_ value: String?, isProject: Bool) -> UserConfiguration {
      let text = value.map { "{\"budget.day\": \($0)}" } ?? "{}"
      return UserConfiguration.read(Array(text.utf8), name: "f", isProject: isProject)
        .configuration
    }
    let result = configuration(own, isProject: false)
      .overlaid(byProject: configuration(project, isProject: true))
    #expect(result.budget.limits.day == NanoDollars(dollars * 1_000_000_000))
    #expect(result.places[.dayBudget]?.isProject == isProjects)
  }

  /// What a file gives, but for the places.
  static func configuration(
    _ change: (inout UserConfiguration) -> Void
  ) -> UserConfiguration {
    var configuration = UserConfiguration()
    change(&configuration)
    return configuration
  }

  static func withoutPlaces(_ configuration: UserConfiguration) -> UserConfiguration {
    var configuration = configuration
    configuration.places = [:]
    return configuration
  }

  @Test func theProjectGoesBeforeTheUserAndBothAreNamed() {
    let user = Self.read("{\n\"model\": \"opus\", \"effort\": \"low\"}").configuration
    let project = UserConfiguration.read(
      Array("{\n\n\"model\": \"haiku\"}".utf8), name: ".adit/config.json", isProject: true)
    let both = user.overlaid(by: project.configuration)
    #expect(both.model == "haiku")
    #expect(both.effort == "low")
    #expect(
      both.places == [
        .model: .init(file: ".adit/config.json", line: 3, isProject: true),
        .effort: .init(file: "config.json", line: 2, isProject: false),
      ])
  }

  @Test(arguments: SettingKey.allCases.filter { !$0.isProjectSetting })
  func aProjectMayNotSay(key: SettingKey) {
    let (configuration, problems) = UserConfiguration.read(
      Array("{\"\(key.rawValue)\": \"x\"}".utf8), name: "p.json", isProject: true)
    #expect(configuration == UserConfiguration())
    #expect(
      problems == [
        "p.json:1: \"\(key.rawValue)\" cannot be set by a project, only in your own config.json;"
          + " ignored"
      ])
  }

  @Test func whatCannotBeUsedIsNamedWithItsLineAndTheRestCounts() {
    let (configuration, problems) = Self.read(
      """
      {
        "modle": "opus",
        "maxTokens": -5,
        "temperature": "hot",
        "model": "haiku"
      }
      """)
    #expect(Self.withoutPlaces(configuration) == Self.configuration { $0.model = "haiku" })
    #expect(
      problems == [
        "config.json:2: unknown setting \"modle\" ignored; did you mean \"model\"?",
        "config.json:3: \"maxTokens\" takes a whole number above 0; ignored",
        "config.json:4: \"temperature\" takes a number from 0 to 1; ignored",
      ])
  }

  @Test(arguments: ["", "[]", "{\"model\": }", "{", "\u{0}\u{1}", "nonsense"])
  func aBrokenFileIsOneProblem(text: String) {
    let (configuration, problems) = Self.read(text)
    #expect(configuration == UserConfiguration())
    #expect(problems.count == 1)
    #expect(problems.first?.hasPrefix("config.json:1") == true)
  }
}
