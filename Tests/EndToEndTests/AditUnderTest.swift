import Emulator
import Glibc
import TestSupport

/// The built program in a hermetic world: its own home, a loopback Bedrock as
/// the only endpoint, made-up keys.
struct AditUnderTest {
  let home = TemporaryFolder()
  let server: EmulatorServer
  let port: UInt16

  /// Starts the loopback Bedrock with `configuration`.
  init(_ configuration: EmulatorConfiguration = EmulatorConfiguration()) throws {
    server = EmulatorServer(configuration)
    port = try server.start()
  }

  /// Variables of a run.
  func environment(
    term: String = "xterm-256color", adding extra: [String: String] = [:]
  ) -> [String: String] {
    PtyProcess.hermeticEnvironment(home: home.path, term: term).merging([
      "AWS_ACCESS_KEY_ID": EmulatorConfiguration.demoAccessKeyID,
      "AWS_SECRET_ACCESS_KEY": EmulatorConfiguration.demoSecret,
      "AWS_REGION": "us-east-1",
      "AWS_ENDPOINT_URL_BEDROCK_RUNTIME": "http://127.0.0.1:\(port)",
      "ANTHROPIC_BASE_URL": "http://127.0.0.1:\(port)",
      "ANTHROPIC_API_KEY": "sk-ant-made-up",
    ]) { $1 }.merging(extra) { $1 }
  }

  /// The program on a terminal, once it shows its prompt.
  func start(
    _ arguments: [String] = [], term: String = "xterm-256color", columns: Int = 80,
    rows: Int = 24, adding extra: [String: String] = [:],
    answers: ScreenEmulator.Answers = .none
  ) throws -> PtyProcess {
    try PtyProcess(
      TestData.program, arguments, environment: environment(term: term, adding: extra),
      columns: columns, rows: rows, answers: answers)
  }
}

extension PtyProcess {
  /// Types `text` and presses Enter.
  func send(_ text: String) {
    write(text)
    write("\r")
  }
}
