import Engine
import Testing

@testable import Interface

/// What every request begins with is joined once, and is what it would be.
@Suite struct SystemTextTests {
  private static func instructions(_ text: String) -> ProjectInstructions {
    ProjectInstructions(files: [.init(name: "AGENTS.md", text: text)])
  }

  @Test func itIsWhatIsJoinedAnew() {
    var configuration = Fixtures.configuration()
    configuration.systemPrompt = nil
    var desk = Desk(configuration)
    #expect(
      desk.state.turnSettings(modelKey: nil)?.system == SystemPrompt.text(for: desk.state.task))
    for text in ["use tabs", "use blanks", ""] {
      let told = Self.instructions(text)
      desk.send(.files(.instructions(told)))
      let expected = told.added(to: SystemPrompt.text(for: desk.state.task))
      #expect(desk.state.turnSettings(modelKey: nil)?.system == expected)
    }
    desk.send(.files(.instructions(Self.instructions("be brief"))))
    desk.submit("/task review")
    #expect(
      desk.state.turnSettings(modelKey: nil)?.system
        == Self.instructions("be brief").added(to: SystemPrompt.text(for: desk.state.task)))
  }

  @Test func whatWasKeptIsForgotten() {
    var text = SystemText()
    text.keep("base", Self.instructions("one"))
    #expect(text.text("base", Self.instructions("two")).contains("one"))
    #expect(text.text("other", Self.instructions("two")).contains("two"))
    text.forget()
    #expect(text.text("base", Self.instructions("two")).contains("two"))
  }
}
