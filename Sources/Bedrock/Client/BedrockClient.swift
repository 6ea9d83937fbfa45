public import Engine
import Synchronization
import Wire

/// The client of Bedrock's runtime, of Mantle and of the direct Messages API. One call is
/// one attempt; it never falls back to another operation by itself, because
/// the first one may have been billed.
public final class BedrockClient: ModelClient {
  private let settings: ServiceSettings
  private let bedrockCredentials: any CredentialProvider
  private let directCredentials: any CredentialProvider
  private let transport: any HTTPTransport
  /// What was learnt about the service.
  public let memory: ServiceMemory
  private let listedProfiles: @Sendable () -> [String]
  private let notices: OnceNotices
  /// After a broken connection idle ones are not trusted either.
  private let distrustsConnections = Mutex(false)

  /// A client. `memory` holds the clock that signatures carry.
  /// `listedProfiles` gives the ids of the account's inference profiles, as far
  /// as they are known by now. `notice` hears sentences for the user that
  /// belong to no answer; it must not block.
  public init(
    settings: ServiceSettings, bedrockCredentials: any CredentialProvider,
    directCredentials: any CredentialProvider, transport: any HTTPTransport,
    memory: ServiceMemory, listedProfiles: @escaping @Sendable () -> [String] = { [] },
    notice: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.settings = settings
    self.bedrockCredentials = bedrockCredentials
    self.directCredentials = directCredentials
    self.transport = transport
    self.memory = memory
    self.listedProfiles = listedProfiles
    notices = OnceNotices(post: notice)
  }

  /// A client that remembers for itself. `unixSeconds` is the wall clock.
  public convenience init(
    settings: ServiceSettings, bedrockCredentials: any CredentialProvider,
    directCredentials: any CredentialProvider, transport: any HTTPTransport,
    unixSeconds: @escaping @Sendable () -> Int
  ) {
    self.init(
      settings: settings, bedrockCredentials: bedrockCredentials,
      directCredentials: directCredentials, transport: transport,
      memory: ServiceMemory(unixSeconds: unixSeconds))
  }

  /// Opens a connection to where models of `api` are called, so that the first
  /// request need not wait for it.
  public func prewarm(api: ModelAPI) {
    let endpoint =
      switch api {
      case .invoke, .converse: try? settings.runtimeEndpoint()
      case .messages: try? settings.directEndpoint()
      case .mantle: try? settings.mantleEndpoint()
      }
    if let endpoint { transport.prewarm(url: endpoint.origin + "/") }
  }

  /// Sends `request`; see `ModelClient`. It goes out as earlier refusals have
  /// taught.
  public func open(_ request: ModelRequest) async throws(ModelFailure) -> any ModelAnswer {
    let key = try key(of: request)
    let adjustments = memory.adjustments(for: key)
    let prepared = try PreparedRequest(request, settings: settings, adjustments: adjustments)
    let provider =
      switch prepared.context.service {
      case .bedrock, .mantle: bedrockCredentials
      case .direct: directCredentials
      }
    let resolved = try await withheld(until: provider)
    try resolved.check(region: prepared.region, of: prepared.context.service)
    let headers = try prepared.authorized(
      by: resolved.credentials, unixSeconds: memory.unixSeconds)
    let sent = SentRequest(
      original: request, adjustments: adjustments, prepared: prepared, settings: settings,
      key: key, resolved: resolved, provider: provider, memory: memory,
      listedProfiles: listedProfiles())
    let response = try await send(prepared, headers: headers)
    guard response.status == 200 else { throw await failure(of: response, to: sent) }
    let opening = AnswerOpening(sent: sent, response: response, notices: notices)
    let answer = try await opening.answer()
    return prepared.answerForm.tool.map { ToolAnswer(answer: answer, tool: $0) } ?? answer
  }

  /// The credentials; until they are there nothing of the request is sent.
  private func withheld(
    until provider: any CredentialProvider
  ) async throws(ModelFailure) -> ResolvedCredentials {
    AttemptProgress.current?.hold(true)
    let resolved = try await provider.resolve()
    AttemptProgress.current?.hold(false)
    return resolved
  }

  /// Where what is learnt from `request` will hold; told by its address alone.
  private func key(of request: ModelRequest) throws(ModelFailure) -> LearnedFacts.Key {
    var bare = request
    bare.messages = []
    return LearnedFacts.Key(try PreparedRequest(bare, settings: settings))
  }

  private func send(
    _ prepared: PreparedRequest, headers: [HTTPHeader]
  ) async throws(ModelFailure) -> HTTPResponse {
    let request = HTTPRequest(
      method: "POST", url: prepared.endpoint.origin + prepared.path,
      headers: headers, body: prepared.body,
      firstByteTimeoutMilliseconds: settings.timeoutMilliseconds,
      idleTimeoutMilliseconds: settings.timeoutMilliseconds,
      freshConnection: distrustsConnections.withLock { $0 })
    do throws(HTTPFailure) {
      let response = try await transport.open(request)
      distrustsConnections.withLock { $0 = false }
      return response
    } catch {
      if error.code != .cancelled { distrustsConnections.withLock { $0 = true } }
      throw error.failure()
    }
  }

  /// What an answer other than 200 says. A body that breaks off is read as far
  /// as it goes: the status tells the most.
  private func failure(
    of response: HTTPResponse, to sent: SentRequest
  ) async -> ModelFailure {
    var body: [UInt8] = []
    do throws(HTTPFailure) {
      while body.count < ServiceError.maximumBodyBytes, let bytes = try await response.body.next() {
        body += bytes.prefix(ServiceError.maximumBodyBytes - body.count)
      }
    } catch {
      if error.code == .cancelled { return error.failure() }
    }
    response.body.cancel()
    let error = ServiceError(
      status: response.status, headers: response.headers, body: body, context: sent.context,
      unixSeconds: memory.unixSeconds)
    return await sent.failure(of: error, headers: response.headers)
  }
}
