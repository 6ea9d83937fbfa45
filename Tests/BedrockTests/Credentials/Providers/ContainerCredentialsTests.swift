import Engine
import TestSupport
import Testing
import Wire

@testable import Bedrock

@Suite struct ContainerCredentialsTests {
  /// The published cases: which address an environment means.
  @Test(.enabled(if: TestData.isAvailable))
  func publishedAddresses() throws {
    let root = try #require(TestData.root)
    let tests = try #require(
      RecordedChain.json("\(root)/vectors/aws-config/config/ecs-tests.json")?["tests"]?.array)
    #expect(tests.count == 11)
    for test in tests {
      var environment: [String: String] = [:]
      for member in test["env"]?.object?.members ?? [] {
        environment[member.name] = member.value.string
      }
      let name = test["docs"]?.string ?? ""
      do throws(ModelFailure) {
        let address = try ContainerAddress(EnvironmentValues(environment))
        #expect(address?.url == test["result"]?["Ok"]?.string, "\(name)")
      } catch {
        #expect(test["result"]?["ErrorContains"] != nil, "\(name): \(error.message)")
      }
    }
  }

  @Test(
    arguments: [
      ("http://169.254.170.2/c", true), ("http://169.254.170.23:80/c", true),
      ("http://[fd00:ec2::23]/c", true), ("http://[::1]:9/c", true), ("http://127.9.9.9/c", true),
      ("http://LOCALHOST:1/c", true), ("https://example.com/c", true),
      ("http://example.com/c", false), ("http://169.254.169.254/c", false),
      ("http://127.0.0.1:80@example.com/c", false), ("http://127.0.0.1.example.com/c", false),
      ("http://1270.0.0.1/c", false),
      ("ftp://localhost/c", false), ("http:///c", false), ("localhost/c", false),
    ])
  func whereKeysMayComeFrom(url: String, isAllowed: Bool) {
    let environment = EnvironmentValues(["AWS_CONTAINER_CREDENTIALS_FULL_URI": url])
    if isAllowed {
      #expect(throws: Never.self) { try ContainerAddress(environment) }
    } else {
      #expect(throws: ModelFailure.self) { try ContainerAddress(environment) }
    }
  }

  private static let keys = #"{"AccessKeyId":"AK","SecretAccessKey":"s","Token":"t"}"#

  private func load(
    _ environment: [String: String], files: MemoryFiles = MemoryFiles(),
    _ transport: AnsweringTransport
  ) async -> Result<ResolvedCredentials, ModelFailure> {
    do throws(ModelFailure) {
      return .success(
        try await ContainerCredentials(
          context: fakeContext(environment, files: files, transport: transport)
        ).load())
    } catch { return .failure(error) }
  }

  @Test(
    arguments: [
      (["AWS_CONTAINER_AUTHORIZATION_TOKEN": "Basic x"], ["Basic x"]),
      (
        [
          "AWS_CONTAINER_AUTHORIZATION_TOKEN": "no",
          "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "/token",
        ], ["from file"]
      ), ([:], []),
    ] as [([String: String], [String])])
  func theTokenGoesVerbatim(variables: [String: String], expected: [String]) async throws {
    let transport = AnsweringTransport { _, _ in .success(HTTPDocument(200, Self.keys)) }
    let environment = variables.merging(["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/v2/c"]) { $1 }
    let result = await load(environment, files: MemoryFiles(["/token": "from file"]), transport)
    #expect(try result.get().facts.source == "container (169.254.170.2)")
    let request = try #require(transport.requests.first)
    #expect(request.headers.filter { $0.name == "authorization" }.map(\.value) == expected)
    #expect(request.bypassesProxy)
    #expect(request.firstByteTimeoutMilliseconds == 2_000)
    #expect(request.connectTimeoutMilliseconds == 2_000)
  }

  @Test(arguments: ["a\nb", "a\r", "token\n"])
  func aLineBreakInTheTokenIsRefused(token: String) async {
    let transport = AnsweringTransport { _, _ in .success(HTTPDocument(200, Self.keys)) }
    let result = await load(
      [
        "AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://127.0.0.1:1/c",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "/token",
      ], files: MemoryFiles(["/token": token]), transport)
    #expect(throws: ModelFailure.self) { try result.get() }
    #expect(transport.requests.isEmpty)
  }

  @Test(
    arguments: [
      (HTTPDocument(500), 3, "were refused (status 500)"),
      (HTTPDocument(403), 1, "were refused (status 403)"),
      (HTTPDocument(200, "no"), 1, "the answer is not JSON"),
      (HTTPDocument(200, "{}"), 1, "AccessKeyId is missing"),
      (
        HTTPDocument(200, #"{"AccessKeyId":"A","SecretAccessKey":"s","Expiration":"soon"}"#), 1,
        "Expiration is not a time"
      ),
    ])
  func failures(answer: HTTPDocument, tries: Int, message: String) async {
    let transport = AnsweringTransport { _, _ in .success(answer) }
    let result = await load(["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/c"], transport)
    #expect(transport.requests.count == tries)
    guard case .failure(let failure) = result else {
      Issue.record("\(result)")
      return
    }
    #expect(failure.message.contains(message))
  }
}
