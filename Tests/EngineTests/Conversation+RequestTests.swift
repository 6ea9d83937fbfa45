import TestSupport
import Testing
import Wire

@testable import Engine

@Suite struct ConversationRequestTests {
  private static func user(_ content: ContentBlock...) -> Message {
    Message(role: .user, content: content)
  }

  private static func assistant(_ content: ContentBlock..., by key: String? = "k") -> Message {
    Message(role: .assistant, content: content, modelKey: key)
  }

  private static func call(_ id: String, name: String = "n") -> ContentBlock {
    .toolUse(id: id, name: name, input: .object(JSONObject()))
  }

  private static func result(_ id: String, _ text: String = "r") -> ContentBlock {
    .toolResult(toolUseID: id, text: text, isError: false)
  }

  private static func missing(_ id: String) -> ContentBlock {
    .toolResult(toolUseID: id, text: "No result: the call was interrupted.", isError: true)
  }

  @Test(
    arguments: [
      ([], []),
      // Nothing to answer.
      ([user(.text("a")), assistant(.text("b"))], []),
      ([assistant(.text("b"))], []),
      ([user(.text(" "))], []),
      // Before the first prompt, blank text, neighbours of one role.
      (
        [assistant(.text("x")), user(.text("a"), .text("")), user(.text("b"))],
        [user(.text("a"), .text("b"))]
      ),
      (
        [user(.text("a")), assistant(.text("b ")), assistant(.text("c \n")), user(.text("d"))],
        [user(.text("a")), assistant(.text("b "), .text("c")), user(.text("d"))]
      ),
      // An answer that vanishes joins the prompts around it.
      (
        [user(.text("a")), assistant(.text("\n")), user(.text("b"))],
        [user(.text("a"), .text("b"))]
      ),
      // Thinking: signed, of this model, never at the end.
      (
        [
          user(.text("a")),
          assistant(.thinking(text: "t", signature: "s"), .redactedThinking(data: "d"), .text("b")),
          user(.text("c")),
        ],
        [
          user(.text("a")),
          assistant(.thinking(text: "t", signature: "s"), .redactedThinking(data: "d"), .text("b")),
          user(.text("c")),
        ]
      ),
      (
        [
          user(.text("a")), assistant(.thinking(text: "t", signature: ""), .text("b")),
          user(.text("c")),
        ],
        [user(.text("a")), assistant(.text("b")), user(.text("c"))]
      ),
      (
        [
          user(.text("a")),
          assistant(
            .thinking(text: "t", signature: "s"), .opaque(["type": "x"]), .text("b"), by: "other"),
          user(.text("c")),
        ],
        [user(.text("a")), assistant(.text("b"), by: "other"), user(.text("c"))]
      ),
      (
        [
          user(.text("a")), assistant(.text("b\n"), .thinking(text: "t", signature: "s")),
          user(.text("c")),
        ],
        [user(.text("a")), assistant(.text("b")), user(.text("c"))]
      ),
      // Calls: one result each, first, in their order.
      (
        [
          user(.text("a")), assistant(call("1"), call("2")),
          user(.text("c"), result("2"), result("9"), result("2", "again")),
        ],
        [
          user(.text("a")), assistant(call("1"), call("2")),
          user(missing("1"), result("2"), .text("c")),
        ]
      ),
      (
        [
          user(.text("a"), result("1")),
          assistant(call("1"), call("1"), call(""), call("3", name: "")),
          user(result("1")), assistant(call("1"), .text("b")), user(result("1"), .text("c")),
        ],
        [
          user(.text("a")), assistant(call("1")), user(result("1")), assistant(.text("b")),
          user(.text("c")),
        ]
      ),
      (
        [user(.text("a")), assistant(call("1")), user(.text(" "))],
        [user(.text("a")), assistant(call("1")), user(missing("1"))]
      ),
      // Blocks of the wrong role; between answers nothing else stays.
      (
        [
          user(.text("a"), call("1"), .thinking(text: "t", signature: "s")),
          assistant(result("1"), .text("b")), user(result("1")), assistant(.text("c")),
          user(.opaque(["type": "image"])),
        ],
        [user(.text("a")), assistant(.text("b"), .text("c")), user(.opaque(["type": "image"]))]
      ),
    ] as [([Message], [Message])])
  func makesAValidRequest(messages: [Message], request: [Message]) {
    #expect(Conversation.requestMessages(from: messages, for: "k") == request)
  }

  /// Any messages at all give a valid request or none; making it again
  /// changes nothing; a longer conversation continues the shorter one.
  @Test func anyMessagesGiveAValidRequest() {
    var generator = SeededGenerator(seed: SeededGenerator.testSeed)
    for round in 0..<3_000 {
      let comment = Comment("seed \(SeededGenerator.testSeed), round \(round)")
      let messages = (0..<Int.random(in: 0...8, using: &generator)).map { _ in
        Self.randomMessage(using: &generator)
      }
      let request = Conversation.requestMessages(from: messages, for: "k")
      if !request.isEmpty {
        #expect(RequestInvariant.broken(by: request) == nil, comment)
      }
      #expect(Conversation.requestMessages(from: request, for: "k") == request, comment)
      guard messages.last?.role == .user, !request.isEmpty else { continue }
      let longer = messages + [Self.assistant(.text("more")), Self.user(.text("still more"))]
      let next = Conversation.requestMessages(from: longer, for: "k")
      #expect(Array(next.prefix(request.count)) == request, comment)
    }
  }

  private static func randomMessage(using generator: inout SeededGenerator) -> Message {
    let blocks: [ContentBlock] = [
      .text(""), .text(" \n"), .text("a"), .text("b \n"), .thinking(text: "t", signature: "s"),
      .thinking(text: "t", signature: ""), .redactedThinking(data: "d"),
      .redactedThinking(data: ""), .opaque(["type": "x"]), call("1"), call("2"), call("3"),
      call(""), result("1"), result("2"), result("3"),
    ]
    let content = (0..<Int.random(in: 0...5, using: &generator)).map { _ in
      blocks[Int.random(in: 0..<blocks.count, using: &generator)]
    }
    return Bool.random(using: &generator)
      ? Message(role: .user, content: content)
      : Message(
        role: .assistant, content: content,
        modelKey: Bool.random(using: &generator) ? "k" : "other")
  }
}
