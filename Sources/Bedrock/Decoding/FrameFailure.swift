internal import Engine
internal import Wire

/// The failure that a frame of an event stream tells, by its special headers
/// (bedrock-wire 2.2).
enum FrameFailure {
  /// Longest piece of a body that is not JSON which is shown, in characters.
  private static let maximumExcerptLength = 200

  /// `nil` for the frame of an event, whatever it is.
  static func told(by frame: EventStreamFrame) -> ModelFailure? {
    if frame.says("exception", in: ":message-type") {
      let name = frame.text(of: ":exception-type") ?? frame.text(of: ":event-type") ?? []
      return exception(name, payload: frame.payload)
    }
    if frame.says("error", in: ":message-type") {
      let code = frame.text(of: ":error-code") ?? []
      let text = frame.text(of: ":error-message")
      return StreamFault.errorFrame(
        String(decoding: code, as: UTF8.self),
        message: text.map { String(decoding: $0, as: UTF8.self) } ?? message(in: frame.payload))
    }
    // Some gateways deliver an exception as an event of that name.
    guard let type = frame.text(of: ":event-type"),
      type.suffix(9).elementsEqual("Exception".utf8)
    else { return nil }
    return exception(type, payload: frame.payload)
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
