import Engine

/// A small HTTP call of a credential provider. The watchdogs of the request
/// are its deadline; whatever may pass by itself is tried again, briefly.
struct ProviderCall {
  /// Answers of credential services are a few kilobytes.
  private static let maximumAnswerBytes = 256 * 1024

  let context: CredentialContext
  /// What is asked, for error texts: `STS at sts.us-east-1.amazonaws.com`.
  let subject: String
  /// All tries together.
  var tries = 2
  /// Before the second try; doubles with each further one. Long enough for a
  /// metadata service that counts requests, short enough not to be felt.
  var firstPauseMilliseconds = 100

  /// The answer to what `request` gives at each try.
  func send(
    _ request: () -> HTTPRequest
  ) async throws(ModelFailure) -> HTTPDocument {
    var number = 1
    while true {
      do throws(HTTPFailure) {
        var attempt = request()
        attempt.freshConnection = attempt.freshConnection || number > 1
        let document = try await context.transport.fetch(
          attempt, maximumBytes: Self.maximumAnswerBytes)
        guard number < tries, Self.mayPass(document.status) else { return document }
      } catch {
        guard number < tries, Self.mayPass(error.code) else {
          throw failure(error)
        }
      }
      try await pause(firstPauseMilliseconds << (number - 1))
      number += 1
    }
  }

  /// A silence is told without the advice to allow a longer one: the variable
  /// for that speaks of models.
  private func failure(_ failure: HTTPFailure) -> ModelFailure {
    var told = failure.failure().prefixed("\(subject) cannot be asked")
    if failure.code == .firstByteTimeout || failure.code == .idleTimeout {
      told.remedy = "Check the network, the firewall and the proxy."
    }
    return told
  }

  private func pause(_ milliseconds: Int) async throws(ModelFailure) {
    do {
      try await context.clock.sleep(until: context.clock.now().adding(milliseconds: milliseconds))
    } catch {
      throw .cancelled
    }
  }

  private static func mayPass(_ status: Int) -> Bool { status == 429 || status >= 500 }

  private static func mayPass(_ code: HTTPFailure.Code) -> Bool {
    switch code {
    case .nameResolution, .refused, .connectTimeout, .tls, .firstByteTimeout, .idleTimeout,
      .reset, .truncatedBody:
      true
    case .cancelled, .untrustedCertificate, .foreignCertificate, .unusableTrust, .plainAnswer,
      .proxy, .forbiddenURL, .library:
      false
    }
  }
}
