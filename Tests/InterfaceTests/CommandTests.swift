import Engine
import Testing
import TextModel

@testable import Interface

/// Commands, models, tasks, effort.
@Suite struct CommandTests {
  static let lookup = ModelLookup(
    models: [Fixtures.opus, Fixtures.oldOpus, Fixtures.sonnet, Fixtures.nova],
    today: "2026-11-21")

  @Test(arguments: [
    ("hello", PromptText.prompt("hello", modelKey: nil)),
    ("  hello\n\n", .prompt("  hello", modelKey: nil)),
    (" \n", .empty),
    ("/quit", .command(.quit, argument: "")),
    ("/q", .command(.quit, argument: "")),
    ("/model opus 4 ", .command(.model, argument: "opus 4")),
    ("/c", .unknownCommand("c")),
    ("/modle", .unknownCommand("modle")),
    ("/", .prompt("/", modelKey: nil)),
    (" /quit", .prompt(" /quit", modelKey: nil)),
    ("/usr/bin/env is missing", .prompt("/usr/bin/env is missing", modelKey: nil)),
    ("/MODEL opus", .command(.model, argument: "opus")),
    ("/tmp", .unknownCommand("tmp")),
    ("/* a comment */", .prompt("/* a comment */", modelKey: nil)),
    ("// another", .prompt("// another", modelKey: nil)),
    ("/^a+$/ fits?", .prompt("/^a+$/ fits?", modelKey: nil)),
    ("/etc.", .prompt("/etc.", modelKey: nil)),
    ("/clear the cache how?", .commandBeforeText(.clear)),
    ("/model opus\nand more", .commandBeforeText(.model)),
    ("/compare opus haiku one\ntwo", .command(.compare, argument: "opus haiku one\ntwo")),
    ("see\n/clear", .prompt("see\n/clear", modelKey: nil)),
    ("@opus why?", .prompt("why?", modelKey: "claude-opus-4-8")),
    ("@OPUS\nwhy?", .prompt("why?", modelKey: "claude-opus-4-8")),
    ("@sonnet-4.5 why?", .prompt("why?", modelKey: "claude-sonnet-4-5")),
    ("@opus", .empty),
    ("@./opus read it", .prompt("@./opus read it", modelKey: nil)),
    ("@nobody hello", .prompt("@nobody hello", modelKey: nil)),
    ("ask @opus", .prompt("ask @opus", modelKey: nil)),
  ])
  func promptText(text: String, expected: PromptText) {
    #expect(PromptText(text, lookup: Self.lookup) == expected)
  }

  @Test(arguments: [
    ("opus", "claude-opus-4-8"), ("Sonnet", "claude-sonnet-4-5"),
    ("claude-opus-4", "claude-opus-4"),
    ("Nova Pro", "nova-pro"), ("none", nil), ("", nil),
  ])
  func modelNames(name: String, key: String?) {
    #expect(Self.lookup.resolve(name)?.key == key)
  }

  @Test func aCommandThatStandsAloneIsNotRunBeforeText() {
    var desk = Desk()
    desk.submit("/quit smoking, how?")
    #expect(desk.effects == [.prewarm])
    #expect(desk.state.composer.buffer.text == "/quit smoking, how?")
    #expect(desk.screen().joined(separator: "\n").contains("/quit stands alone"))
  }

  @Test func anUnknownCommandNamesTheNearestAndSendsNothing() {
    var desk = Desk()
    desk.submit("/modle opus")
    #expect(desk.effects == [.prewarm])
    #expect(desk.screen().joined(separator: "\n").contains("Did you mean /model?"))
    #expect(desk.state.composer.buffer.text == "/modle opus")
  }

  @Test func atNameIsForOneTurnOnly() {
    var desk = Desk()
    desk.submit("@opus why?")
    guard case .engine(.submit(_, "why?", _, let settings)) = desk.effects.last else {
      Issue.record("not sent")
      return
    }
    #expect(settings.model == Fixtures.opus)
    #expect(desk.state.choice.modelKey == "claude-sonnet-4-5")
    desk.engine(.turnEnded(TurnID(1), .completed(.endTurn)))
    desk.press(.up)
    #expect(desk.state.composer.buffer.text == "@opus why?")
  }

  @Test func modelByNameIsForTheSession() {
    var desk = Desk()
    desk.submit("/model opus")
    #expect(desk.state.choice.modelKey == "claude-opus-4-8")
    #expect(desk.screen()[0].hasSuffix("Claude Opus 4.8 · us-east-1"))
  }

  @Test func theKeyThatOpenedThePickerNeverChooses() {
    var desk = Desk()
    desk.press(.function(2))
    desk.press(.up)
    desk.press(.up)
    desk.press(.escape)
    desk.press(.function(2))
    desk.press(.enter)
    #expect(desk.state.overlay != nil)
    _ = desk.frame(80, 24)
    desk.press(.enter)
    #expect(desk.state.overlay == nil)
  }

  @Test func theFilterChoosesForTheSessionOrTheNextTurn() {
    var desk = Desk()
    desk.press(.character("p"), .alt)
    desk.type("opus 4.8")
    desk.press(.enter, .alt)
    #expect(desk.state.choice.nextTurnKey == "claude-opus-4-8")
    #expect(desk.state.choice.modelKey == "claude-sonnet-4-5")
    desk.submit("Hello")
    #expect(desk.state.choice.nextTurnKey == nil)
    #expect(desk.state.turn?.modelKey == "claude-opus-4-8")
  }

  @Test func aFilterThatNothingPassesChoosesNothing() {
    var desk = Desk()
    desk.press(.function(2))
    desk.type("zzz")
    desk.press(.enter)
    #expect(desk.state.overlay != nil)
    #expect(desk.screen()[2] == "  nothing fits the filter")
    desk.press(.backspace)
    desk.press(.escape)
    #expect(desk.state.overlay == nil)
  }

  @Test func aTaskSetsModelEffortAndTemperature() {
    var desk = Desk()
    desk.submit("/task review")
    #expect(desk.state.choice.modelKey == "claude-opus-4-8")
    #expect(desk.screen()[0].contains("review · Claude Opus 4.8 (high)"))
    desk.submit("/task docs")
    desk.submit("Hello")
    guard case .engine(.submit(_, _, _, let settings)) = desk.effects.last else {
      Issue.record("not sent")
      return
    }
    #expect(settings.temperature == 0.7)
    #expect(settings.effort == nil)
    #expect(settings.task == "docs")
  }

  @Test func aSuggestionIsTakenWithItsKey() {
    var desk = Desk()
    desk.type("Review this diff ")
    #expect(desk.state.composer.suggestion?.profile.name == "review")
    desk.press(.character("s"), .alt)
    #expect(desk.state.choice.taskName == "review")
    #expect(desk.state.composer.buffer.text == "Review this diff ")
  }

  @Test func effortMovesWithinTheModelsLevels() {
    var desk = Desk()
    desk.press(.character("."), .alt)
    #expect(desk.state.choice.effort == nil)
    desk.submit("/model opus")
    desk.press(.character("."), .alt)
    #expect(desk.state.choice.effort == "high")
    for _ in 0..<5 { desk.press(.character(","), .alt) }
    #expect(desk.state.choice.effort == "low")
  }

  @Test func effortIsLoweredToWhatTheModelKnows() {
    var desk = Desk()
    desk.state.choice.effort = "xhigh"
    #expect(desk.state.choice.effort(for: Fixtures.opus) == "high")
    #expect(desk.state.choice.effort(for: Fixtures.sonnet) == nil)
  }

  @Test func theConfiguredModelHoldsOverTheFirstTask() {
    var configuration = Fixtures.configuration()
    configuration.taskName = "review"
    #expect(AppState(configuration: configuration).choice.modelKey == "claude-sonnet-4-5")
  }

  @Test func anUnknownConfiguredModelIsTold() {
    var configuration = Fixtures.configuration()
    configuration.modelKey = "nobody"
    var desk = Desk(configuration)
    #expect(desk.screen().joined().contains("There is no model nobody;"))
  }

  @Test func continueAsksTheEngine() {
    var desk = Desk()
    desk.submit("/continue")
    #expect(!desk.state.isBusy)
    desk.submit("Hello")
    desk.engine(.turnEnded(TurnID(1), .interrupted(hasText: true)))
    desk.submit("/continue")
    guard case .engine(.continueAnswer(TurnID(2), _)) = desk.effects.last else {
      Issue.record("not sent")
      return
    }
  }

  @Test func clearForgetsTheTranscript() {
    var desk = Desk()
    desk.submit("Hello")
    desk.answer("Good day.", turn: 1)
    desk.submit("/clear")
    #expect(desk.effects.contains(.engine(.clear)))
    #expect(!desk.screen().joined().contains("Good day."))
  }

  @Test func aModelByItsIDJoinsTheList() {
    var configuration = Fixtures.configuration()
    var profile = Fixtures.opus
    profile.key = "arn:aws:bedrock:us-east-1:1:application-inference-profile/a"
    profile.modelId = profile.key
    configuration.findModel = { [profile] name in
      name == profile.key ? .model(profile, warning: "taken at its word") : .unknown("No \(name).")
    }
    var desk = Desk(configuration)
    desk.submit("/model \(profile.key)")
    #expect(desk.state.sessionModel == profile)
    #expect(desk.state.configuration.models.first == profile)
    #expect(desk.screen().contains(" taken at its word"))
    desk.submit("/model nobody")
    #expect(desk.screen().contains(" No nobody. /model lists them all."))
    #expect(desk.state.sessionModel == profile)
  }

  @Test func whatTheUserSetForEveryTaskHoldsInEveryTask() {
    var configuration = Fixtures.configuration()
    configuration.temperature = 0.2
    configuration.effort = "low"
    configuration.maxTokens = 500
    var desk = Desk(configuration)
    desk.submit("Hello")
    guard case .engine(.submit(_, _, _, let first)) = desk.effects.last else {
      Issue.record("not sent")
      return
    }
    #expect(first.temperature == 0.2)
    #expect(first.maxTokens == 500)
    desk.answer("Good day.", turn: 1)
    desk.submit("/task review")
    desk.submit("Hello")
    guard case .engine(.submit(_, _, _, let second)) = desk.effects.last else {
      Issue.record("not sent")
      return
    }
    #expect(second.temperature == 0.2)
    #expect(second.effort == "low")
    #expect(second.maxTokens == 500)
  }

  @Test func pricesAreThoseOfTheProfileThatIsCalled() {
    var sonnet = Fixtures.sonnet
    sonnet.prices?.geographicPermille = 1_100
    var configuration = Fixtures.configuration()
    configuration.models = [sonnet]
    configuration.profilePrefix = { _ in "eu" }
    let text = ModelText(sonnet, in: configuration)
    #expect(text.priceColumn == "$3.30/16.50/0.33")
    #expect(text.prices == "$3.30 in, $16.50 out, $0.33 cached per M tokens")
    #expect(text.priceSource == "through the eu profile: list price + 10 % · test · 2026-11-01")
    #expect(text.calledID == "eu.anthropic.claude-sonnet-4-5-20250929-v1:0")
    #expect(text.readingCost(tokens: 1_000_000) == NanoDollars(3_300_000_000))
  }

  @Test func aModelWithoutAPromptIsAskedForOne() {
    var desk = Desk()
    // The first Enter takes the row of the popup.
    desk.submit("@opus")
    #expect(desk.state.composer.buffer.text == "@opus ")
    desk.press(.enter)
    #expect(desk.screen().last == " write the prompt behind @opus  ? help")
    #expect(desk.state.composer.buffer.text == "@opus ")
  }

  @Test func theDirectAPIHasNoRegion() {
    var configuration = Fixtures.configuration()
    configuration.api = .messages
    configuration.models[2].directId = "claude-sonnet-4-5-20250929"
    var desk = Desk(configuration)
    #expect(desk.screen()[0].hasSuffix("Claude Sonnet 4.5 · direct API"))
    desk.submit("/status")
    let screen = desk.screen(80, 40).joined(separator: "\n")
    #expect(screen.contains("(claude-sonnet-4-5-20250929, messages)"))
    #expect(!screen.contains("us-east-1"))
  }

  /// The window that matters is that of the model asked next.
  @Test func theContextIsThatOfTheModelAskedNext() {
    var desk = Desk()
    desk.startAnswer()
    desk.engine(.turnEnded(TurnID(1), .completed(.endTurn)))
    #expect(desk.screen().last?.contains("ctx 6%") == true)
    desk.submit("/model opus")
    desk.wait(milliseconds: 3_000)
    desk.send(.tick)
    #expect(desk.screen().last?.contains("ctx 1%") == true)
  }
}
