import Engine
import Wire

/// A request with everything but its proof of identity: endpoint, path, body
/// and the headers that say how to read it. Pure.
struct PreparedRequest: Hashable, Sendable {
  /// How the answer's body is framed.
  enum Framing: Hashable, Sendable {
    /// Binary event stream of native chunks.
    case nativeStream
    /// Binary event stream of Converse events.
    case converseStream
    /// Server-sent events.
    case messagesStream
    /// One JSON document: a native message, or Converse's answer.
    case nativeDocument, converseDocument
  }

  var endpoint: Endpoint
  /// Percent-encoded, as it goes on the request line.
  var path: String
  /// Lower-case names, without `host`.
  var headers: [HTTPHeader]
  var body: [UInt8]
  var framing: Framing
  /// Scope of the signature.
  var region: String
  /// The profile prefix that is used, for pricing.
  var profilePrefix: String?
  /// What error texts name.
  var context: ServiceErrorContext
  /// How the model is held to its answer's form.
  var answerForm = AnswerForm.free

  /// The direct API's version whose rules hold here (bedrock-wire 1.12).
  private static let directVersion = "2023-06-01"

  /// Maps `request` to the operation that its API and streaming ask for, with
  /// the `adjustments` that were learnt for its model.
  init(
    _ request: ModelRequest, settings: ServiceSettings, adjustments: RequestAdjustments
  ) throws(ModelFailure) {
    try self.init(adjustments.applied(to: request), settings: settings)
    headers = adjustments.applied(to: headers)
    body = adjustments.applied(to: body)
  }

  /// Maps `request` to the operation that its API and streaming ask for.
  init(_ request: ModelRequest, settings: ServiceSettings) throws(ModelFailure) {
    try PreparedRequest.check(request)
    let form = AnswerForm(request)
    let request = form.applied(to: request)
    switch request.api {
    case .invoke, .converse: try self.init(bedrock: request, settings: settings)
    case .messages: try self.init(direct: request, settings: settings)
    case .mantle: try self.init(mantle: request, settings: settings)
    }
    answerForm = form
  }

  /// The native body and the direct API are Claude's alone. Ids that tell no
  /// vendor (profiles of the account's own) are taken at their word.
  private static func check(_ request: ModelRequest) throws(ModelFailure) {
    let vendor = ModelVendor(bareID: ModelAddress(request.model.modelId).bareID)
    guard vendor.isKnown, vendor.word != "anthropic", request.api != .converse else { return }
    throw ModelFailure(
      kind: .invalidRequest,
      message: "\(request.model.displayName) cannot be called with --api \(request.api.rawValue).",
      remedy: "Use --api converse, which serves every model of Bedrock.")
  }

  private init(bedrock request: ModelRequest, settings: ServiceSettings) throws(ModelFailure) {
    let operation = Operation(api: request.api, streaming: request.streaming)
    let (address, servingRegion) = settings.address(of: request.model)
    region = servingRegion
    endpoint = try settings.runtimeEndpoint(region: region)
    path = "\(endpoint.basePath)/model/\(address.pathSegment)/\(operation.pathSuffix)"
    profilePrefix = address.prefix ?? request.model.pricingPrefix
    headers = operation.headers
    framing = operation.framing
    body =
      switch request.api {
      case .converse: ConverseBody.make(request).serialized()
      case .invoke, .messages, .mantle: MessagesBody.native(request).serialized()
      }
    context = ServiceErrorContext(
      service: .bedrock, modelID: address.text, modelName: request.model.displayName,
      region: region, operation: operation.name)
  }

  private init(direct request: ModelRequest, settings: ServiceSettings) throws(ModelFailure) {
    endpoint = try settings.directEndpoint()
    path = "\(endpoint.basePath)/v1/messages"
    headers = PreparedRequest.messagesHeaders(betas: RequestParameters(request).betas)
    body = MessagesBody.messages(
      request, modelID: request.model.directId ?? request.model.modelId
    ).serialized()
    framing = request.streaming ? .messagesStream : .nativeDocument
    region = settings.region.name
    profilePrefix = nil
    context = ServiceErrorContext(
      service: .direct, modelID: request.model.directId ?? request.model.modelId,
      modelName: request.model.displayName, region: nil, operation: "Messages")
  }

  private init(mantle request: ModelRequest, settings: ServiceSettings) throws(ModelFailure) {
    let model = try MantleModel(request.model)
    region = settings.region.name
    endpoint = try settings.mantleEndpoint()
    path = "\(endpoint.basePath)\(MantleModel.path(under: endpoint))/messages"
    headers = PreparedRequest.messagesHeaders(betas: RequestParameters(request).betas)
    body = MessagesBody.messages(request, modelID: model.id).serialized()
    framing = request.streaming ? .messagesStream : .nativeDocument
    profilePrefix = nil
    context = ServiceErrorContext(
      service: .mantle, modelID: model.id, modelName: request.model.displayName, region: region,
      operation: "Messages")
  }

  /// The headers of the Messages API, which takes its flags there.
  static func messagesHeaders(betas: [String]) -> [HTTPHeader] {
    var headers = [
      HTTPHeader("content-type", "application/json"),
      HTTPHeader("anthropic-version", directVersion),
    ]
    if !betas.isEmpty {
      headers.append(HTTPHeader("anthropic-beta", betas.joined(separator: ",")))
    }
    return headers
  }

  /// The four operations of Bedrock's runtime (bedrock-wire 1.2, 1.4).
  private struct Operation {
    var name: String
    var pathSuffix: String
    var framing: Framing
    var headers: [HTTPHeader] = [HTTPHeader("content-type", "application/json")]

    init(api: ModelAPI, streaming: Bool) {
      switch (api, streaming) {
      case (.converse, true):
        (name, pathSuffix, framing) = ("ConverseStream", "converse-stream", .converseStream)
      case (.converse, false):
        (name, pathSuffix, framing) = ("Converse", "converse", .converseDocument)
      case (.invoke, true), (.messages, true), (.mantle, true):
        name = "InvokeModelWithResponseStream"
        (pathSuffix, framing) = ("invoke-with-response-stream", .nativeStream)
        headers.append(HTTPHeader("x-amzn-bedrock-accept", "application/json"))
      case (.invoke, false), (.messages, false), (.mantle, false):
        (name, pathSuffix, framing) = ("InvokeModel", "invoke", .nativeDocument)
        headers.append(HTTPHeader("accept", "application/json"))
      }
    }
  }
}

extension PreparedRequest {
  /// The beta flags that are sent, in the header or in the body
  /// (bedrock-wire 4.6).
  var betas: [String] {
    let header = headers.first { $0.name == "anthropic-beta" }?.value ?? ""
    let body = try? JSONValue(parsing: body)
    let list = body?["anthropic_beta"] ?? body?["additionalModelRequestFields"]?["anthropic_beta"]
    return header.split(separator: ",").map { String($0.drop { $0 == " " }) }
      + (list?.array ?? []).compactMap(\.string)
  }
}
