import Engine
import Wire

/// Roles from the Security Token Service (aws-auth-and-http 3.4).
struct TokenService: Sendable {
  /// A wrong MFA code is asked for again until so many were typed.
  private static let maximumCodes = 3
  private static let codeDigits = 6
  /// One try; STS answers within tenths of a second.
  private static let silenceMilliseconds = 10_000
  /// A clock that is off by more than this makes AWS refuse signatures.
  private static let toleratedSkewSeconds = 240

  let context: CredentialContext

  /// Takes on `role` with the keys of `base`.
  func assume(
    _ role: RoleSource, with base: ResolvedCredentials
  ) async throws(ModelFailure) -> ResolvedCredentials {
    guard case .keys(let id, let secret, let token) = base.credentials else {
      throw .credentials(
        "The role \(role.roleARN) of profile \(role.profile) needs AWS keys, and \(base.source)"
          + " gives none.", remedy: "Change source_profile or credential_source of the profile.")
    }
    let request = RoleRequest(role, sessionName: sessionName(role.sessionName))
    let keys = SigV4Credentials(
      accessKeyID: id, secretAccessKey: secret.reveal(), sessionToken: token?.reveal())
    var codes = 0
    while true {
      var form = request.form
      if let serial = role.mfaSerial {
        codes += 1
        form += try await code(of: serial, for: role, isAgain: codes > 1)
      }
      let region = region(of: role.region, roleARN: role.roleARN)
      let answer = try await send(form, region: region, keys: keys, about: request.name)
      if answer.status == 200 {
        return try resolved(
          answer.body, about: request.name,
          facts: CredentialFacts(
            source: "role \(role.roleARN), taken on with \(base.source)", profile: role.profile,
            role: role.roleARN))
      }
      let refusal = TokenServiceRefusal(answer)
      if role.mfaSerial != nil, refusal.isWrongCode, codes < Self.maximumCodes { continue }
      throw refusal.failure(of: request.name, base: base.source, region: region)
    }
  }

  /// Exchanges the token in a file, read anew each time, for a role.
  func exchange(_ source: WebIdentitySource) async throws(ModelFailure) -> ResolvedCredentials {
    let token = try await token(of: source)
    context.redactor.learn(Secret(token), name: "web identity token")
    let origin = source.profile.map { "of profile \($0)" } ?? "of AWS_ROLE_ARN"
    let name = "the role \(source.roleARN) \(origin)"
    let form: [(String, String)] = [
      ("Action", "AssumeRoleWithWebIdentity"), ("Version", RoleRequest.version),
      ("RoleArn", source.roleARN), ("RoleSessionName", sessionName(source.sessionName)),
      ("WebIdentityToken", token),
    ]
    let region = region(of: source.region, roleARN: source.roleARN)
    let answer = try await send(form, region: region, keys: nil, about: name)
    guard answer.status == 200 else {
      throw TokenServiceRefusal(answer).failure(
        of: name, base: "the token in \(source.tokenFile)", region: region)
    }
    return try resolved(
      answer.body, about: name,
      facts: CredentialFacts(
        source: "web identity token in \(source.tokenFile)", profile: source.profile,
        role: source.roleARN))
  }

  // MARK: parts of a request

  private func sessionName(_ given: String?) -> String {
    given
      ?? RoleRequest.sessionName(user: context.environment.first(of: ["USER", "LOGNAME"])?.value)
  }

  /// Where STS is asked. Without any region the partition's first one: a role
  /// is the same everywhere in its partition.
  private func region(of profileRegion: String?, roleARN: String) -> String {
    context.environment.first(of: ["AWS_REGION", "AWS_DEFAULT_REGION"])?.value ?? profileRegion
      ?? RoleRequest.homeRegion(ofRole: roleARN)
  }

  private func code(
    of serial: String, for role: RoleSource, isAgain: Bool
  ) async throws(ModelFailure) -> [(String, String)] {
    let reason = isAgain ? "That code was refused. " : ""
    let answer = try await context.dialog.answer(
      to: "\(reason)MFA code of \(serial) for the role \(role.roleARN) (profile \(role.profile))",
      digits: Self.codeDigits)
    return [("SerialNumber", serial), ("TokenCode", answer.trimmed)]
  }

  private func token(of source: WebIdentitySource) async throws(ModelFailure) -> String {
    let owner =
      source.profile.map { "web_identity_token_file of profile \($0)" }
      ?? "AWS_WEB_IDENTITY_TOKEN_FILE"
    let remedy = "Set \(owner) to a file that holds the token."
    let bytes: [UInt8]?
    do throws(FileFailure) { bytes = try await context.files.read(source.tokenFile) } catch {
      throw .credentials("The web identity token cannot be read: \(error.message).", remedy: remedy)
    }
    guard let bytes else {
      throw .credentials(
        "The file \(source.tokenFile) with the web identity token does not exist.", remedy: remedy)
    }
    let text = String(decoding: bytes, as: UTF8.self).trimmed
    guard !text.isEmpty else {
      throw .credentials(
        "The file \(source.tokenFile) with the web identity token is empty.", remedy: remedy)
    }
    return text
  }

  // MARK: sending

  /// The answer to `form`, signed where there are `keys`. Where the clocks
  /// disagree the request is signed once more with the service's time.
  private func send(
    _ form: [(String, String)], region: String, keys: SigV4Credentials?, about name: String
  ) async throws(ModelFailure) -> HTTPDocument {
    let endpoint: Endpoint
    do throws(EndpointError) {
      endpoint = try context.endpoints.endpoint(of: .tokens, region: region)
    } catch {
      throw .credentials(
        "STS cannot be asked for \(name): \(error.reason).",
        remedy: error.remedy
          ?? "Check AWS_REGION, AWS_ENDPOINT_URL_STS and the profile's region.")
    }
    let body = form.map { "\($0.0)=\(PercentEncoding.encode($0.1))" }.joined(separator: "&")
    let call = ProviderCall(context: context, subject: "STS at \(endpoint.hostHeader)")
    let answer = try await call.send {
      request(body, to: endpoint, region: region, keys: keys, unixSeconds: context.unixSeconds())
    }
    guard keys != nil, TokenServiceRefusal(answer).isAboutTime,
      let time = answer.header("date").flatMap(HTTPDate.unixSeconds),
      abs(time - context.unixSeconds()) > Self.toleratedSkewSeconds
    else { return answer }
    return try await call.send {
      request(body, to: endpoint, region: region, keys: keys, unixSeconds: time)
    }
  }

  private func request(
    _ body: String, to endpoint: Endpoint, region: String, keys: SigV4Credentials?,
    unixSeconds: Int
  ) -> HTTPRequest {
    let path = endpoint.basePath + "/"
    var headers = [
      HTTPHeader("content-type", "application/x-www-form-urlencoded; charset=utf-8")
    ]
    if let keys {
      let signer = SigV4Signer(
        credentials: keys, region: region, service: AWSService.tokens.signingName ?? "sts")
      let signed = SigV4Request(
        method: "POST", path: path,
        headers: [(name: "host", value: endpoint.hostHeader)]
          + headers.map { (name: $0.name, value: $0.value) },
        body: Array(body.utf8))
      headers += signer.headers(for: signed, unixSeconds: unixSeconds).map {
        HTTPHeader($0.name, $0.value)
      }
    }
    return HTTPRequest(
      method: "POST", url: endpoint.origin + path, headers: headers, body: Array(body.utf8),
      firstByteTimeoutMilliseconds: Self.silenceMilliseconds,
      idleTimeoutMilliseconds: Self.silenceMilliseconds)
  }

  private func resolved(
    _ body: [UInt8], about name: String, facts: CredentialFacts
  ) throws(ModelFailure) -> ResolvedCredentials {
    let elements = ElementText(body)
    guard let id = elements["AccessKeyId"], let secret = elements["SecretAccessKey"],
      let token = elements["SessionToken"]
    else {
      throw .credentials(
        "STS answered without keys for \(name).",
        remedy: "If AWS_ENDPOINT_URL_STS is set, check what answers there.")
    }
    var facts = facts
    facts.account = elements["Arn"].flatMap(RoleRequest.account(ofARN:))
    facts.expiresAt = elements["Expiration"].flatMap(ISO8601Time.unixSeconds)
    return ResolvedCredentials(
      accessKeyID: id, secretAccessKey: Secret(secret), sessionToken: Secret(token), facts: facts)
  }
}
