import Engine
import Testing

@testable import Interface

/// What stands behind `/compare`.
@Suite struct CompareTextTests {
  private static let lookup = Fixtures.configuration().lookup

  @Test(
    arguments: [
      ("why is it so?", [], "why is it so?"),
      ("opus sonnet why?", ["claude-opus-4-8", "claude-sonnet-4-5"], "why?"),
      ("@opus nova why?", ["claude-opus-4-8", "nova-pro"], "why?"),
      ("opus why?", ["claude-opus-4-8"], "why?"),
      ("opus sonnet opus", ["claude-opus-4-8", "claude-sonnet-4-5"], "opus"),
      (
        "opus\n sonnet\nwhy?\n\nAnd how?", ["claude-opus-4-8", "claude-sonnet-4-5"],
        "why?\n\nAnd how?"
      ),
      ("opus", ["claude-opus-4-8"], ""), ("", [], ""),
    ] as [(String, [String], String)])
  func namesStandFirst(argument: String, keys: [String], prompt: String) {
    let text = CompareText(argument, lookup: Self.lookup)
    #expect(text.models.map(\.key) == keys)
    #expect(text.prompt == prompt)
  }

  @Test(arguments: [
    ("x", "claude-sonnet-4-5", "claude-opus-4-8"),
    ("opus x", "claude-sonnet-4-5", "claude-opus-4-8"),
    ("nova x", "claude-sonnet-4-5", "nova-pro"),
    ("sonnet x", "claude-sonnet-4-5", "claude-opus-4-8"),
    ("nova opus x", "nova-pro", "claude-opus-4-8"),
  ])
  func whoIsNotNamedIsTheSessionsOrItsCounterpart(
    argument: String, first: String, second: String
  ) {
    let state = AppState(configuration: Fixtures.configuration())
    let pair = CompareText(argument, lookup: Self.lookup)
      .pair(own: Fixtures.sonnet, other: state.counterpart(of:))
    #expect(pair?.0.key == first)
    #expect(pair?.1.key == second)
  }

  @Test func aModelIsNotComparedWithItself() {
    let text = CompareText("opus opus x", lookup: Self.lookup)
    #expect(text.pair(own: Fixtures.sonnet) { _ in nil } == nil)
    #expect(CompareText("x", lookup: Self.lookup).pair(own: Fixtures.nova) { _ in nil } == nil)
  }
}
