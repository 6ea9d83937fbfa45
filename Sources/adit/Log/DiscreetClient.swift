internal import Bedrock
internal import Engine

/// A client whose failures repeat no secret: services and proxies like to say
/// what they were sent, and what they say is shown, printed and kept.
struct DiscreetClient: ModelClient {
  let client: any ModelClient
  let redactor: Redactor

  func open(_ request: ModelRequest) async throws(ModelFailure) -> any ModelAnswer {
    do throws(ModelFailure) {
      return DiscreetAnswer(answer: try await client.open(request), redactor: redactor)
    } catch {
      throw redactor.redact(error)
    }
  }
}

private struct DiscreetAnswer: ModelAnswer {
  let answer: any ModelAnswer
  let redactor: Redactor

  var requestID: String? { answer.requestID }
  var profilePrefix: String? { answer.profilePrefix }

  func next() async throws(ModelFailure) -> [ModelEvent]? {
    do throws(ModelFailure) {
      return try await answer.next()
    } catch {
      throw redactor.redact(error)
    }
  }
}

extension Redactor {
  /// `failure` without what is secret in its words.
  func redact(_ failure: ModelFailure) -> ModelFailure {
    var copy = failure
    copy.message = redact(failure.message)
    copy.remedy = failure.remedy.map { redact($0) }
    copy.serviceMessage = failure.serviceMessage.map { redact($0) }
    return copy
  }
}
