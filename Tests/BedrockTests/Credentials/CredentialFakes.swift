import Bedrock
import Engine
import Synchronization
import TestSupport

/// Files in memory.
final class MemoryFiles: CredentialFiles {
  private struct State {
    var files: [String: [UInt8]] = [:]
    var version: [String: Int] = [:]
  }

  private let state = Mutex(State())

  init(_ files: [String: String] = [:]) {
    for (path, text) in files { write(path, text) }
  }

  /// Replaces or removes a file; its stamp changes.
  func write(_ path: String, _ text: String?) {
    state.withLock { state in
      state.files[path] = text.map { Array($0.utf8) }
      state.version[path, default: 0] += 1
    }
  }

  func read(_ path: String) async throws(FileFailure) -> [UInt8]? {
    state.withLock { $0.files[path] }
  }

  func stamp(of path: String) async -> FileStamp? {
    state.withLock { state in
      state.files[path].map {
        FileStamp(
          modificationNanoseconds: state.version[path] ?? 0, inode: 1, size: $0.count)
      }
    }
  }

  func replace(_ path: String, with bytes: [UInt8]) async throws(FileFailure) {
    write(path, String(decoding: bytes, as: UTF8.self))
  }

  func withLock<Result: Sendable>(
    beside path: String, _ body: @Sendable () async throws(ModelFailure) -> Result
  ) async throws(ModelFailure) -> Result { try await body() }
}

/// A clock that moves when told. Pauses between tries pass at once; a limit is
/// waited for.
final class SteppedClock: EngineClock {
  /// Pauses between tries are shorter, limits longer.
  private static let passedNanoseconds: UInt64 = 20_000_000_000

  private struct State {
    var now = MonotonicTime(nanoseconds: 1)
    var sleepers: [Int: (due: MonotonicTime, wake: CheckedContinuation<Bool, Never>)] = [:]
    var next = 0
    var cancelled: Set<Int> = []
  }

  private let state = Mutex(State())

  func now() -> MonotonicTime { state.withLock { $0.now } }

  /// How many wait.
  var sleeping: Int { state.withLock { $0.sleepers.count } }

  func advance(seconds: Int) {
    let due = state.withLock { state in
      state.now = state.now.adding(milliseconds: seconds * 1000)
      let due = state.sleepers.filter { $0.value.due <= state.now }
      for id in due.keys { state.sleepers[id] = nil }
      return due.values.map(\.wake)
    }
    for wake in due { wake.resume(returning: true) }
  }

  func sleep(until moment: MonotonicTime) async throws {
    let id = state.withLock { state in
      state.next += 1
      return state.next
    }
    let isOver = await withTaskCancellationHandler {
      await withCheckedContinuation { wake in
        let answer: Bool? = state.withLock { state in
          if state.cancelled.remove(id) != nil { return false }
          let left = moment.nanoseconds - min(moment.nanoseconds, state.now.nanoseconds)
          if left < Self.passedNanoseconds { return true }
          state.sleepers[id] = (moment, wake)
          return nil
        }
        if let answer { wake.resume(returning: answer) }
      }
    } onCancel: {
      let wake = state.withLock { state in
        let sleeper = state.sleepers.removeValue(forKey: id)
        if sleeper == nil { state.cancelled.insert(id) }
        return sleeper?.wake
      }
      wake?.resume(returning: false)
    }
    if !isOver { throw CancellationError() }
  }
}

/// A wall clock that is set.
final class WallTime: Sendable {
  private let seconds: Mutex<Int>
  init(_ seconds: Int) { self.seconds = Mutex(seconds) }
  var now: Int { seconds.withLock { $0 } }
  func advance(_ by: Int) { seconds.withLock { $0 += by } }
}

/// Commands that are answered by the test, or by a real shell.
final class FakeCommands: CommandRunner {
  private let answer: @Sendable (ShellCommand, Int) async -> Result<CommandOutput, CommandFailure>
  private let log = Mutex<[String]>([])

  init(
    _ answer:
      @escaping @Sendable (ShellCommand, Int) async -> Result<CommandOutput, CommandFailure>
  ) { self.answer = answer }

  /// One that prints `text` each time.
  convenience init(printing text: String, exitCode: Int = 0, errors: String = "") {
    self.init { _, _ in
      .success(
        CommandOutput(
          exitCode: exitCode, standardOutput: Array(text.utf8),
          standardError: Array(errors.utf8)))
    }
  }

  /// The machine's own shell.
  static var shell: FakeCommands {
    FakeCommands { command, _ in
      guard
        let run = try? PipedRun(
          "/bin/sh", ["-c", command.text], environment: ["PATH": "/usr/bin:/bin"]),
        case .code(let code) = run.exit
      else { return .failure(.timedOut) }
      return .success(
        CommandOutput(
          exitCode: Int(code), standardOutput: run.output, standardError: run.errors))
    }
  }

  var ran: [String] { log.withLock { $0 } }

  func run(_ command: ShellCommand) async throws(CommandFailure) -> CommandOutput {
    let number = log.withLock { log in
      log.append(command.text)
      return log.count - 1
    }
    return try await answer(command, number).get()
  }
}

/// A person who answers from a list and remembers what was shown.
final class FakeDialog: SignInDialog {
  private let answers: Mutex<[String]>
  private let questions = Mutex<[String]>([])
  private let shown = Mutex<[SignInStatus]>([])

  init(_ answers: [String] = []) { self.answers = Mutex(answers) }

  var isInteractive: Bool { true }
  var asked: [String] { questions.withLock { $0 } }
  var statuses: [SignInStatus] { shown.withLock { $0 } }

  func answer(to text: String, digits: Int?) async throws(ModelFailure) -> String {
    questions.withLock { $0.append(text) }
    guard let answer = answers.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) else {
      throw ModelFailure(kind: .cancelled, message: "declined")
    }
    return answer
  }

  func show(_ status: SignInStatus) { shown.withLock { $0.append(status) } }
}

/// A transport of which every request is answered by the test.
final class AnsweringTransport: HTTPTransport {
  private let answer: @Sendable (HTTPRequest, Int) async -> Result<HTTPDocument, HTTPFailure>
  private let log = Mutex<[HTTPRequest]>([])

  init(
    _ answer: @escaping @Sendable (HTTPRequest, Int) async -> Result<HTTPDocument, HTTPFailure>
  ) { self.answer = answer }

  var requests: [HTTPRequest] { log.withLock { $0 } }

  func open(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
    let number = log.withLock { log in
      log.append(request)
      return log.count - 1
    }
    let document = try await answer(request, number).get()
    return HTTPResponse(
      status: document.status, headers: document.headers,
      body: FakeBody(
        chunks: document.body.isEmpty ? [] : [document.body], end: nil,
        cancellations: Cancellations()))
  }

  func prewarm(url: String) {}
}

extension HTTPDocument {
  init(_ status: Int, _ text: String = "", headers: [HTTPHeader] = []) {
    self.init(status: status, headers: headers, body: Array(text.utf8))
  }
}

/// What STS says to AssumeRole and its like.
func roleAnswer(
  _ id: String, expires: String = "2026-11-21T13:00:00Z", account: String = "123456789012"
) -> HTTPDocument {
  HTTPDocument(
    200,
    """
    <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
    <AssumedRoleUser><Arn>arn:aws:sts::\(account):assumed-role/R/s</Arn></AssumedRoleUser>
    <Credentials><AccessKeyId>\(id)</AccessKeyId><SecretAccessKey>secret&amp;\(id)</SecretAccessKey>
    <SessionToken>token-\(id)</SessionToken><Expiration>\(expires)</Expiration></Credentials>
    </AssumeRoleResult></AssumeRoleResponse>
    """)
}

/// An error as STS writes it.
func roleRefusal(_ code: String, _ message: String, status: Int = 403) -> HTTPDocument {
  HTTPDocument(
    status,
    """
    <ErrorResponse><Error><Type>Sender</Type><Code>\(code)</Code><Message>\(message)</Message>
    </Error><RequestId>r-1</RequestId></ErrorResponse>
    """)
}

/// 2026-11-21T12:00:00Z.
let noon = 1_795_262_400

/// A context of fakes.
func fakeContext(
  _ environment: [String: String] = [:], files: MemoryFiles = MemoryFiles(),
  commands: FakeCommands = FakeCommands { _, _ in .failure(.notStarted("none")) },
  transport: AnsweringTransport = AnsweringTransport { _, _ in
    .failure(HTTPFailure(.refused, "Nobody is there."))
  },
  clock: SteppedClock = SteppedClock(), time: WallTime = WallTime(noon),
  dialog: any SignInDialog = NoDialog()
) -> CredentialContext {
  let values = EnvironmentValues(environment)
  return CredentialContext(
    environment: values, home: environment["HOME"] ?? "/home", files: files, commands: commands,
    transport: transport, clock: clock, unixSeconds: { time.now },
    endpoints: ServiceEndpoints(environment: values), dialog: dialog)
}
