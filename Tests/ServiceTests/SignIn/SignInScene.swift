import Bedrock
import Engine
import Synchronization
import TestSupport
import Transport
import Wire

@testable import adit

/// 2026-11-21T12:00:00Z.
let signInNoon = 1_795_262_400

/// A home directory, a loopback server in the place of all services, and real
/// files and HTTP between them. Time stands still unless something waits for
/// it; then it passes at once.
final class SignInScene: Sendable {
  let folder: SceneFolder
  let server: ScriptedServer
  let clock = PassingClock()
  let dialog: SceneDialog
  let log = SceneLog()
  let redactor = Redactor()

  /// `person`: whether somebody is there to sign in.
  init(
    person: Bool = false,
    _ answer: @escaping @Sendable (ScriptedServer.Request, Int) -> ScriptedServer.Reply
  ) throws {
    folder = SceneFolder()
    server = try ScriptedServer(answer)
    dialog = SceneDialog(isInteractive: person)
  }

  deinit { server.stop() }

  var home: String { folder.path }

  /// What a process of its own would have: it shares files and services with
  /// the others, and remembers nothing of theirs.
  func context(_ environment: [String: String] = [:]) -> CredentialContext {
    let values = EnvironmentValues(
      ["AWS_ENDPOINT_URL": server.url].merging(environment) { $1 })
    let clock = clock
    return CredentialContext(
      environment: values, home: home, files: SystemCredentialFiles(home: home),
      commands: NoCommands(),
      transport: CurlTransport(
        configuration: TransportConfiguration(userAgent: "test", environment: [:])),
      clock: clock, unixSeconds: { signInNoon + clock.passedSeconds },
      endpoints: ServiceEndpoints(environment: values), dialog: dialog, redactor: redactor,
      log: log, signIn: SignInState(randomBytes: { [UInt8](repeating: 7, count: $0) }))
  }

  /// Writes a file below the home directory, and the directories above it.
  func write(_ text: String, to name: String) {
    let path = home + "/" + name
    FileAccess.makeDirectories(
      String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]), home: nil)
    _ = TestData.write(text, to: path)
  }

  func text(_ name: String) -> String? { TestData.readText(home + "/" + name) }

  func json(_ name: String) -> JSONValue? {
    TestData.read(home + "/" + name).flatMap { try? JSONValue(parsing: $0) }
  }

  /// `POST /token`, in order.
  var calls: [String] { server.requests.map { "\($0.method) \($0.path)" } }
}

/// A folder that goes with its scene.
final class SceneFolder: Sendable {
  let path: String
  private let folder: Mutex<TemporaryFolder>

  init() {
    let folder = TemporaryFolder()
    path = folder.path
    self.folder = Mutex(folder)
  }
}

/// A clock in which nobody waits: whoever sleeps finds the time gone.
final class PassingClock: EngineClock {
  private let state = Mutex(MonotonicTime(nanoseconds: 1))
  /// The sleeps so far, seconds each.
  private let sleeps = Mutex<[Int]>([])

  var slept: [Int] { sleeps.withLock { $0 } }
  var passedSeconds: Int { now().milliseconds(since: MonotonicTime(nanoseconds: 1)) / 1000 }

  func now() -> MonotonicTime { state.withLock { $0 } }

  func pass(seconds: Int) {
    state.withLock { $0 = $0.adding(milliseconds: seconds * 1000) }
  }

  func sleep(until moment: MonotonicTime) async throws {
    try Task.checkCancellation()
    let milliseconds = state.withLock { now in
      defer { now = max(now, moment) }
      return moment.milliseconds(since: now)
    }
    sleeps.withLock { $0.append(milliseconds / 1000) }
  }
}

/// Remembers what was shown.
final class SceneDialog: SignInDialog {
  let isInteractive: Bool
  private let shown = Mutex<[SignInStatus]>([])

  init(isInteractive: Bool) { self.isInteractive = isInteractive }

  var statuses: [SignInStatus] { shown.withLock { $0 } }

  func answer(to text: String, digits: Int?) async throws(ModelFailure) -> String {
    throw ModelFailure(kind: .cancelled, message: "declined")
  }

  func show(_ status: SignInStatus) { shown.withLock { $0.append(status) } }
}

/// Keeps every event.
final class SceneLog: EventLog {
  private let events = Mutex<[LogEvent]>([])

  var all: [LogEvent] { events.withLock { $0 } }

  func isEnabled(_ level: LogEvent.Level) -> Bool { true }
  func record(_ event: LogEvent) { events.withLock { $0.append(event) } }
}

/// No command is run in these scenes.
struct NoCommands: CommandRunner {
  func run(_ command: ShellCommand) async throws(CommandFailure) -> CommandOutput {
    throw .notStarted("none")
  }
}

extension ResolvedCredentials {
  /// The access key id, for comparing.
  var keyID: String? {
    if case .keys(let id, _, _) = credentials { id } else { nil }
  }
}
