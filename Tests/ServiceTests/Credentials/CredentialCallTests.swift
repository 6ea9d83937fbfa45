import Bedrock
import Engine
import TestSupport
import Testing
import Wire

/// aws-auth-and-http 3.4 over HTTP: the calls of STS, containers, instances and
/// processes, and what becomes of their refusals.
@Suite struct CredentialCallTests {
  private static let role = """
    [default]
    role_arn = arn:aws:iam::123456789012:role/R
    source_profile = base
    external_id = ext id
    duration_seconds = 1800
    role_session_name = session
    region = eu-west-1
    [profile base]
    aws_access_key_id = AKIDBASE
    aws_secret_access_key = basesecret
    """

  private func fields(_ request: ScriptedServer.Request) -> [String] {
    request.text.split(separator: "&").map { PercentEncoding.decode(String($0)) }
  }

  @Test func assumeRole() async throws {
    let world = try CredentialWorld(config: Self.role)
    defer { world.server.stop() }
    #expect(await world.resolve() == "ROLE")
    let request = try #require(world.server.requests.first)
    #expect(
      fields(request) == [
        "Action=AssumeRole", "Version=2011-06-15", "RoleArn=arn:aws:iam::123456789012:role/R",
        "RoleSessionName=session", "ExternalId=ext id", "DurationSeconds=1800",
      ])
    #expect(request.header("content-type") == "application/x-www-form-urlencoded; charset=utf-8")
    #expect(
      request.header("authorization")?.contains("/eu-west-1/sts/aws4_request") == true)
    #expect(request.header("x-amz-security-token") == nil)
  }

  @Test func aChainOfRolesIsSignedStepByStep() async throws {
    let world = try CredentialWorld(
      config: Self.role
        + "\n[profile top]\nrole_arn = arn:aws:iam::9:role/Top\nsource_profile = default\n")
    defer { world.server.stop() }
    var top = world
    top.options.profile = "top"
    #expect(await top.resolve() == "ROLE")
    #expect(
      world.server.requests.map {
        $0.header("authorization")?.split { $0 == "=" || $0 == "/" }.dropFirst().first
      } == ["AKIDBASE", "ASIAROLE"])
    #expect(world.server.requests.map { $0.header("x-amz-security-token") } == [nil, "t"])
  }

  @Test func aRefusalOfSTSIsTold() async throws {
    let world = try CredentialWorld(config: Self.role) { _, _ in
      ScriptedServer.Reply(403, Array(CredentialWorld.denial.utf8))
    }
    defer { world.server.stop() }
    #expect(
      await world.resolve()
        == "STS refused the role arn:aws:iam::123456789012:role/R of profile default"
        + " (AccessDenied, eu-west-1): no such trust.")
  }

  @Test func aServerErrorIsTriedAgain() async throws {
    let world = try CredentialWorld(config: Self.role) { request, number in
      number == 0 ? .json("{}", status: 503) : CredentialWorld.play(request, number)
    }
    defer { world.server.stop() }
    #expect(await world.resolve() == "ROLE")
    #expect(world.server.requests.count == 2)
  }

  @Test func webIdentity() async throws {
    let world = try CredentialWorld(
      ["AWS_WEB_IDENTITY_TOKEN_FILE": "/token", "AWS_ROLE_ARN": "arn:aws:iam::1:role/W"],
      files: ["/token": "jwt\n"])
    defer { world.server.stop() }
    #expect(await world.resolve() == "-WEB")
    let request = try #require(world.server.requests.first)
    #expect(request.header("authorization") == nil)
    #expect(
      fields(request) == [
        "Action=AssumeRoleWithWebIdentity", "Version=2011-06-15", "RoleArn=arn:aws:iam::1:role/W",
        "RoleSessionName=adit-me", "WebIdentityToken=jwt",
      ])
  }

  @Test func container() async throws {
    let world = try CredentialWorld(
      [
        "AWS_CONTAINER_CREDENTIALS_FULL_URI": "@/task?x=1",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN": "Basic abc", "http_proxy": "http://127.0.0.1:1",
      ]
    ) { request, number in
      number < 2 ? .json("{}", status: 500) : CredentialWorld.play(request, number)
    }
    defer { world.server.stop() }
    #expect(await world.resolve() == "TASK")
    #expect(world.server.requests.map(\.target) == ["/task?x=1", "/task?x=1", "/task?x=1"])
    #expect(world.server.requests.last?.header("authorization") == "Basic abc")
    #expect(world.server.requests.last?.header("accept") == "application/json")
  }

  @Test func instance() async throws {
    let world = try CredentialWorld([
      "AWS_EC2_METADATA_SERVICE_ENDPOINT": "@/", "http_proxy": "http://127.0.0.1:1",
    ])
    defer { world.server.stop() }
    #expect(await world.resolve() == "IMDS")
    #expect(world.server.requests.map(\.method) == ["PUT", "GET", "GET"])
    #expect(
      world.server.requests.first?.header("x-aws-ec2-metadata-token-ttl-seconds") == "21600")
  }

  @Test func aSilentMetadataServiceDoesNotHang() async throws {
    let world = try CredentialWorld([
      "AWS_EC2_METADATA_SERVICE_ENDPOINT": "@", "AWS_METADATA_SERVICE_TIMEOUT": "0.05",
    ]) { _, _ in .silence }
    defer { world.server.stop() }
    #expect(
      await world.resolve()
        == "The instance metadata service at \(world.server.url) cannot be asked:"
        + " 127.0.0.1:\(world.server.port) did not answer within 50 ms.")
  }

  @Test func credentialProcessGetsTheOriginalEnvironment() async throws {
    let world = try CredentialWorld(
      config: """
        [default]
        credential_process = printf '{"Version":1,"AccessKeyId":"%s","SecretAccessKey":"s"}' "$GIVEN"
        """)
    defer { world.server.stop() }
    #expect(await world.resolve() == "IVEN")
  }

  @Test func credentialProcessThatFails() async throws {
    let world = try CredentialWorld(
      config: "[default]\ncredential_process = echo not signed in >&2; exit 4")
    defer { world.server.stop() }
    #expect(
      await world.resolve()
        == "The credential_process of profile default ended with exit code 4: not signed in.")
  }

  @Test func aFileThatChangesIsReadBetweenRequests() async throws {
    let world = try CredentialWorld(config: Self.role)
    defer { world.server.stop() }
    let chain = CredentialChain(context: world.context)
    #expect(try await chain.resolve().facts.keyEnding == "ROLE")
    world.files.write(
      "/home/.aws/config", "[default]\naws_access_key_id = AKIDNEWK\naws_secret_access_key = s")
    #expect(try await chain.resolve().facts.keyEnding == "NEWK")
    #expect(world.server.requests.count == 1)
  }
}
