import Emulator
import Glibc
import TestSupport
import Testing

/// All stories, one after the other: each starts programs of its own, and the
/// other suites keep threads to run on.
@Suite(.serialized) enum EndToEndTests {}

/// The built program in a hermetic world: its own home, a loopback Bedrock as
/// the only endpoint, made-up keys.
final class AditUnderTest {
  let home = TemporaryFolder()
  let server: EmulatorServer
  let port: UInt16

  /// Starts the loopback Bedrock with `configuration`.
  init(_ configuration: EmulatorConfiguration) throws {
    server = EmulatorServer(configuration)
    port = try server.start()
  }

  /// Starts it with a script; what the script leaves open the tour answers.
  convenience init(_ steps: EmulatorScript.Step..., tokensPerSecond: Int = 0) throws {
    var configuration = EmulatorConfiguration()
    configuration.script = EmulatorScript(steps)
    configuration.tokensPerSecond = tokensPerSecond
    try self.init(configuration)
  }

  deinit { server.stop() }

  /// Variables of a run; `nil` takes one away.
  func environment(
    term: String = "xterm-256color", adding extra: [String: String?] = [:]
  ) -> [String: String] {
    var variables = PtyProcess.hermeticEnvironment(home: home.path, term: term).merging([
      "AWS_ACCESS_KEY_ID": EmulatorConfiguration.demoAccessKeyID,
      "AWS_SECRET_ACCESS_KEY": EmulatorConfiguration.demoSecret,
      "AWS_REGION": "us-east-1",
      "AWS_ENDPOINT_URL_BEDROCK_RUNTIME": "http://127.0.0.1:\(port)",
      "ANTHROPIC_BASE_URL": "http://127.0.0.1:\(port)",
      "ANTHROPIC_API_KEY": "sk-ant-made-up",
    ]) { $1 }
    for (name, value) in extra { variables[name] = value }
    return variables
  }

  /// The program on a terminal, just started.
  func start(
    _ arguments: [String] = [], term: String = "xterm-256color", columns: Int = 80,
    rows: Int = 24, adding extra: [String: String?] = [:],
    answers: ScreenEmulator.Answers = .none
  ) throws -> PtyProcess {
    try PtyProcess(
      TestData.program, arguments, environment: environment(term: term, adding: extra),
      columns: columns, rows: rows, answers: answers)
  }

  /// The program on a terminal, waiting for a prompt.
  func open(
    _ arguments: [String] = [], term: String = "xterm-256color", columns: Int = 80,
    rows: Int = 24, adding extra: [String: String?] = [:],
    answers: ScreenEmulator.Answers = .none, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> PtyProcess {
    let terminal = try start(
      arguments, term: term, columns: columns, rows: rows, adding: extra, answers: answers)
    try terminal.expect("ready", sourceLocation: sourceLocation)
    return terminal
  }

  /// `adit -p` and its like, on pipes.
  func run(
    _ arguments: [String], input: String? = nil, adding extra: [String: String?] = [:],
    closesOutput: Bool = false
  ) throws -> PipedRun {
    try PipedRun(
      TestData.program, arguments, environment: environment(adding: extra), input: input,
      closesOutput: closesOutput)
  }

  /// Requests for a reply, without the rest of the log.
  var prompts: [LoggedRequest] { server.requests.filter { $0.method == "POST" } }

  /// Waits until the log of requests is as it should be.
  func expectRequests(
    _ what: String, sourceLocation: SourceLocation = #_sourceLocation,
    _ condition: ([LoggedRequest]) -> Bool
  ) throws {
    let holds = server.waitForRequests(
      timeoutMilliseconds: PtyProcess.patienceMilliseconds,
      { log in condition(log.filter { $0.method == "POST" }) })
    let seen = prompts.map { "\($0.target) \($0.status) \($0.outcome)" }
    try #require(holds, "\(what); requests: \(seen)", sourceLocation: sourceLocation)
  }
}

extension LoggedRequest {
  var text: String { String(decoding: body, as: UTF8.self) }
  var wasClosedByClient: Bool {
    if case .closedByClient = outcome { true } else { false }
  }
}

extension EmulatorScript.Step {
  /// A reply of text alone.
  static func says(
    _ text: String, tokensPerSecond: Int? = nil, times: Int? = 1,
    _ faults: (inout EmulatorFaults) -> Void = { _ in }
  ) -> Self {
    var wrong = EmulatorFaults()
    faults(&wrong)
    return Self(
      .message(.init([.text(text)])), times: times, tokensPerSecond: tokensPerSecond,
      faults: wrong)
  }

  /// A refusal.
  static func fails(
    _ status: Int, _ name: String, _ message: String, times: Int? = 1,
    headers: [EmulatorHeader] = []
  ) -> Self {
    Self(
      .failure(.init(status: status, name: name, message: message)), times: times,
      headers: headers)
  }
}

/// `word1 word2 …`, to see how far an answer came.
func numberedWords(_ count: Int) -> String {
  (1...count).map { "word\($0)" }.joined(separator: " ")
}
