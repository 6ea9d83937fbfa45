import Engine
import Wire

/// Decides how the body of a successful response is read, from what was asked
/// and what the response says it is (bedrock-wire 2.3).
struct AnswerOpening: Sendable {
  let sent: SentRequest
  let response: HTTPResponse
  let notices: OnceNotices

  private var request: PreparedRequest { sent.prepared }

  /// Bytes of a body that are enough to recognise an event stream.
  private static let preludeBytes = 12

  private var requestID: String? { ServiceError.requestID(response.headers) }
  private var contentType: String { (response.header("content-type") ?? "").lowercased() }

  /// The answer, or a failure that names the content type.
  func answer() async throws(ModelFailure) -> any ModelAnswer {
    if let encoding = response.header("content-encoding")?.trimmed.lowercased(),
      !encoding.isEmpty, encoding != "identity"
    {
      throw compressed(encoding)
    }
    return switch request.framing {
    case .nativeStream: try await binary(NativeStreamDecoder())
    case .converseStream: try await binary(ConverseStreamDecoder())
    case .messagesStream: try await serverSentEvents()
    case .nativeDocument, .converseDocument: DocumentAnswer(opening: self, requestID: requestID)
    }
  }

  private func binary(_ decoder: any StreamDecoding) async throws(ModelFailure) -> StreamingAnswer {
    if contentType.hasPrefix("application/vnd.amazon.eventstream") {
      return streaming(decoder, first: [])
    }
    let first = try await firstBytes()
    guard EventStreamDecoder.looksLikePrelude(first) else {
      throw violation(expected: "application/vnd.amazon.eventstream", body: first)
    }
    noteChangedType(expected: "application/vnd.amazon.eventstream")
    return streaming(decoder, first: first)
  }

  private func serverSentEvents() async throws(ModelFailure) -> StreamingAnswer {
    if contentType.hasPrefix("text/event-stream") {
      return streaming(MessagesStreamDecoder(), first: [])
    }
    let first = try await firstBytes()
    let begins = ["event:", "data:", "id:", "retry:", ":"].contains { first.starts(with: $0.utf8) }
    guard begins else { throw violation(expected: "text/event-stream", body: first) }
    noteChangedType(expected: "text/event-stream")
    return streaming(MessagesStreamDecoder(), first: first)
  }

  private func streaming(_ decoder: any StreamDecoding, first: [UInt8]) -> StreamingAnswer {
    StreamingAnswer(
      decoder: decoder, response: response, first: first, sent: sent, requestID: requestID)
  }

  /// The stream is whole, but somebody relabelled it; the next thing that they
  /// change may be the stream.
  private func noteChangedType(expected: String) {
    let type = contentType.isEmpty ? "takes away the content type" : "changes the content type"
    notices.say(
      "A proxy on the way \(type) of \(request.context.serviceNameWithin)'s answers (\(expected))."
        + " They are read all the same; if answers break off, check HTTPS_PROXY and the gateway.")
  }

  /// Enough of the body to see what it is.
  private func firstBytes() async throws(ModelFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    do throws(HTTPFailure) {
      while bytes.count < AnswerOpening.preludeBytes, let more = try await response.body.next() {
        bytes += more
      }
    } catch {
      throw error.failure()
    }
    return bytes
  }

  /// Somebody on the way has compressed the answer, which nobody asked for: a
  /// stream would come late and in lumps.
  private func compressed(_ encoding: String) -> ModelFailure {
    response.body.cancel()
    return ModelFailure(
      kind: .protocolViolation, retry: .never,
      message: "\(request.context.serviceName)'s answer came compressed (content-encoding"
        + " \(encoding)), which was not asked for.",
      remedy: "A proxy or gateway on the way compresses answers: turn that off there, or name the"
        + " host in NO_PROXY.",
      requestID: requestID)
  }

  /// The answer is not what was asked for. Not tried again: whatever stands in
  /// between would do the same, and the answer may have been billed.
  func violation(expected: String, body: [UInt8]) -> ModelFailure {
    response.body.cancel()
    let type = contentType.isEmpty ? "no content type" : "content type \"\(contentType)\""
    let shown = ServiceError.foreignAnswer(
      body, headers: response.headers, context: request.context)
    return ModelFailure(
      kind: .protocolViolation, retry: .never,
      message: "\(request.context.serviceName) answered with \(type) where \"\(expected)\" was"
        + " expected.",
      remedy: "A proxy or gateway on the way is probably changing the answer: check HTTPS_PROXY and"
        + " the endpoint.",
      serviceMessage: shown.isEmpty ? nil : shown, requestID: requestID)
  }
}
