public import Engine
import Wire

/// Counts a request's tokens without an answer (bedrock-wire 1.10): by
/// CountTokens of the runtime for models that can be called by their own id,
/// by Mantle for those that exist only as profiles, by the direct API for
/// itself. No turn waits for it.
public struct TokenCounter: Sendable {
  /// Longest silence: counting is a service to whoever waits for a number.
  private static let timeoutMilliseconds = 15_000

  private let settings: ServiceSettings
  private let bedrockCredentials: any CredentialProvider
  private let directCredentials: any CredentialProvider
  private let transport: any HTTPTransport
  private let unixSeconds: @Sendable () -> Int

  /// A counter that asks where a client of the same parts would.
  public init(
    settings: ServiceSettings, bedrockCredentials: any CredentialProvider,
    directCredentials: any CredentialProvider, transport: any HTTPTransport,
    unixSeconds: @escaping @Sendable () -> Int
  ) {
    self.settings = settings
    self.bedrockCredentials = bedrockCredentials
    self.directCredentials = directCredentials
    self.transport = transport
    self.unixSeconds = unixSeconds
  }

  /// How many tokens of input `request` has, by the service's own count; `nil`
  /// where the service does not count for its model or for this account.
  public func countTokens(_ request: ModelRequest) async throws(ModelFailure) -> Int? {
    guard let plan = TokenCounter.plan(for: request, settings: settings) else { return nil }
    let isDirect = request.api == .messages
    let credentials =
      try await (isDirect ? directCredentials : bedrockCredentials).resolve().credentials
    let answer: HTTPDocument
    do throws(HTTPFailure) {
      answer = try await transport.fetch(
        plan.call.request(
          by: credentials, unixSeconds: unixSeconds(),
          timeoutMilliseconds: TokenCounter.timeoutMilliseconds))
    } catch {
      throw error.failure()
    }
    return try TokenCounter.tokens(
      in: answer, of: plan, unixSeconds: unixSeconds(),
      context: ServiceErrorContext(
        service: isDirect ? .direct : .bedrock, modelID: request.model.modelId,
        modelName: request.model.displayName, region: isDirect ? nil : plan.call.region,
        operation: "CountTokens"))
  }

  /// The call, and the member of the answer that holds the number.
  struct Plan: Hashable, Sendable {
    var call: ServiceCall
    var member: String
  }

  /// `nil`: nobody counts for this model.
  static func plan(for request: ModelRequest, settings: ServiceSettings) -> Plan? {
    let plain = plain(request)
    switch request.api {
    case .messages: return messages(plain, endpoint: try? settings.directEndpoint())
    case .mantle: return mantle(plain, settings: settings)
    case .invoke, .converse:
      let address = ModelAddress(request.model.modelId)
      guard address.arn?.namesItsModel ?? true else { return nil }
      // Ids with a version are those of models that the runtime counts for;
      // later ones exist only as profiles.
      guard MantleModel.hasVersion(address.bareID) else {
        return mantle(plain, settings: settings)
      }
      return runtime(plain, bareID: address.bareID, settings: settings)
    }
  }

  private static func runtime(
    _ request: ModelRequest, bareID: String, settings: ServiceSettings
  ) -> Plan? {
    let region = settings.address(of: request.model).region
    guard let endpoint = try? settings.runtimeEndpoint(region: region) else { return nil }
    let input: JSONValue
    switch request.api {
    case .converse:
      var converse: JSONObject = [:]
      let body = ConverseBody.make(request)
      for name in ["messages", "system", "toolConfig", "additionalModelRequestFields"] {
        if let member = body[name] { converse[name] = member }
      }
      input = ["converse": .object(converse)]
    case .invoke, .messages, .mantle:
      let body = Base64.encode(MessagesBody.native(request).serialized())
      input = ["invokeModel": ["body": .string(body)]]
    }
    let segment = PercentEncoding.encode(bareID)
    return Plan(
      call: ServiceCall(
        method: "POST", service: .runtime, endpoint: endpoint, region: region,
        path: "\(endpoint.basePath)/model/\(segment)/count-tokens",
        headers: [HTTPHeader("content-type", "application/json")],
        body: (["input": input] as JSONValue).serialized()),
      member: "inputTokens")
  }

  private static func mantle(_ request: ModelRequest, settings: ServiceSettings) -> Plan? {
    // Whoever calls an endpoint of their own and names none for Mantle wants
    // no call to AWS.
    guard let model = try? MantleModel(request.model),
      ModelVendor(bareID: model.id).word == "anthropic",
      let endpoint = try? settings.mantleEndpoint(),
      let runtime = try? settings.runtimeEndpoint(),
      runtime.isAWS || !endpoint.isAWS || request.api == .mantle
    else { return nil }
    return Plan(
      call: ServiceCall(
        method: "POST", service: .mantle, endpoint: endpoint, region: settings.region.name,
        path: "\(endpoint.basePath)\(MantleModel.path(under: endpoint))/messages/count_tokens",
        headers: PreparedRequest.messagesHeaders(betas: []),
        body: counted(MessagesBody.messages(request, modelID: model.id)).serialized()),
      member: "input_tokens")
  }

  private static func messages(_ request: ModelRequest, endpoint: Endpoint?) -> Plan? {
    guard let endpoint else { return nil }
    let id = request.model.directId ?? request.model.modelId
    return Plan(
      call: ServiceCall(
        method: "POST", service: .runtime, endpoint: endpoint, region: "",
        path: "\(endpoint.basePath)/v1/messages/count_tokens",
        headers: PreparedRequest.messagesHeaders(betas: []),
        body: counted(MessagesBody.messages(request, modelID: id)).serialized()),
      member: "input_tokens")
  }

  /// Without what has no bearing on the input, or is refused by counting:
  /// cache points, flags of tools.
  private static func plain(_ request: ModelRequest) -> ModelRequest {
    var plain = AnswerForm(request).applied(to: request)
    plain.answerSchema = nil
    plain.caching = .off
    plain.requiredTool = nil
    plain.streaming = false
    return plain
  }

  /// The members that `count_tokens` takes.
  private static func counted(_ body: JSONValue) -> JSONValue {
    var object: JSONObject = [:]
    for name in ["model", "thinking", "tools", "system", "messages"] {
      if let member = body[name] { object[name] = member }
    }
    return .object(object)
  }

  /// The number in an answer; `nil` where the model is not counted for. Other
  /// refusals are failures.
  static func tokens(
    in answer: HTTPDocument, of plan: Plan, unixSeconds: Int, context: ServiceErrorContext
  ) throws(ModelFailure) -> Int? {
    if answer.status == 200 {
      return (try? JSONValue(parsing: answer.body))?[plan.member]?.int
    }
    // 403 too: the action is one of its own, and calling may be allowed all
    // the same.
    if [400, 403, 404].contains(answer.status) { return nil }
    throw ServiceError(
      status: answer.status, headers: answer.headers, body: answer.body, context: context,
      unixSeconds: unixSeconds
    ).failure(in: context)
  }
}
