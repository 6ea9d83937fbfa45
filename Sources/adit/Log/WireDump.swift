internal import Bedrock
internal import Engine
internal import Wire

/// What goes over the wire as events of the log. The log redacts; this bounds.
enum WireDump {
  /// Of each body; what follows is counted only. A tenth of a log file's size
  /// leaves room for some turns.
  static let maximumBodyBytes = 256 << 10
  /// Of each header's value and each event's payload.
  private static let maximumTextBytes = 16 << 10

  /// A body as far as it was kept.
  struct Body: Equatable {
    var bytes: [UInt8]
    var total: Int
    var contentType: String
    /// `complete`, or how it broke off.
    var ending: String
  }

  static func request(_ request: HTTPRequest) -> LogEvent {
    LogEvent(
      .debug, "wire_request",
      JSONObject([
        "transfer": .of(request.logNumber), "line": .of("\(request.method) \(request.url)"),
        "headers": headers(request.headers),
        "body": request.body.isEmpty ? nil : text(request.body[...], limit: maximumBodyBytes),
      ]))
  }

  static func head(_ response: HTTPResponse, number: Int) -> LogEvent {
    LogEvent(
      .debug, "wire_response",
      JSONObject([
        "transfer": .of(number), "status": .of(response.status),
        "headers": headers(response.headers),
      ]))
  }

  static func failure(_ failure: HTTPFailure, number: Int) -> LogEvent {
    LogEvent(
      .debug, "wire_failure",
      JSONObject([
        "transfer": .of(number), "failure": .of(failure.code.logWord),
        "message": .of(failure.message),
      ]))
  }

  static func body(_ body: Body, number: Int) -> LogEvent {
    let isEventStream = body.contentType.lowercased().hasPrefix(
      "application/vnd.amazon.eventstream")
    return LogEvent(
      .debug, "wire_body",
      JSONObject([
        "transfer": .of(number), "bytes": .of(body.total), "ending": .of(body.ending),
        "events": isEventStream ? .array(events(body.bytes)) : nil,
        "body": isEventStream || body.bytes.isEmpty
          ? nil : text(body.bytes[...], limit: maximumBodyBytes),
      ]))
  }

  /// The frames of an event stream: type and payload of each, a payload in
  /// base 64 within it decoded.
  private static func events(_ bytes: [UInt8]) -> [JSONValue] {
    var decoder = EventStreamDecoder()
    decoder.feed(bytes)
    var events: [JSONValue] = []
    do throws(EventStreamError) {
      while let frame = try decoder.next() {
        let name =
          frame.text(of: ":event-type") ?? frame.text(of: ":exception-type")
          ?? frame.text(of: ":error-code") ?? []
        let inner = (try? JSONValue(parsing: Array(frame.payload)))?["bytes"]?.string
        let payload = inner.flatMap { Base64.decode(Array($0.utf8)) }.map { $0[...] }
        events.append(
          .of(
            String(decoding: name, as: UTF8.self) + " "
              + string(payload ?? frame.payload, limit: maximumTextBytes)))
      }
    } catch {
      events.append("damaged frame")
    }
    return events
  }

  private static func headers(_ headers: [HTTPHeader]) -> JSONValue {
    .array(
      headers.map {
        .of("\($0.name): " + string(Array($0.value.utf8)[...], limit: maximumTextBytes))
      })
  }

  private static func text(_ bytes: ArraySlice<UInt8>, limit: Int) -> JSONValue {
    .of(string(bytes, limit: limit))
  }

  private static func string(_ bytes: ArraySlice<UInt8>, limit: Int) -> String {
    let text = String(decoding: bytes.prefix(limit), as: UTF8.self)
    return bytes.count > limit ? text + "… (\(bytes.count) bytes)" : text
  }
}
