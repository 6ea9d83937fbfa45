import Engine

/// An answer that arrives as a stream. One reader at a time.
actor StreamingAnswer: ModelAnswer {
  nonisolated let requestID: String?
  nonisolated let profilePrefix: String?

  private var decoder: any StreamDecoding
  private let response: HTTPResponse
  private let sent: SentRequest
  /// Bytes that were read to recognise the stream.
  private var first: [UInt8]
  private var isOver = false

  init(
    decoder: any StreamDecoding, response: HTTPResponse, first: [UInt8], sent: SentRequest,
    requestID: String?
  ) {
    self.decoder = decoder
    self.response = response
    self.first = first
    self.sent = sent
    self.requestID = requestID
    profilePrefix = sent.prepared.profilePrefix
  }

  func next() async throws(ModelFailure) -> [ModelEvent]? {
    if isOver { return nil }
    do throws(ModelFailure) {
      // A fault that came behind the last events waits in the decoder; it must
      // not wait for further bytes.
      var events = try decoder.feed(first)
      first = []
      while events.isEmpty {
        guard let bytes = try await read() else {
          try decoder.finish()
          isOver = true
          return nil
        }
        events = try decoder.feed(bytes)
      }
      return events
    } catch {
      isOver = true
      response.body.cancel()
      throw await sent.explained(error, headers: response.headers, requestID: requestID)
    }
  }

  private func read() async throws(ModelFailure) -> [UInt8]? {
    do throws(HTTPFailure) {
      return try await response.body.next()
    } catch {
      throw error.failure()
    }
  }
}
