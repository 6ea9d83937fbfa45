import Testing
import Wire

@testable import Engine

@Suite struct RequestInvariantTests {
  private static func user(_ content: ContentBlock...) -> Message {
    Message(role: .user, content: content)
  }

  private static func assistant(_ content: ContentBlock...) -> Message {
    Message(role: .assistant, content: content, modelKey: "k")
  }

  private static func call(_ id: String) -> ContentBlock {
    .toolUse(id: id, name: "n", input: .object(JSONObject()))
  }

  private static func result(_ id: String) -> ContentBlock {
    .toolResult(toolUseID: id, text: "r", isError: false)
  }

  private static let prompt = user(.text("a"))

  @Test(
    arguments: [
      ([prompt], nil),
      (
        [
          prompt, assistant(.thinking(text: "", signature: "s"), call("1"), call("2")),
          user(result("2"), result("1"), .text("b")),
        ], nil
      ),
      ([], .startsWithUser),
      ([assistant(.text("a")), prompt], .startsWithUser),
      ([prompt, assistant(.text("a"))], .endsWithUser),
      ([prompt, prompt], .rolesAlternate),
      ([user()], .notEmpty),
      ([prompt, assistant(), prompt], .notEmpty),
      ([user(.text(" "))], .noBlankText),
      ([prompt, assistant(.text(""), .text("b")), prompt], .noBlankText),
      (
        [prompt, assistant(.thinking(text: "t", signature: ""), .text("b")), prompt],
        .signedThinking
      ),
      ([prompt, assistant(.redactedThinking(data: ""), .text("b")), prompt], .signedThinking),
      ([prompt, assistant(.thinking(text: "t", signature: "s")), prompt], .thinkingNotLast),
      ([prompt, assistant(.text("b ")), prompt], .noTrailingBlanks),
      ([user(call("1"))], .blocksOfRole),
      ([prompt, assistant(result("1")), prompt], .blocksOfRole),
      ([prompt, assistant(call("1"), call("1")), user(result("1"))], .uniqueCalls),
      (
        [prompt, assistant(call("1")), user(result("1")), assistant(call("1")), user(result("1"))],
        .uniqueCalls
      ),
      ([prompt, assistant(call("1")), prompt], .resultsFirst),
      ([prompt, assistant(call("1")), user(.text("b"), result("1"))], .resultsFirst),
      ([prompt, assistant(call("1")), user(result("1"), result("1"))], .resultsFirst),
      ([user(result("1"))], .resultsFirst),
    ] as [([Message], RequestInvariant?)])
  func findsWhatTheServiceWouldRefuse(messages: [Message], broken: RequestInvariant?) {
    #expect(RequestInvariant.broken(by: messages) == broken)
  }
}
