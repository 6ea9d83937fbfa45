import Testing
import Wire

@testable import Engine

@Suite struct MessageAssemblerTests {
  private static func assembled(
    _ events: [ModelEvent]
  ) throws -> (answer: AssembledAnswer, steps: [MessageAssembler.Step]) {
    var assembler = MessageAssembler()
    var steps: [MessageAssembler.Step] = []
    for event in events { try assembler.consume(event, into: &steps) }
    return (assembler.answer(), steps)
  }

  private static let call: [ModelEvent] = [
    .blockStart(index: 0, .toolUse(id: "t1", name: "weather")),
    .toolInputDelta(index: 0, ""),
    .toolInputDelta(index: 0, #"{"city": "Flo"#),
    .toolInputDelta(index: 0, #"rence"}"#),
    .blockStop(index: 0),
  ]

  @Test(arguments: [
    // Text, with what a start already holds.
    (
      [
        ModelEvent.blockStart(index: 0, .text(initial: "He")), .textDelta(index: 0, "llo"),
        .blockStop(index: 0),
      ], [ContentBlock.text("Hello")]
    ),
    // Converse starts text and reasoning without a word.
    (
      [
        .thinkingDelta(index: 0, "Hm"), .signatureDelta(index: 0, "s1"), .blockStop(index: 0),
        .textDelta(index: 1, "Yes"), .blockStop(index: 1),
      ],
      [.thinking(text: "Hm", signature: "s1"), .text("Yes")]
    ),
    // Thinking that is not shown has only a signature.
    (
      [
        .blockStart(index: 0, .thinking), .signatureDelta(index: 0, "a"),
        .signatureDelta(index: 0, "b"), .blockStop(index: 0),
      ],
      [.thinking(text: "", signature: "ab")]
    ),
    (
      [.blockStart(index: 0, .redactedThinking(data: "xyz")), .blockStop(index: 0)],
      [.redactedThinking(data: "xyz")]
    ),
    (call, [.toolUse(id: "t1", name: "weather", input: ["city": "Florence"])]),
    // A tool without arguments.
    (
      [.blockStart(index: 0, .toolUse(id: "t1", name: "now")), .blockStop(index: 0)],
      [.toolUse(id: "t1", name: "now", input: .object(JSONObject()))]
    ),
    (
      [.blockStart(index: 0, .opaque(["type": "server_tool", "n": 1])), .blockStop(index: 0)],
      [.opaque(["type": "server_tool", "n": 1])]
    ),
    // A block that stops without a delta, or without a start.
    (
      [.blockStart(index: 0, .text(initial: "")), .blockStop(index: 0), .blockStop(index: 4)],
      [.text("")]
    ),
    // An index used again begins another block; so does another kind.
    (
      [
        .textDelta(index: 0, "a"), .blockStart(index: 0, .text(initial: "b")),
        .thinkingDelta(index: 0, "c"), .blockStop(index: 0),
      ],
      [.text("a"), .text("b"), .thinking(text: "c", signature: "")]
    ),
    // Blocks that interleave.
    (
      [.textDelta(index: 1, "a"), .textDelta(index: 0, "b"), .textDelta(index: 1, "c")],
      [.text("ac"), .text("b")]
    ),
    // Input for no call at all.
    (
      [.toolInputDelta(index: 3, "{"), .textDelta(index: 3, "a"), .toolInputDelta(index: 3, "{")],
      [.text("a")]
    ),
    ([.ping], []),
  ])
  func buildsBlocks(events: [ModelEvent], content: [ContentBlock]) throws {
    let start = ModelEvent.messageStart(id: nil, model: nil, usage: .none)
    let whole = try Self.assembled([start] + events + [.messageStop(usage: .none)])
    #expect(whole.answer == AssembledAnswer(content: content, invalidCalls: [], citations: []))
  }

  @Test(arguments: [#"{"a":"#, "[1]", "7", #"{"a":1}}"#, "nonsense"])
  func aCallWithoutAnObjectIsNotKept(input: String) throws {
    let whole = try Self.assembled([
      .textDelta(index: 0, "Let me see."), .blockStop(index: 0),
      .blockStart(index: 1, .toolUse(id: "t1", name: "weather")),
      .toolInputDelta(index: 1, input), .blockStop(index: 1), .messageStop(usage: .none),
    ])
    #expect(whole.answer.content == [.text("Let me see.")])
    #expect(
      whole.answer.invalidCalls
        == [AssembledAnswer.InvalidCall(id: "t1", name: "weather", input: input)])
  }

  @Test func keepsCitationsBesideTheText() throws {
    let whole = try Self.assembled([
      .citation(index: 0, ["title": "policy"]), .textDelta(index: 0, "Thirty days."),
      .blockStop(index: 0), .messageStop(usage: .none),
    ])
    #expect(whole.answer.content == [.text("Thirty days.")])
    #expect(
      whole.answer.citations == [AssembledAnswer.Citation(block: 0, value: ["title": "policy"])])
  }

  /// What is left when the stream breaks off behind event `count`.
  @Test func aCutLeavesWholeBlocksAndTheOpenText() throws {
    let events: [ModelEvent] = [
      .blockStart(index: 0, .thinking), .thinkingDelta(index: 0, "Hm"),
      .signatureDelta(index: 0, "s"), .blockStop(index: 0), .textDelta(index: 1, "It"),
      .textDelta(index: 1, " is"), .blockStop(index: 1),
      .blockStart(index: 2, .toolUse(id: "t", name: "n")), .toolInputDelta(index: 2, "{}"),
      .blockStop(index: 2), .blockStart(index: 3, .redactedThinking(data: "d")),
    ]
    let thinking = ContentBlock.thinking(text: "Hm", signature: "s")
    let call = ContentBlock.toolUse(id: "t", name: "n", input: .object(JSONObject()))
    let text = ContentBlock.text("It is")
    let left: [[ContentBlock]] = [
      [], [], [], [], [thinking], [thinking, .text("It")], [thinking, text], [thinking, text],
      [thinking, text], [thinking, text], [thinking, text, call], [thinking, text, call],
    ]
    for count in 0...events.count {
      let cut = try Self.assembled(Array(events.prefix(count)))
      #expect(cut.answer.content == left[count], "behind \(count) events")
    }
  }

  @Test func tellsWhatChangedAndMergesNeighbours() throws {
    let whole = try Self.assembled([
      .textDelta(index: 5, "a"), .textDelta(index: 5, "b"), .textDelta(index: 9, "c"),
      .textDelta(index: 5, ""), .textDelta(index: 5, "d"), .blockStop(index: 5),
      .messageStop(usage: .none), .textDelta(index: 5, "late"),
    ])
    #expect(
      whole.steps == [
        .blockStarted(block: 0, .text), .delta(block: 0, "ab"), .blockStarted(block: 1, .text),
        .delta(block: 1, "c"), .delta(block: 0, "d"), .blockEnded(block: 0),
        .blockEnded(block: 1),
      ])
  }

  @Test(arguments: [
    (BlockStart.text(initial: ""), AnswerBlockKind.text), (.thinking, .thinking),
    (.redactedThinking(data: "d"), .redactedThinking),
    (.toolUse(id: "i", name: "n"), .toolUse(name: "n")),
    (.opaque(["type": "compaction"]), .opaque(type: "compaction")),
    (.opaque(7), .opaque(type: "unknown")),
  ])
  func namesTheKindOfABlock(start: BlockStart, kind: AnswerBlockKind) throws {
    let steps = try Self.assembled([.blockStart(index: 0, start)]).steps
    #expect(steps == [.blockStarted(block: 0, kind)])
  }

  @Test func aSecondMessageBreaksTheProtocol() throws {
    let start = ModelEvent.messageStart(id: nil, model: nil, usage: .none)
    #expect(throws: ModelFailure.self) { try Self.assembled([start, start]) }
  }

  @Test func anEndlessAnswerIsRefused() {
    var assembler = MessageAssembler()
    var steps: [MessageAssembler.Step] = []
    let piece = String(repeating: "x", count: 1 << 20)
    var taken = 0
    #expect(throws: ModelFailure.self) {
      while taken <= 300 {
        steps = []
        try assembler.consume(.textDelta(index: 0, piece), into: &steps)
        taken += 1
      }
    }
    #expect(taken == 255)
  }
}
