import CZlib
import Wire

/// Frames of InvokeModelWithResponseStream, made once and sent as they are.
enum NativeFrames {
  /// Up to the first delta.
  static func opening(inputTokens: Int = 1000) -> [UInt8] {
    chunk(
      #"{"type":"message_start","message":{"model":"m","id":"msg_b","type":"message","role":"assistant","content":[],"stop_reason":null,"usage":{"input_tokens":\#(inputTokens),"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":1}}}"#
    )
      + chunk(
        #"{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}"#)
  }

  /// One text delta; `text` needs no escapes.
  static func delta(_ text: String) -> [UInt8] {
    chunk(
      #"{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"\#(text)"}}"#)
  }

  /// From the block's end on.
  static func closing(outputTokens: Int) -> [UInt8] {
    chunk(#"{"type":"content_block_stop","index":0}"#)
      + chunk(
        #"{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":\#(outputTokens)}}"#
      )
      + chunk(
        #"{"type":"message_stop","amazon-bedrock-invocationMetrics":{"inputTokenCount":1000,"outputTokenCount":\#(outputTokens),"invocationLatency":1,"firstByteLatency":1}}"#
      )
  }

  private static func chunk(_ json: String) -> [UInt8] {
    let payload = Array(#"{"bytes":"\#(Base64.encode(Array(json.utf8)))","p":"abcdefgh"}"#.utf8)
    var headers: [UInt8] = []
    for (name, value) in [
      (":event-type", "chunk"), (":content-type", "application/json"), (":message-type", "event"),
    ] {
      headers += [UInt8(name.utf8.count)] + Array(name.utf8) + [7, 0, UInt8(value.utf8.count)]
      headers += Array(value.utf8)
    }
    var frame = bigEndian(headers.count + payload.count + 16) + bigEndian(headers.count)
    frame += bigEndian(checksum(frame))
    frame += headers + payload
    return frame + bigEndian(checksum(frame))
  }

  private static func bigEndian(_ value: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }

  private static func checksum(_ bytes: [UInt8]) -> Int {
    Int(crc32(0, bytes, UInt32(bytes.count)))
  }
}
