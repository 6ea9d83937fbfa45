internal import Bedrock
internal import Engine

/// Calls one model, as small as it goes.
struct ModelProbing: Sendable {
  /// Enough for the answer that is asked for.
  private static let answerTokens = 16
  /// Different repairs that one request may need in a row.
  private static let maximumRepairs = 4
  /// The prompt of the cache test is this much longer than the shortest that
  /// is cached, in per cent: its tokens are only estimated.
  private static let cacheMarginPercent = 150

  let subject: HealthSubject
  let model: ModelDescriptor
  let api: ModelAPI

  private func request(system: String? = nil) -> ModelRequest {
    ModelRequest(
      model: model, api: api, system: system,
      messages: [Message(role: .user, content: [.text("Reply with OK.")])],
      maxTokens: Self.answerTokens)
  }

  /// How many tokens the service counts in the same request, for nothing;
  /// `nil`: it does not count for this model or account.
  func count() async -> Int? { try? await subject.counter.countTokens(request()) }

  /// One request with a one-word answer; what the client can mend, it mends.
  func probe(system: String? = nil) async -> ModelProbe {
    var request = request(system: system)
    if system == nil { request.caching = .off }
    var mended: Set<String> = []
    while true {
      let probe = await attempt(request)
      guard case .repaired(let repair)? = probe.failure?.retry,
        mended.count < Self.maximumRepairs, mended.insert(repair.id).inserted
      else { return probe }
      if let tokens = repair.maxTokens { request.maxTokens = min(tokens, Self.answerTokens) }
    }
  }

  private func attempt(_ request: ModelRequest) async -> ModelProbe {
    let start = subject.now()
    let trace = RequestTrace()
    var probe = ModelProbe(modelKey: model.key)
    var usage = UsageUpdate.none
    var account = subject.ledger.open(
      request, at: start, unixMilliseconds: subject.unixSeconds() * 1000)
    let result = await RequestTrace.$current.withValue(trace) { [subject] in
      do throws(ModelFailure) {
        return Result<any ModelAnswer, ModelFailure>.success(
          try await subject.client.open(request))
      } catch {
        return .failure(error)
      }
    }
    do throws(ModelFailure) {
      let answer = try result.get()
      account.accepted(by: answer)
      while let events = try await answer.next() {
        if probe.firstByteMilliseconds == nil {
          probe.firstByteMilliseconds = subject.now().milliseconds(since: start)
        }
        for event in events {
          usage.merge(Self.usage(of: event))
          account.take(event, at: subject.now())
        }
        subject.ledger.take(account.running())
      }
      probe.usage = usage.tokens
      probe.cost = model.prices?.cost(of: usage.tokens, profilePrefix: answer.profilePrefix)
      probe.requestID = answer.requestID
    } catch {
      probe.failure = error
    }
    let end = subject.now()
    subject.ledger.take(account.ended(by: probe.failure, at: end))
    probe.latencyMilliseconds = end.milliseconds(since: start)
    probe.expectedContentType = expectedContentType
    probe.contentType = trace.facts.header("content-type")?.lowercased() ?? ""
    probe.isBuffered = trace.facts.header("content-length") != nil
    return probe
  }

  private static func usage(of event: ModelEvent) -> UsageUpdate {
    switch event {
    case .messageStart(_, _, let usage), .messageDelta(_, _, let usage), .messageStop(let usage):
      usage
    case .blockStart, .textDelta, .thinkingDelta, .thinkingForm, .signatureDelta, .toolInputDelta,
      .citation, .blockStop, .ping:
      .none
    }
  }

  private var expectedContentType: String {
    switch api {
    case .invoke, .converse: "application/vnd.amazon.eventstream"
    case .messages, .mantle: "text/event-stream"
    }
  }

  // MARK: caching

  /// Whether a prompt that is sent twice is read from the cache the second
  /// time. Costs money, so only when `isTried`.
  func caching(isTried: Bool) async -> CachingOutcome {
    guard let minimum = model.rules.cacheMinimum else { return .unsupported(model.displayName) }
    let tokens = minimum * Self.cacheMarginPercent / 100
    guard isTried else {
      let usage = TokenUsage(cacheWrite5m: tokens, cacheRead: tokens, output: Self.answerTokens)
      return .notTried(
        model.prices?.cost(
          of: usage, profilePrefix: subject.settings.address(of: model).address.prefix))
    }
    let system = Self.filler(bytes: tokens * max(100, model.rules.bytesPerTokenHundredths) / 100)
    var read = 0
    for _ in 0..<2 {
      let probe = await probe(system: system)
      if let failure = probe.failure { return .failed(failure) }
      read = probe.usage.cacheRead
    }
    return read > 0 ? .engaged(read) : .notEngaged
  }

  /// A text of at least so many bytes, the same each time.
  private static func filler(bytes: Int) -> String {
    var text = "This text only has to be long. Reply with OK.\n"
    var number = 0
    while text.utf8.count < bytes {
      number += 1
      text += "Line \(number) of a text that is sent twice to see whether it is kept.\n"
    }
    return text
  }
}
