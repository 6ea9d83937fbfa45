import Engine

/// An answer that arrives as a stream. One reader at a time.
actor StreamingAnswer: ModelAnswer {
  nonisolated let requestID: String?
  nonisolated let profilePrefix: String?

  private var decoder: any StreamDecoding
  private let body: any HTTPBody
  private let context: ServiceErrorContext
  /// Bytes that were read to recognise the stream.
  private var first: [UInt8]
  private var isOver = false

  init(
    decoder: any StreamDecoding, body: any HTTPBody, first: [UInt8], context: ServiceErrorContext,
    requestID: String?, profilePrefix: String?
  ) {
    self.decoder = decoder
    self.body = body
    self.first = first
    self.context = context
    self.requestID = requestID
    self.profilePrefix = profilePrefix
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
      body.cancel()
      throw error.explained(in: context, requestID: requestID)
    }
  }

  private func read() async throws(ModelFailure) -> [UInt8]? {
    do throws(HTTPFailure) {
      return try await body.next()
    } catch {
      throw error.failure()
    }
  }
}
