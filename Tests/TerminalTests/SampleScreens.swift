import Engine
import TestSupport
import TextModel

@testable import Interface

/// Screens of the interface as they come up in a day, with the frame that the
/// model makes of each.
enum SampleScreens {
  struct Sample: Sendable, CustomStringConvertible {
    let name: String
    let size: ScreenSize
    let theme: String
    let build: @Sendable (inout AppState, inout Hand) -> Void
    var description: String { "\(name), \(size.columns)×\(size.rows), \(theme)" }
  }

  /// Types with a clock in hand.
  struct Hand {
    var now = MonotonicTime(nanoseconds: 0)

    mutating func send(_ action: AppAction, _ state: inout AppState) {
      now = now.adding(milliseconds: 50)
      _ = AppReducer.reduce(into: &state, action, now: now)
    }

    mutating func press(_ code: KeyCode, _ modifiers: Modifiers = [], _ state: inout AppState) {
      send(.input(.key(Key(code, modifiers))), &state)
    }

    mutating func type(_ text: String, _ state: inout AppState) {
      for character in text { press(.character(character), [], &state) }
    }

    mutating func answer(_ text: String, to prompt: String, _ state: inout AppState) {
      type(prompt, &state)
      press(.enter, [], &state)
      let id = TurnID(1)
      for event in [
        .turnStarted(id, modelKey: "claude"), .phase(id, .writing),
        .blockStarted(id, block: 0, .text), .delta(id, block: 0, text),
        .blockEnded(id, block: 0), .turnEnded(id, .completed(.endTurn)),
      ] as [EngineEvent] {
        send(.engine(event), &state)
      }
    }
  }

  static let document = """
    # Heading with `code` — and 漢字

    | name | width | note |
    |:-----|------:|:----:|
    | 漢字 | 4 | two each |
    | e\u{301}tude | 5 | a mark |
    | 🎉 party | 8 | emoji |
    | ｆｕｌｌ | 8 | wide letters |

    1. *First*, **second**, ~~third~~, [a link](https://example.com/漢).
       - [x] done
       - [ ] open

    > Quoted 한국어 and ไทย text.

    ```swift
    let answer = 42 // the number
    print("漢字 \\(answer)")
    ```

    ```diff
    @@ -1,2 +1,2 @@
    -let width = 1
    +let width = 2
    ```
    """

  private static func documentScreen(
    _ columns: Int, _ rows: Int, _ theme: String
  ) -> Sample {
    Sample(
      name: "document", size: ScreenSize(columns: columns, rows: rows), theme: theme
    ) { state, hand in hand.answer(document, to: "Show me 漢字", &state) }
  }

  static let all: [Sample] =
    [(80, 40, "dark"), (80, 24, "light"), (40, 30, "high-contrast-dark"), (160, 44, "dark")].map {
      documentScreen($0.0, $0.1, $0.2)
    } + [
      Sample(name: "start", size: ScreenSize(columns: 80, rows: 24), theme: "default") { _, _ in },
      Sample(name: "prompt", size: ScreenSize(columns: 40, rows: 12), theme: "dark") {
        state, hand in
        hand.type("漢字 e\u{301} 🎉 and enough words to fill more than a row of it", &state)
        for _ in 0..<12 { hand.press(.left, [], &state) }
      },
      Sample(name: "help", size: ScreenSize(columns: 80, rows: 24), theme: "light") { state, hand in
        hand.press(.function(1), [], &state)
      },
      Sample(name: "models", size: ScreenSize(columns: 80, rows: 24), theme: "dark") {
        state, hand in
        hand.press(.function(2), [], &state)
      },
      Sample(
        name: "commands", size: ScreenSize(columns: 60, rows: 20), theme: "high-contrast-light"
      ) { state, hand in
        hand.type("/", &state)
        hand.press(.down, [], &state)
      },
      Sample(name: "search", size: ScreenSize(columns: 80, rows: 30), theme: "dark") {
        state, hand in
        hand.answer(document, to: "Show me", &state)
        hand.press(.tab, [], &state)
        hand.type("/width", &state)
        hand.press(.enter, [], &state)
      },
      Sample(name: "mono", size: ScreenSize(columns: 80, rows: 40), theme: "mono") { state, hand in
        hand.answer(document, to: "Show me", &state)
        hand.press(.tab, [], &state)
        hand.type("V", &state)
        hand.press(.up, [], &state)
      },
    ]

  static func frame(of sample: Sample) -> Frame {
    let model = ModelDescriptor(
      key: "claude", modelId: "anthropic.claude", displayName: "Claude", provider: "Anthropic",
      family: "claude", released: "2026-01-01", contextWindow: 200_000, maxOutputTokens: 64_000,
      preferredAPI: .invoke)
    var state = AppState(
      configuration: AppConfiguration(models: [model], modelKey: "claude", directory: "~/漢字"))
    var hand = Hand()
    hand.send(.resize(sample.size), &state)
    var cache = LayoutCache()
    let theme = ThemeReader.read(
      TestData.read("\(TestData.packageRoot)/themes/\(sample.theme).json") ?? [],
      fallbackName: sample.theme
    ).theme.resolve(level: sample.theme == "mono" ? .mono : .indexed256)
    // What a search finds is looked for where the screen was painted.
    sample.build(&state, &hand)
    _ = RootView.render(&state, size: sample.size, theme: theme, cache: &cache, now: hand.now)
    return RootView.render(&state, size: sample.size, theme: theme, cache: &cache, now: hand.now)
  }
}
