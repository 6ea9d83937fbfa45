import Engine
import Wire

/// Keys of the EC2 instance's role, by the second version of its metadata
/// service alone: the first one answers whoever can make us send a request.
struct InstanceCredentials: Sendable {
  private static let tokenLifeSeconds = "21600"
  private static let rolePath = "/latest/meta-data/iam/security-credentials/"
  private static let remedy =
    "Give the instance a role, or set AWS_EC2_METADATA_DISABLED=true and use other credentials."

  let context: CredentialContext
  /// May name another address.
  let profile: ConfigurationSection?

  func load() async throws(ModelFailure) -> ResolvedCredentials {
    guard !MetadataAddress.isDisabled(context.environment) else {
      throw .credentials(
        "The instance metadata service is switched off by AWS_EC2_METADATA_DISABLED.",
        remedy: "Unset AWS_EC2_METADATA_DISABLED, or use other credentials.")
    }
    let address = try MetadataAddress(context.environment, profile: profile)
    let token = try await token(address)
    context.redactor.learn(Secret(token), name: "metadata token")
    let role = try await role(address, token: token)
    let answer = try await get(Self.rolePath + role, address, token: token)
    return try read(answer, role: role, address)
  }

  private func token(_ address: MetadataAddress) async throws(ModelFailure) -> String {
    let answer = try await send(
      HTTPRequest(
        method: "PUT", url: address.origin + "/latest/api/token",
        headers: [
          HTTPHeader("x-aws-ec2-metadata-token-ttl-seconds", Self.tokenLifeSeconds)
        ]), address)
    switch answer.status {
    case 200:
      let token = String(decoding: answer.body, as: UTF8.self).trimmed
      guard !token.isEmpty, token.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
        throw failure(address, "gave no token")
      }
      return token
    case 403: throw failure(address, "is disabled (status 403)")
    case let status: throw failure(address, "gave no token (status \(status))")
    }
  }

  private func role(
    _ address: MetadataAddress, token: String
  ) async throws(ModelFailure) -> String {
    let answer = try await get(Self.rolePath, address, token: token)
    let first = String(decoding: answer.body, as: UTF8.self).split { $0.isNewline }.first
    let role = first.map { String($0).trimmed } ?? ""
    guard answer.status == 200, !role.isEmpty else {
      throw failure(
        address,
        answer.status == 404 || answer.status == 200
          ? "knows no role of this instance" : "does not tell the role (status \(answer.status))")
    }
    return PercentEncoding.encode(role)
  }

  private func read(
    _ answer: HTTPDocument, role: String, _ address: MetadataAddress
  ) throws(ModelFailure) -> ResolvedCredentials {
    guard answer.status == 200 else {
      throw failure(address, "gives no keys of the role \(role) (status \(answer.status))")
    }
    guard let value = try? JSONValue(parsing: answer.body) else {
      throw failure(address, "answered for the role \(role) with something that is not JSON")
    }
    guard value["Code"]?.string == "Success" else {
      let code = value["Code"]?.string ?? "no Code"
      throw failure(address, "gives no keys of the role \(role) (\(code.prefix(60)))")
    }
    do throws(CredentialDocument.Problem) {
      return try CredentialDocument(value, tokenName: "Token").resolved(
        CredentialFacts(source: "instance metadata", role: role))
    } catch {
      throw failure(address, "gives unusable keys of the role \(role): \(error.clause)")
    }
  }

  private func get(
    _ path: String, _ address: MetadataAddress, token: String
  ) async throws(ModelFailure) -> HTTPDocument {
    try await send(
      HTTPRequest(
        method: "GET", url: address.origin + path,
        headers: [HTTPHeader("x-aws-ec2-metadata-token", token)]), address)
  }

  private func send(
    _ request: HTTPRequest, _ address: MetadataAddress
  ) async throws(ModelFailure) -> HTTPDocument {
    var request = request
    request.connectTimeoutMilliseconds = address.timeoutMilliseconds
    request.firstByteTimeoutMilliseconds = address.timeoutMilliseconds
    request.idleTimeoutMilliseconds = address.timeoutMilliseconds
    request.bypassesProxy = true
    let call = ProviderCall(
      context: context, subject: "The instance metadata service at \(address.origin)",
      tries: address.attempts)
    let attempt = request
    do throws(ModelFailure) { return try await call.send { attempt } } catch {
      guard error.kind != .cancelled else { throw error }
      var told = error
      told.remedy = Self.remedy
      throw told
    }
  }

  private func failure(_ address: MetadataAddress, _ clause: String) -> ModelFailure {
    .credentials(
      "The instance metadata service at \(address.origin) \(clause).", remedy: Self.remedy)
  }
}
