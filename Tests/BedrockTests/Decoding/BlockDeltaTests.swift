import Bedrock
import Engine
import FuzzEntry
import TestSupport
import Testing

/// A delta read at a glance is the delta that the tree holds. One more member
/// that a glance does not understand sends the same delta the long way.
@Suite struct BlockDeltaTests {
  private static let strange = #","never_heard_of":[]}"#

  private func outcome(messages events: [String]) -> StreamOutcome {
    let start = #"{"type":"message_start","message":{"usage":{}}}"#
    return StreamOutcome(
      NativeStreamDecoder(), feeding: ([start] + events).flatMap(FrameBuilder.chunk))
  }

  private func outcome(converse payload: String) -> StreamOutcome {
    StreamOutcome(
      ConverseStreamDecoder(), feeding: FrameBuilder.event("contentBlockDelta", payload))
  }

  private static func text(_ literal: String) -> String {
    #"{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":\#(literal)}}"#
  }

  @Test(arguments: [
    (#""""#, ""), (#""plain""#, "plain"), (#""é🙂""#, "é🙂"), (#""\n\t\"\\\/""#, "\n\t\"\\/"),
    (#""\u00e9\ud83d\ude42""#, "é🙂"), (#""\ud83d""#, "\u{FFFD}"), (#""a\u0000b""#, "a\u{0}b"),
    (#""seven b""#, "seven b"), (#""eight by""#, "eight by"), (#""nine byte""#, "nine byte"),
  ])
  func strings(literal: String, text: String) {
    let glance = outcome(messages: [Self.text(literal)])
    #expect(glance.text == text)
    #expect(glance == outcome(messages: [Self.text(literal).dropLast() + Self.strange]))
    let converse = #"{"contentBlockIndex":0,"delta":{"text":\#(literal)},"p":"ab"}"#
    #expect(outcome(converse: converse).text == text)
    #expect(
      outcome(converse: converse) == outcome(converse: converse.dropLast() + Self.strange))
  }

  @Test(arguments: [
    (#"{"type":"text_delta","text":"a"}"#, ModelEvent.textDelta(index: 7, "a")),
    (#"{"thinking":"a","type":"thinking_delta"}"#, .thinkingDelta(index: 7, "a")),
    (#" { "type" : "text_delta" , "text" : "a" } "#, .textDelta(index: 7, "a")),
    (#"{"type":"text_delta","text":"b","text":"a"}"#, .textDelta(index: 7, "a")),
    (#"{"ty\u0070e":"text_delta","text":"a"}"#, .textDelta(index: 7, "a")),
    (#"{"type":"text_delta","text":"a","citations":null}"#, .textDelta(index: 7, "a")),
    (#"{"type":"text_delta","thinking":"b","text":"a"}"#, .textDelta(index: 7, "a")),
  ])
  func membersInAnyOrder(delta: String, event: ModelEvent) {
    for json in [
      #"{"type":"content_block_delta","index":7,"delta":\#(delta)}"#,
      #" {"p":"x","delta":\#(delta),"index":7 ,"type":"content_block_delta"} "#,
      #"{"type":"ping","type":"content_block_delta","index":3,"index":7,"delta":\#(delta)}"#,
      #"{"type":"content_block_delta","index":7.0,"delta":{},"delta":\#(delta)}"#,
    ] {
      #expect(outcome(messages: [json]).events.last == event, "\(json)")
    }
  }

  @Test(arguments: [
    #"{"contentBlockIndex":2,"delta":{"reasoningContent":{"text":"a"}}}"#,
    #"{"contentBlockIndex":2,"delta":{"reasoningContent":{"text":"a","more":1}}}"#,
    #"{"delta":{"reasoningContent":{"text":"a"}},"p":"","contentBlockIndex":2}"#,
  ])
  func reasoningOfConverse(payload: String) {
    #expect(outcome(converse: payload).events.last == .thinkingDelta(index: 2, "a"))
  }

  /// Whatever one changed byte makes of an event, the glance and the tree
  /// agree on whether it is read and as what.
  @Test(arguments: [
    text(#""two words\n""#),
    #"{"type":"content_block_delta","index":10,"delta":{"type":"thinking_delta","thinking":"hm"},"p":"abc"}"#,
  ])
  func oneChangedByte(json: String) {
    let seed = SeededGenerator.testSeed
    var generator = SeededGenerator(seed: seed)
    let alphabet = Array(#"{}[]:,"\ 0129-.eEtnu/"#.utf8) + [0x00, 0x0A, 0x1F, 0x7F, 0xC3, 0xFF]
    for place in json.utf8.indices {
      for _ in 0..<4 {
        var bytes = Array(json.utf8)
        let offset = json.utf8.distance(from: json.startIndex, to: place)
        bytes[offset] = alphabet.randomElement(using: &generator) ?? 0x20
        let glance = outcome(messages: [bytes])
        // A first member that no glance understands, in front of the same ones.
        let long = outcome(messages: [Array(#"{"x":[],"#.utf8) + bytes.dropFirst()])
        guard bytes.first == UInt8(ascii: "{") else { continue }
        #expect(glance.events == long.events, "seed \(seed), byte \(offset)")
        #expect(glance.failure?.kind == long.failure?.kind, "seed \(seed), byte \(offset)")
      }
    }
  }

  private func outcome(messages events: [[UInt8]]) -> StreamOutcome {
    let start = Array(#"{"type":"message_start","message":{"usage":{}}}"#.utf8)
    return StreamOutcome(
      NativeStreamDecoder(), feeding: ([start] + events).flatMap(FrameBuilder.chunk))
  }
}
