import TestSupport
import Testing

extension EndToEndTests {
  /// Keys that the service refuses while the whole program runs.
  @Suite struct Expiry {
    private static let stream =
      TestData.read(
        "\(TestData.packageRoot)/Tests/WireTests/Vectors/eventstream/native_full_stream.bin") ?? []

    /// The command of the profile gives other keys each time; the first ones
    /// have expired by the time they are used.
    @Test func theAnswerComesAllTheSame() throws {
      let home = TemporaryFolder()
      let server = try ScriptedServer { request, _ in
        request.header("authorization")?.contains("Credential=AKID1/") == true
          ? .json(
            #"{"message":"The security token included in the request is expired"}"#, status: 403,
            headers: [(name: "x-amzn-errortype", value: "ExpiredTokenException")])
          : ScriptedServer.Reply(
            200, Self.stream,
            headers: [(name: "content-type", value: "application/vnd.amazon.eventstream")])
      }
      defer { server.stop() }
      try home.write(
        """
        [profile dev]
        region = eu-west-1
        endpoint_url = \(server.url)
        credential_process = echo x >> ~/n; printf '{"Version":1,"AccessKeyId":"AKID%s","SecretAccessKey":"s"}' $(wc -l < ~/n)

        """, to: ".aws/config")
      let run = try PipedRun(
        TestData.program, ["-p", "Why?", "--profile", "dev", "--api", "invoke"],
        environment: PtyProcess.hermeticEnvironment(home: home.path))
      #expect(run.exit == .code(0), "\(run.errorText)")
      #expect(!run.output.isEmpty && run.errorText == "", "\(run.errorText)")
      let models = server.requests.filter { $0.path.hasPrefix("/model/") }
      #expect(models.count == 2)
    }
  }
}
