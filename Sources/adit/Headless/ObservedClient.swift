internal import Engine

/// What an answer is made of, as the service sent it: more than the screen
/// needs (ids, signatures, the bounds of blocks) and what scripts read.
enum AnswerEvent: Hashable, Sendable {
  /// The response's headers are in; a new attempt at the answer begins.
  case opened(requestID: String?)
  /// What one read gave.
  case events([ModelEvent])
}

/// A client that tells what goes through it.
struct ObservedClient: ModelClient {
  let client: any ModelClient
  /// Called in order, before the engine sees the same.
  let post: @Sendable (AnswerEvent) -> Void

  func open(_ request: ModelRequest) async throws(ModelFailure) -> any ModelAnswer {
    let answer = try await client.open(request)
    post(.opened(requestID: answer.requestID))
    return ObservedAnswer(answer: answer, post: post)
  }
}

private struct ObservedAnswer: ModelAnswer {
  let answer: any ModelAnswer
  let post: @Sendable (AnswerEvent) -> Void

  var requestID: String? { answer.requestID }
  var profilePrefix: String? { answer.profilePrefix }

  func next() async throws(ModelFailure) -> [ModelEvent]? {
    let events = try await answer.next()
    if let events { post(.events(events)) }
    return events
  }
}
