import Engine
import Testing
import Wire

@testable import adit

@Suite struct AnswerMessageTests {
  /// Everything that `events` change, and the text they add.
  static func take(
    _ events: [ModelEvent]
  ) -> (message: AnswerMessage, changes: [AnswerMessage.Change], text: String) {
    var message = AnswerMessage()
    var changes: [AnswerMessage.Change] = []
    var text = ""
    for event in events {
      let step = message.take(event)
      changes += step.changes
      text += step.text
    }
    return (message, changes, text)
  }

  @Test func blocksBeginWithTheirFirstDelta() {
    // Converse says neither that a text begins nor that a message does.
    let (message, changes, text) = Self.take([
      .textDelta(index: 3, "a"), .textDelta(index: 3, "é"), .blockStop(index: 3),
      .thinkingDelta(index: 4, "t"), .messageStop(usage: .none), .textDelta(index: 9, "late"),
    ])
    #expect(
      changes == [
        .began, .blockBegan(0), .text(0, "a"), .text(0, "é"), .blockEnded(0), .blockBegan(1),
        .thinking(1, "t"), .blockEnded(1), .ended,
      ])
    #expect(text == "aé")
    #expect(message.text == text)
  }

  @Test func aCallHasItsInputAsJSON() {
    let (message, _, text) = Self.take([
      .blockStart(index: 0, .toolUse(id: "t", name: "read")), .toolInputDelta(index: 0, "{\"a\""),
      .toolInputDelta(index: 0, ":1}"), .blockStop(index: 0),
      .blockStart(index: 1, .toolUse(id: "u", name: "list")), .blockStop(index: 1),
    ])
    #expect(text == "")
    #expect(
      message.content == [
        ["type": "tool_use", "id": "t", "name": "read", "input": ["a": 1]],
        ["type": "tool_use", "id": "u", "name": "list", "input": [:]],
      ])
  }

  @Test func aThinkingBlockKeepsItsOtherMembers() {
    var form = JSONObject()
    form["type"] = "thinking"
    form["kind"] = "x"
    let (message, _, _) = Self.take([
      .blockStart(index: 0, .thinking), .thinkingForm(index: 0, form),
      .thinkingDelta(index: 0, "t"),
    ])
    #expect(
      message.content == [
        ["type": "thinking", "kind": "x", "thinking": "t", "signature": ""]
      ])
  }
}
