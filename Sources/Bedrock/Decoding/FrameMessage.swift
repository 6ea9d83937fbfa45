internal import Engine
internal import Wire

/// What a frame of an event stream is, told by its special headers
/// (bedrock-wire 2.2).
enum FrameMessage {
  case event(type: JSONText, payload: ArraySlice<UInt8>)
  case failure(ModelFailure)

  /// Longest piece of a body that is not JSON which is shown, in characters.
  private static let maximumExcerptLength = 200

  init(_ frame: EventStreamFrame) {
    let messageType = frame.text(of: ":message-type").map(JSONText.init)
    let eventType = JSONText(bytes: frame.text(of: ":event-type") ?? [])
    switch messageType {
    case "exception"?:
      let name = frame.text(of: ":exception-type") ?? eventType.bytes
      self = .failure(Self.exception(name, payload: frame.payload))
    case "error"?:
      let code = frame.text(of: ":error-code") ?? []
      let text = frame.text(of: ":error-message")
      self = .failure(
        StreamFault.exception(
          String(decoding: code, as: UTF8.self),
          message: text.map { String(decoding: $0, as: UTF8.self) }
            ?? Self.message(in: frame.payload)))
    default:
      // Some gateways deliver an exception as an event of that name.
      if eventType.bytes.suffix(9).elementsEqual("Exception".utf8) {
        self = .failure(Self.exception(eventType.bytes, payload: frame.payload))
      } else {
        self = .event(type: eventType, payload: frame.payload)
      }
    }
  }

  private static func exception(
    _ name: ArraySlice<UInt8>, payload: ArraySlice<UInt8>
  ) -> ModelFailure {
    StreamFault.exception(
      String(decoding: name, as: UTF8.self), message: message(in: payload))
  }

  /// The words of an exception's payload; `originalMessage` is the model's own
  /// complaint inside a `modelStreamErrorException`.
  private static func message(in payload: ArraySlice<UInt8>) -> String {
    guard let body = try? JSONValue(parsing: payload), body.object != nil else {
      return String(String(decoding: payload, as: UTF8.self).prefix(maximumExcerptLength))
    }
    let message = body["message"]?.string ?? body["Message"]?.string ?? ""
    guard let original = body["originalMessage"]?.string, !original.isEmpty, original != message
    else { return message }
    return message.isEmpty ? original : "\(message) (\(original))"
  }
}
