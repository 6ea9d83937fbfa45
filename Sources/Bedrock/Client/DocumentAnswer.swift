import Engine

/// An answer that arrives whole, given as the events that a stream would have
/// brought. One reader at a time.
actor DocumentAnswer: ModelAnswer {
  /// Far above any answer's size (128,000 tokens are about half a megabyte);
  /// beyond it something else is talking.
  private static let maximumBytes = 32 << 20

  nonisolated let requestID: String?
  nonisolated let profilePrefix: String?

  private let opening: AnswerOpening
  private var isRead = false

  init(opening: AnswerOpening, requestID: String?) {
    self.opening = opening
    self.requestID = requestID
    profilePrefix = opening.sent.prepared.profilePrefix
  }

  func next() async throws(ModelFailure) -> [ModelEvent]? {
    if isRead { return nil }
    isRead = true
    do throws(ModelFailure) {
      return try decode(try await wholeBody())
    } catch {
      opening.response.body.cancel()
      throw await opening.sent.explained(
        error, headers: opening.response.headers, requestID: requestID)
    }
  }

  private func decode(_ body: [UInt8]) throws(ModelFailure) -> [ModelEvent] {
    guard body.first(where: { !$0.isJSONBlank }) == UInt8(ascii: "{") else {
      throw opening.violation(expected: "application/json", body: body)
    }
    return switch opening.sent.prepared.framing {
    case .converseDocument: try ResponseBodyDecoding.converse(body)
    case .nativeDocument, .nativeStream, .converseStream, .messagesStream:
      try ResponseBodyDecoding.native(body)
    }
  }

  private func wholeBody() async throws(ModelFailure) -> [UInt8] {
    var body: [UInt8] = []
    do throws(HTTPFailure) {
      while let bytes = try await opening.response.body.next() {
        body += bytes
        if body.count > DocumentAnswer.maximumBytes { break }
      }
    } catch {
      throw error.failure()
    }
    guard body.count <= DocumentAnswer.maximumBytes else {
      throw ModelFailure(
        kind: .protocolViolation,
        message: "The answer is larger than \(DocumentAnswer.maximumBytes >> 20) MiB.")
    }
    return body
  }
}

extension UInt8 {
  /// White space of JSON.
  fileprivate var isJSONBlank: Bool {
    switch self {
    case 0x20, 0x09, 0x0A, 0x0D: true
    default: false
    }
  }
}
