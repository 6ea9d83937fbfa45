import CSystem
import Synchronization
import Wire

/// The emulated service: from a request to what is answered. Everything but
/// the clock and the state behind the lock is pure.
struct Service {
  private static let nanosecondsPerSecond: UInt64 = 1_000_000_000

  let server: EmulatorServer
  let serial: Int

  private var configuration: EmulatorConfiguration { server.configuration }

  func answer(_ request: ReceivedRequest) -> Answer {
    let seconds = Int(adit_wall_clock_nanoseconds() / Self.nanosecondsPerSecond)
    guard let route = Route(method: request.method, path: request.path) else {
      // `HEAD /` warms a connection up; the real service knows no such
      // operation either.
      return refusal(.unknownOperation, operation: nil, identity: nil, seconds: seconds)
    }
    var identity: RequestIdentity?
    do throws(ServiceFailure) {
      identity = try identify(request, route: route, seconds: seconds)
      var answer = try answer(request, route: route, identity: identity)
      answer.operation = route.operation
      answer.identity = identity
      answer.headers += commonHeaders(route.operation, seconds: seconds)
      return answer
    } catch {
      return refusal(error, operation: route.operation, identity: identity, seconds: seconds)
    }
  }

  private func identify(
    _ request: ReceivedRequest, route: Route, seconds: Int
  ) throws(ServiceFailure) -> RequestIdentity? {
    if route.operation.answersLikeDirectAPI {
      if let key = request.header("x-api-key") {
        guard configuration.apiKeys?.contains(key) ?? !key.isEmpty else {
          throw ServiceFailure(401, "UnauthorizedException", "invalid x-api-key")
        }
        return .apiKey
      }
      guard request.header("authorization") != nil else {
        throw ServiceFailure(401, "UnauthorizedException", "x-api-key header is required")
      }
    }
    let verifier = SignatureVerifier(configuration: configuration, services: [route.service])
    do {
      return try verifier.verify(request, unixSeconds: seconds)
    } catch {
      guard configuration.verifiesSignatures else { return nil }
      throw error
    }
  }

  private func answer(
    _ request: ReceivedRequest, route: Route, identity: RequestIdentity?
  ) throws(ServiceFailure) -> Answer {
    switch route.operation {
    case .listModels, .listProfiles, .getProfile:
      return json(try listing(request, route: route, region: identity?.region))
    case .countTokens, .messagesCountTokens:
      let prompt = try prompt(request, route: route, region: identity?.region)
      let count = JSONValue.number(JSONNumber(PromptCache.inputTokens(of: prompt)))
      return json([
        route.operation == .countTokens ? "inputTokens" : "input_tokens": count
      ])
    case .invoke, .invokeStream, .converse, .converseStream, .messages, .mantleMessages:
      let prompt = try prompt(request, route: route, region: identity?.region)
      return try generate(prompt, route: route, identity: identity)
    }
  }

  /// The three calls of the control plane.
  private func listing(
    _ request: ReceivedRequest, route: Route, region: String?
  ) throws(ServiceFailure) -> JSONValue {
    if configuration.deniesListing {
      throw ServiceFailure(
        403, "AccessDeniedException",
        "User: arn:aws:iam::000000000000:user/demo is not authorized to perform this operation")
    }
    let listing = ModelListing(
      region: region ?? ModelListing.defaultRegion,
      applications: configuration.applicationProfiles)
    return switch route.operation {
    case .listModels: listing.models(query: request.query)
    case .getProfile: try listing.profile(named: route.modelID)
    case .listProfiles, .invoke, .invokeStream, .converse, .converseStream, .countTokens,
      .messages, .mantleMessages, .messagesCountTokens:
      try listing.profiles(query: request.query)
    }
  }

  /// Reads and, unless configured otherwise, checks the body.
  private func prompt(
    _ request: ReceivedRequest, route: Route, region: String?
  ) throws(ServiceFailure) -> Prompt {
    let body: JSONValue
    do {
      body = try JSONValue(parsing: request.body)
    } catch {
      throw .validation(
        "Malformed input request: \(error.reason) (line \(error.position.line), column "
          + "\(error.position.column)), please reformat your input and try again.")
    }
    return try PromptReader(
      validates: configuration.validatesRequests, headers: request.headers,
      applications: configuration.applicationProfiles
    ).prompt(body, route: route, region: region)
  }

  private func generate(
    _ prompt: Prompt, route: Route, identity: RequestIdentity?
  ) throws(ServiceFailure) -> Answer {
    let operation = route.operation
    let facts = DemoTour.Facts(operation: operation, identity: identity)
    let pace = configuration.tokensPerSecond
    let (step, input, number) = server.state.withLock { state in
      var step = state.service.takeStep(
        operation: operation, model: prompt.model.id, prompt: prompt.lastUserText)
      let input: InputUsage
      if step.reply == .tour {
        var facts = facts
        facts.input = PromptCache.inputTokens(of: prompt)
        let tour = state.service.tourStep(prompt, facts: facts)
        step.reply = tour.reply
        step.headers += tour.headers
        step.tokensPerSecond = step.tokensPerSecond ?? tour.tokensPerSecond
        if step.faults == EmulatorFaults() { step.faults = tour.faults }
      }
      if case .message = step.reply {
        input = state.service.use(prompt)
      } else {
        input = InputUsage()
      }
      return (step, input, state.service.nextReply())
    }
    var answer: Answer
    switch step.reply {
    case .tour: answer = Answer(body: .whole([]))
    case .failure(let failure):
      answer = refusal(
        ServiceFailure(failure.status, failure.name, failure.message), operation: operation)
    case .raw(let status, let contentType, let body):
      answer = Answer(
        status: status, headers: [EmulatorHeader("content-type", contentType)],
        body: contentType.hasPrefix("application/json") || contentType.hasPrefix("text/html")
          ? .whole(body) : .recorded(body))
    case .message(let message):
      let plan = ReplyPlan(
        message, prompt: prompt, input: input, operation: operation, serial: number)
      answer = reply(
        plan, prompt: prompt, operation: operation, pace: step.tokensPerSecond ?? pace)
    }
    answer.faults = step.faults
    answer.headers += step.headers
    return answer
  }

  private func reply(
    _ plan: ReplyPlan, prompt: Prompt, operation: EmulatorOperation, pace: Int
  ) -> Answer {
    let dialect: StreamEncoder.Dialect
    switch operation {
    case .invoke: return whole(plan, headers: tokenHeaders(plan.usage))
    case .converse: return json(.object(plan.converseMessage()))
    case .invokeStream: dialect = .native
    case .converseStream: dialect = .converse
    case .messages, .mantleMessages:
      guard prompt.streams else { return whole(plan, headers: []) }
      dialect = .serverSent(dataFirst: operation == .mantleMessages)
    case .countTokens, .messagesCountTokens, .listModels, .listProfiles, .getProfile:
      return json(.null)
    }
    var answer = Answer(
      body: .stream(StreamEncoder(dialect: dialect, plan: plan), tokensPerSecond: pace))
    switch dialect {
    case .native:
      answer.headers = [
        EmulatorHeader("content-type", "application/vnd.amazon.eventstream"),
        EmulatorHeader("x-amzn-bedrock-content-type", "application/json"),
      ]
    case .converse:
      answer.headers = [EmulatorHeader("content-type", "application/vnd.amazon.eventstream")]
    case .serverSent:
      answer.headers = [
        EmulatorHeader("content-type", "text/event-stream; charset=utf-8"),
        EmulatorHeader("cache-control", "no-cache"),
      ]
    }
    return answer
  }

  private func whole(_ plan: ReplyPlan, headers: [EmulatorHeader]) -> Answer {
    var answer = json(.object(plan.nativeMessage()))
    answer.headers += headers
    return answer
  }

  private func json(_ value: JSONValue) -> Answer {
    Answer(
      headers: [EmulatorHeader("content-type", "application/json")],
      body: .whole(value.serialized()))
  }

  private func tokenHeaders(_ usage: ReplyUsage) -> [EmulatorHeader] {
    var headers = [
      EmulatorHeader("x-amzn-bedrock-input-token-count", "\(usage.input.fresh)"),
      EmulatorHeader("x-amzn-bedrock-output-token-count", "\(usage.output)"),
      EmulatorHeader("x-amzn-bedrock-invocation-latency", "\(usage.latencyMilliseconds)"),
    ]
    if usage.input.usesCache {
      headers += [
        EmulatorHeader(
          "x-amzn-bedrock-cache-read-input-token-count", "\(usage.input.cacheRead)"),
        EmulatorHeader(
          "x-amzn-bedrock-cache-write-input-token-count", "\(usage.input.cacheWrite)"),
      ]
    }
    return headers
  }
}

extension Service {
  /// A refusal before anything was generated.
  private func refusal(
    _ failure: ServiceFailure, operation: EmulatorOperation?, identity: RequestIdentity?,
    seconds: Int
  ) -> Answer {
    var answer = refusal(failure, operation: operation)
    answer.operation = operation
    answer.identity = identity
    answer.headers += commonHeaders(operation, seconds: seconds)
    return answer
  }

  private func refusal(_ failure: ServiceFailure, operation: EmulatorOperation?) -> Answer {
    var answer: Answer
    if operation?.answersLikeDirectAPI ?? false {
      answer = json(failure.directBody(requestID: requestID(direct: true)))
    } else {
      answer = json(failure.awsBody)
      answer.headers.append(EmulatorHeader("x-amzn-errortype", failure.errorTypeHeader))
    }
    answer.status = failure.status
    answer.refusal = "\(failure.name): \(failure.message)"
    return answer
  }

  private func commonHeaders(_ operation: EmulatorOperation?, seconds: Int) -> [EmulatorHeader] {
    let isDirect = operation?.answersLikeDirectAPI ?? false
    return [
      EmulatorHeader("date", ServiceTime.httpDate(seconds)),
      EmulatorHeader(
        isDirect ? "request-id" : "x-amzn-requestid", requestID(direct: isDirect)),
    ]
  }

  private func requestID(direct: Bool) -> String {
    let digits = Hex.encode(SHA256.digest(Array("request \(serial)".utf8)))
    if direct { return "req_\(digits.prefix(24))" }
    let parts = [8, 4, 4, 4, 12].reduce(into: (rest: digits[...], parts: [Substring]())) {
      $0.parts.append($0.rest.prefix($1))
      $0.rest = $0.rest.dropFirst($1)
    }
    return parts.parts.joined(separator: "-")
  }
}

extension RequestIdentity {
  /// Region of the scope.
  var region: String? {
    switch self {
    case .signature(_, let region, _): region
    case .bearer, .apiKey: nil
    }
  }
}
