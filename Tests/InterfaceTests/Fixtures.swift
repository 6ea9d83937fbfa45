import Engine
import TextModel

@testable import Interface

/// Models, configurations and a driver for the tests of the interface.
enum Fixtures {
  static let sonnet = ModelDescriptor(
    key: "claude-sonnet-4-5", modelId: "anthropic.claude-sonnet-4-5-20250929-v1:0",
    displayName: "Claude Sonnet 4.5", provider: "Anthropic", family: "sonnet",
    released: "2025-09-29", aliases: ["sonnet-4.5"],
    recommendedFor: ["code", "tests", "documentation"], contextWindow: 200_000,
    maxOutputTokens: 64_000, profiles: ["us", "eu", "global"], preferredAPI: .invoke,
    prices: prices(3, 15, 300))

  static let opus = ModelDescriptor(
    key: "claude-opus-4-8", modelId: "anthropic.claude-opus-4-8",
    displayName: "Claude Opus 4.8", provider: "Anthropic", family: "opus",
    released: "2026-05-28", recommendedFor: ["architecture", "security"],
    contextWindow: 1_000_000, maxOutputTokens: 128_000, profiles: ["us", "eu"],
    preferredAPI: .invoke,
    rules: ParameterRules(
      sampling: .none, thinking: .adaptive, effortLevels: ["low", "medium", "high", "max"],
      bytesPerTokenHundredths: 270),
    prices: prices(5, 25, 500))

  static let oldOpus = ModelDescriptor(
    key: "claude-opus-4", modelId: "anthropic.claude-opus-4-20250514-v1:0",
    displayName: "Claude Opus 4", provider: "Anthropic", family: "opus", released: "2025-05-14",
    endOfLife: "2026-05-31", contextWindow: 200_000, maxOutputTokens: 32_000,
    preferredAPI: .invoke, prices: prices(15, 75, 1500))

  static let nova = ModelDescriptor(
    key: "nova-pro", modelId: "amazon.nova-pro-v1:0", displayName: "Nova Pro",
    provider: "Amazon", family: "nova", released: "2024-12-03", contextWindow: 300_000,
    maxOutputTokens: 5_000, preferredAPI: .converse)

  /// Dollars per million tokens in and out, thousandths of one for a cache
  /// read.
  private static func prices(_ input: Int64, _ output: Int64, _ read: Int64) -> PriceList {
    PriceList(
      base: TokenPrices(
        input: input * 1_000_000_000, output: output * 1_000_000_000, cacheRead: read * 1_000_000),
      source: "test", date: "2026-11-01")
  }

  static let tasks = [
    TaskProfile(name: "chat", summary: "anything"),
    TaskProfile(
      name: "review", summary: "find what is wrong", model: "opus", effort: "high",
      keywords: ["review"]),
    TaskProfile(name: "docs", summary: "write it down", model: "sonnet", temperature: 0.7),
  ]

  static func configuration(
    isDemo: Bool = false, history: [String] = []
  ) -> AppConfiguration {
    AppConfiguration(
      models: [opus, oldOpus, sonnet, nova], modelKey: "sonnet", region: "us-east-1",
      directory: "~/src/radar", branch: "main*", tasks: tasks, taskName: "chat",
      isDemo: isDemo, history: history.map { PastPrompt($0) }, systemPrompt: "Be brief.",
      credentials: "environment (AWS_ACCESS_KEY_ID)", today: "2026-11-21",
      clockOffsetSeconds: 14 * 3600 + 120)
  }
}

/// The interface with a clock in hand.
struct Desk {
  var state: AppState
  var now = MonotonicTime(nanoseconds: 0)
  var effects: [AppEffect] = []
  var cache = LayoutCache()

  init(_ configuration: AppConfiguration = Fixtures.configuration()) {
    state = AppState(configuration: configuration)
  }

  mutating func send(_ action: AppAction) {
    effects += AppReducer.reduce(into: &state, action, now: now)
  }

  mutating func wait(milliseconds: Int) {
    now = now.adding(milliseconds: milliseconds)
  }

  mutating func press(_ code: KeyCode, _ modifiers: Modifiers = []) {
    send(.input(.key(Key(code, modifiers))))
  }

  /// Presses a key as a hand does: 50 ms after the one before.
  mutating func strike(_ code: KeyCode, _ modifiers: Modifiers = []) {
    wait(milliseconds: 50)
    press(code, modifiers)
  }

  /// Types as a hand does, 50 ms a key.
  mutating func type(_ text: String) {
    for character in text {
      wait(milliseconds: 50)
      press(.character(character))
    }
    wait(milliseconds: 50)
  }

  /// Types `text` and sends it.
  mutating func submit(_ text: String) {
    type(text)
    press(.enter)
  }

  mutating func engine(_ event: EngineEvent) { send(.engine(event)) }

  /// A complete answer of one text block.
  mutating func answer(_ text: String, turn: Int) {
    let id = TurnID(turn)
    engine(.turnStarted(id, modelKey: "claude-sonnet-4-5"))
    engine(.phase(id, .writing))
    engine(.blockStarted(id, block: 0, .text))
    engine(.delta(id, block: 0, text))
    engine(.blockEnded(id, block: 0))
    engine(.turnEnded(id, .completed(.endTurn)))
  }

  mutating func takeEffects() -> [AppEffect] {
    defer { effects = [] }
    return effects
  }

  mutating func frame(_ columns: Int, _ rows: Int, level: ColorLevel = .ansi16) -> Frame {
    let size = ScreenSize(columns: columns, rows: rows)
    if state.size != size { send(.resize(size)) }
    let theme = FileTheme.named("default").resolve(level: level)
    return RootView.render(&state, size: size, theme: theme, cache: &cache, now: now)
  }

  /// The frame as lines, blanks at line ends left out.
  mutating func screen(_ columns: Int = 80, _ rows: Int = 24) -> [String] {
    frame(columns, rows).lines
  }
}

extension Frame {
  /// The rows as text; the right half of a wide glyph adds nothing.
  var lines: [String] {
    (0..<size.rows).map { row in
      var text = ""
      for cell in self.row(row) where cell.glyph.width > 0 {
        text.unicodeScalars.append(Unicode.Scalar(cell.glyph.scalar) ?? "?")
        for index in 0..<4 where cell.glyph.marks[index] != 0 {
          text.unicodeScalars.append(Unicode.Scalar(cell.glyph.marks[index]) ?? "?")
        }
      }
      while text.last == " " { text.removeLast() }
      return text
    }
  }
}
