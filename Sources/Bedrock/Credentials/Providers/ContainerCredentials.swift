import Engine
import Wire

/// Keys of the task or pod that the program runs in (ECS, EKS; see
/// aws-auth-and-http 3.4).
struct ContainerCredentials: Sendable {
  /// The agent stands beside the container.
  private static let silenceMilliseconds = 2_000
  private static let tries = 3

  let context: CredentialContext

  func load() async throws(ModelFailure) -> ResolvedCredentials {
    guard let address = try ContainerAddress(context.environment) else {
      throw .credentials(
        "No container credentials are at hand: neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor"
          + " AWS_CONTAINER_CREDENTIALS_FULL_URI is set.",
        remedy: "Run in a task of ECS or a pod of EKS, or change credential_source.")
    }
    let headers = [HTTPHeader("accept", "application/json")] + (try await authorization())
    let call = ProviderCall(
      context: context, subject: "The container's credentials at \(address.authority)",
      tries: Self.tries)
    let answer = try await call.send {
      HTTPRequest(
        method: "GET", url: address.url, headers: headers,
        firstByteTimeoutMilliseconds: Self.silenceMilliseconds,
        idleTimeoutMilliseconds: Self.silenceMilliseconds,
        connectTimeoutMilliseconds: Self.silenceMilliseconds, bypassesProxy: address.isLocal)
    }
    return try read(answer, from: address)
  }

  /// The header of the call; the file wins and is read anew each time.
  private func authorization() async throws(ModelFailure) -> [HTTPHeader] {
    let token: String
    let origin: String
    if let path = context.environment["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] {
      origin = "The file \(path) (AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE)"
      token = String(decoding: try await bytes(of: path), as: UTF8.self)
    } else if let value = context.environment["AWS_CONTAINER_AUTHORIZATION_TOKEN"] {
      origin = "AWS_CONTAINER_AUTHORIZATION_TOKEN"
      token = value
    } else {
      return []
    }
    guard !token.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D }) else {
      throw .credentials(
        "\(origin) holds a line break, which no header can carry.",
        remedy: "Write the token without a line break (printf %s instead of echo).")
    }
    context.redactor.learn(Secret(token), name: "container authorization")
    return token.isEmpty ? [] : [HTTPHeader("authorization", token)]
  }

  private func bytes(of path: String) async throws(ModelFailure) -> [UInt8] {
    let remedy = "Check AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE."
    do throws(FileFailure) {
      if let bytes = try await context.files.read(path) { return bytes }
    } catch {
      throw .credentials(
        "The token of the container cannot be read: \(error.message).", remedy: remedy)
    }
    throw .credentials(
      "The file \(path) with the token of the container does not exist.", remedy: remedy)
  }

  private func read(
    _ answer: HTTPDocument, from address: ContainerAddress
  ) throws(ModelFailure) -> ResolvedCredentials {
    guard answer.status == 200 else {
      throw .credentials(
        "The container's credentials at \(address.authority) were refused (status"
          + " \(answer.status)).",
        remedy: "Check \(address.variable), the authorization token and the role of the task.")
    }
    let keys: CredentialDocument
    do throws(CredentialDocument.Problem) {
      guard let value = try? JSONValue(parsing: answer.body) else {
        throw CredentialDocument.Problem(clause: "the answer is not JSON")
      }
      keys = try CredentialDocument(value, tokenName: "Token")
    } catch {
      throw .credentials(
        "\(address.authority) gave no usable container credentials: \(error.clause).",
        remedy: "Check \(address.variable).")
    }
    return keys.resolved(CredentialFacts(source: "container (\(address.authority))"))
  }
}
