public import Engine
import Synchronization
import Wire

/// The client of Bedrock's runtime, of Mantle and of the direct Messages API. One call is
/// one attempt; it never falls back to another operation by itself, because
/// the first one may have been billed.
public final class BedrockClient: ModelClient {
  /// The name under which the program introduces itself.
  private static let userAgent = "adit"

  private let settings: ServiceSettings
  private let bedrockCredentials: any CredentialProvider
  private let directCredentials: any CredentialProvider
  private let transport: any HTTPTransport
  private let unixSeconds: @Sendable () -> Int
  /// After a broken connection idle ones are not trusted either.
  private let distrustsConnections = Mutex(false)

  /// A client. `unixSeconds` is the wall clock; signatures carry it.
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

  /// Sends `request`; see `ModelClient`.
  public func open(_ request: ModelRequest) async throws(ModelFailure) -> any ModelAnswer {
    let prepared = try PreparedRequest(request, settings: settings)
    let provider =
      switch prepared.context.service {
      case .bedrock, .mantle: bedrockCredentials
      case .direct: directCredentials
      }
    let credentials = try await provider.resolve().credentials
    let headers = try prepared.authorized(by: credentials, unixSeconds: unixSeconds())
    let response = try await send(prepared, headers: headers)
    guard response.status == 200 else { throw await failure(of: response, to: prepared) }
    return try await AnswerOpening(request: prepared, response: response).answer()
  }

  private func send(
    _ prepared: PreparedRequest, headers: [HTTPHeader]
  ) async throws(ModelFailure) -> HTTPResponse {
    let request = HTTPRequest(
      method: "POST", url: prepared.endpoint.origin + prepared.path,
      headers: headers + [HTTPHeader("user-agent", BedrockClient.userAgent)],
      body: prepared.body, firstByteTimeoutMilliseconds: settings.timeoutMilliseconds,
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
    of response: HTTPResponse, to request: PreparedRequest
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
    return ServiceError(
      status: response.status, headers: response.headers, body: body, context: request.context,
      unixSeconds: unixSeconds()
    ).failure(in: request.context)
  }
}
