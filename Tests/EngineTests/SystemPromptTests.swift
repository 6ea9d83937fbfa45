import Testing

@testable import Engine

@Suite struct SystemPromptTests {
  @Test func isShort() {
    #expect(SystemPrompt.base.split(whereSeparator: \.isWhitespace).count <= 400)
  }

  @Test func aTaskAddsAtTheEnd() {
    #expect(SystemPrompt.text(for: nil) == SystemPrompt.base)
    #expect(SystemPrompt.text(for: TaskProfile(name: "chat")) == SystemPrompt.base)
    #expect(SystemPrompt.text(for: TaskProfile(name: "chat", system: " ")) == SystemPrompt.base)
    #expect(
      SystemPrompt.text(for: TaskProfile(name: "docs", system: "Plainly."))
        == SystemPrompt.base + "\n\nPlainly.")
  }
}
