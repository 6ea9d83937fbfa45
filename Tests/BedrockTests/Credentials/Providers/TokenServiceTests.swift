import Engine
import Synchronization
import Testing
import Wire

@testable import Bedrock

@Suite struct TokenServiceTests {
  private static let base = ResolvedCredentials(
    accessKeyID: "AKIDBASE", secretAccessKey: Secret("basesecret"),
    sessionToken: Secret("basetoken"),
    facts: CredentialFacts(source: "keys of profile base"))
  private static let role = RoleSource(
    roleARN: "arn:aws:iam::123456789012:role/R", region: "eu-west-1", profile: "dev")

  private func form(_ request: HTTPRequest) -> [String] {
    String(decoding: request.body, as: UTF8.self).split(separator: "&").map {
      PercentEncoding.decode(String($0))
    }
  }

  private func assume(
    _ role: RoleSource, _ context: CredentialContext
  ) async -> Result<ResolvedCredentials, ModelFailure> {
    do throws(ModelFailure) {
      return .success(try await TokenService(context: context).assume(role, with: Self.base))
    } catch { return .failure(error) }
  }

  @Test func signsEverythingThatTheProfileSays() async throws {
    let transport = AnsweringTransport { _, _ in .success(roleAnswer("ASIA1")) }
    var role = Self.role
    role.sessionName = "me"
    role.externalID = "x y"
    role.durationSeconds = 900
    let result = await assume(role, fakeContext(transport: transport))
    #expect(
      try result.get()
        == ResolvedCredentials(
          .keys(
            accessKeyID: "ASIA1", secretAccessKey: Secret("secret&ASIA1"),
            sessionToken: Secret("token-ASIA1")),
          facts: CredentialFacts(
            source: "role arn:aws:iam::123456789012:role/R, taken on with keys of profile base",
            profile: "dev", account: "123456789012", role: "arn:aws:iam::123456789012:role/R",
            keyEnding: "SIA1", expiresAt: noon + 3600)))
    let request = try #require(transport.requests.first)
    #expect(request.url == "https://sts.eu-west-1.amazonaws.com/")
    #expect(
      form(request) == [
        "Action=AssumeRole", "Version=2011-06-15", "RoleArn=arn:aws:iam::123456789012:role/R",
        "RoleSessionName=me", "ExternalId=x y", "DurationSeconds=900",
      ])
    let authorization = request.headers.first { $0.name == "Authorization" }?.value ?? ""
    #expect(authorization.contains("Credential=AKIDBASE/20261121/eu-west-1/sts/aws4_request"))
    #expect(authorization.contains("x-amz-security-token"))
  }

  @Test(
    arguments: [
      (["AWS_REGION": "us-east-2", "AWS_DEFAULT_REGION": "x"], "us-east-2.amazonaws.com"),
      (["AWS_DEFAULT_REGION": "ap-south-1"], "ap-south-1.amazonaws.com"),
      ([:], "eu-west-1.amazonaws.com"),
    ] as [([String: String], String)])
  func theEnvironmentsRegionBeatsTheProfiles(environment: [String: String], host: String) async {
    let transport = AnsweringTransport { _, _ in .success(roleAnswer("A")) }
    _ = await assume(Self.role, fakeContext(environment, transport: transport))
    #expect(transport.requests.map(\.url) == ["https://sts.\(host)/"])
  }

  @Test(
    arguments: [
      ("arn:aws:iam::1:role/R", "us-east-1.amazonaws.com"),
      ("arn:aws-cn:iam::1:role/R", "cn-north-1.amazonaws.com.cn"),
      ("arn:aws-us-gov:iam::1:role/R", "us-gov-west-1.amazonaws.com"),
      ("junk", "us-east-1.amazonaws.com"),
    ])
  func withoutARegionThePartitionsOwn(arn: String, host: String) async {
    let transport = AnsweringTransport { _, _ in .success(roleAnswer("A")) }
    let role = RoleSource(roleARN: arn, profile: "p")
    _ = await assume(role, fakeContext(transport: transport))
    #expect(transport.requests.map(\.url) == ["https://sts.\(host)/"])
  }

  @Test func asksForCodesUntilTheThirdIsWrong() async throws {
    let wrong = roleRefusal(
      "AccessDenied", "MultiFactorAuthentication failed with invalid MFA one time pass code.")
    var role = Self.role
    role.mfaSerial = "arn:aws:iam::1:mfa/me"
    let second = AnsweringTransport { _, number in
      .success(number == 0 ? wrong : roleAnswer("ASIA2"))
    }
    let dialog = FakeDialog(["000000", " 123456 "])
    let result = await assume(role, fakeContext(transport: second, dialog: dialog))
    #expect(try result.get().facts.keyEnding == "SIA2")
    #expect(
      dialog.asked == [
        "MFA code of arn:aws:iam::1:mfa/me for the role arn:aws:iam::123456789012:role/R"
          + " (profile dev)",
        "That code was refused. MFA code of arn:aws:iam::1:mfa/me for the role"
          + " arn:aws:iam::123456789012:role/R (profile dev)",
      ])
    #expect(second.requests.map { form($0).last } == ["TokenCode=000000", "TokenCode=123456"])

    let never = AnsweringTransport { _, _ in .success(wrong) }
    let patient = FakeDialog(["1", "2", "3", "4", "5"])
    let failed = await assume(role, fakeContext(transport: never, dialog: patient))
    #expect(never.requests.count == 3)
    #expect(throws: ModelFailure.self) { try failed.get() }
  }

  @Test func declinedAndUnattendedQuestionsSendNothing() async {
    var role = Self.role
    role.mfaSerial = "serial"
    let transport = AnsweringTransport { _, _ in .success(roleAnswer("A")) }
    let declined = await assume(role, fakeContext(transport: transport, dialog: FakeDialog()))
    let alone = await assume(role, fakeContext(transport: transport))
    #expect(failure(declined)?.kind == .cancelled)
    #expect(failure(alone)?.kind == .credentials)
    #expect(transport.requests.isEmpty)
  }

  private func failure(_ result: Result<ResolvedCredentials, ModelFailure>) -> ModelFailure? {
    if case .failure(let failure) = result { failure } else { nil }
  }

  @Test(
    arguments: [
      ("AccessDenied", "not authorized", "Allow sts:AssumeRole"),
      ("ExpiredToken", "The security token included in the request is expired", "have expired"),
      ("InvalidClientTokenId", "The security token is invalid", "AWS does not know them"),
      ("ValidationError", "DurationSeconds exceeds", "an hour at most"),
      ("RegionDisabledException", "STS is not activated", "Activate STS in eu-west-1"),
      ("SignatureDoesNotMatch", "Signature expired: 2026", "The clock of this machine is wrong"),
      ("Whatever", "odd", "Check role_arn"),
    ])
  func everyRefusalHasItsRemedy(code: String, message: String, remedy: String) async {
    let transport = AnsweringTransport { _, _ in .success(roleRefusal(code, message)) }
    let failure = failure(await assume(Self.role, fakeContext(transport: transport)))
    #expect(
      failure?.message.hasPrefix(
        "STS refused the role arn:aws:iam::123456789012:role/R of profile dev (\(code), eu-west-1):"
          + " \(message)") == true)
    #expect(failure?.remedy?.contains(remedy) == true)
    #expect(failure?.requestID == "r-1")
    #expect(transport.requests.count == 1)
  }

  @Test func signsAgainWithTheServicesTimeWhenTheClockIsOff() async throws {
    let transport = AnsweringTransport { _, number in
      var refusal = roleRefusal("SignatureDoesNotMatch", "Signature expired: x is now earlier")
      refusal.headers = [HTTPHeader("date", "Sat, 21 Nov 2026 12:10:00 GMT")]
      return .success(number == 0 ? refusal : roleAnswer("ASIA9"))
    }
    let result = await assume(Self.role, fakeContext(transport: transport))
    #expect(try result.get().facts.keyEnding == "SIA9")
    let dates = transport.requests.map { $0.headers.first { $0.name == "X-Amz-Date" }?.value }
    #expect(dates == ["20261121T120000Z", "20261121T121000Z"])
  }

  @Test func aBusyServiceIsAskedAgainOnce() async throws {
    let busy = AnsweringTransport { _, number in
      .success(number == 0 ? HTTPDocument(503) : roleAnswer("ASIA3"))
    }
    #expect(
      try await assume(Self.role, fakeContext(transport: busy)).get().facts.keyEnding == "SIA3")
    let dead = AnsweringTransport { _, _ in .failure(HTTPFailure(.refused, "Nobody.")) }
    let failure = failure(await assume(Self.role, fakeContext(transport: dead)))
    #expect(dead.requests.count == 2)
    #expect(failure?.message == "STS at sts.eu-west-1.amazonaws.com cannot be asked: Nobody.")
  }

  @Test func anAnswerWithoutKeysIsNamed() async {
    let transport = AnsweringTransport { _, _ in .success(HTTPDocument(200, "<html>login</html>")) }
    let failure = failure(await assume(Self.role, fakeContext(transport: transport)))
    #expect(failure?.message.hasPrefix("STS answered without keys for the role") == true)
  }

  @Test func theTokenIsReadAnewAndNotSigned() async throws {
    let files = MemoryFiles(["/token": "first\n"])
    let transport = AnsweringTransport { _, _ in .success(roleAnswer("ASIA4")) }
    let service = TokenService(
      context: fakeContext(["USER": "jo smith!"], files: files, transport: transport))
    let source = WebIdentitySource(
      tokenFile: "/token", roleARN: "arn:aws:iam::1:role/W", sessionName: nil, region: nil,
      profile: nil)
    let resolved = try await service.exchange(source)
    files.write("/token", "second")
    _ = try await service.exchange(source)
    #expect(resolved.facts.source == "web identity token in /token")
    #expect(
      transport.requests.map(form)
        == ["first", "second"].map {
          [
            "Action=AssumeRoleWithWebIdentity", "Version=2011-06-15",
            "RoleArn=arn:aws:iam::1:role/W",
            "RoleSessionName=adit-josmith", "WebIdentityToken=\($0)",
          ]
        })
    #expect(
      !transport.requests.contains {
        $0.headers.contains { $0.name.lowercased() == "authorization" }
      })
    files.write("/token", " \n")
    await #expect(throws: ModelFailure.self) { try await service.exchange(source) }
    files.write("/token", nil)
    await #expect(throws: ModelFailure.self) { try await service.exchange(source) }
  }
}
