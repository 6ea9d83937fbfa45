internal import Bedrock
internal import CSystem
internal import Engine
internal import Glibc
internal import Wire

/// `adit health`: looks at everything that a turn depends on and says what is
/// wrong and what mends it.
enum HealthCommand {
  /// Everything together; whoever waits for a sign-in longer than this does
  /// not want a health check.
  private static let totalLimitMilliseconds: Int32 = 120_000

  /// Runs the checks, prints the report and returns the exit code.
  static func run(_ options: CommandLineOptions) -> Int32 {
    let composition = Composition(
      options: options, variables: ProcessEnvironment.variables())
    guard let thread = EngineThread(), let writer = BackgroundWriter(),
      case let done = adit_eventfd(), done >= 0
    else {
      PlainOutput.messages.write("adit: the system has no descriptors or threads left\n")
      return ExitCode.failed.rawValue
    }
    let services = Services(
      composition, settings: composition.healthSettings, thread: thread, writer: writer,
      dialog: NoDialog(), tell: { _ in })
    defer {
      services.commands.endAll()
      writer.drain()
    }
    let run: HealthRun
    do throws(UsageError) {
      run = HealthRun(
        try composition.healthSubject(services), triesCaching: options.health.triesCaching)
    } catch {
      PlainOutput.messages.write("adit: \(error.message)\n")
      return ExitCode.usage.rawValue
    }
    Task(executorPreference: thread) {
      await run.run()
      _ = adit_eventfd_signal(done)
    }
    var report = HealthReport(region: composition.settings.region)
    var waiting = pollfd(fd: done, events: Int16(POLLIN), revents: 0)
    let isComplete = poll(&waiting, 1, totalLimitMilliseconds) > 0
    report = run.report
    if !isComplete {
      report.status.checks.append(
        StatusCheck(
          "deadline", .failed(.unavailable),
          "not everything answered within \(totalLimitMilliseconds / 1000) s",
          remedy: "Check the network; BEDROCK_DEBUG=1 adit health writes each step to the log."))
    }
    let rows = run.ledger.rows(
      project: WorkingDirectory.current().project, region: composition.settings.region.name)
    if let problem = LedgerFile.book(rows, directories: composition.directories) {
      PlainOutput.messages.write("adit: \(problem)\n")
    }
    let text =
      options.health.asJSON
      ? String(decoding: report.json.serialized(), as: UTF8.self) + "\n" : report.text
    guard PlainOutput.answer.write(text) else { return PlainOutput.failure(errno: errno).rawValue }
    return exitCode(of: report.status)
  }

  /// The codes of headless runs.
  static func exitCode(of report: StatusReport) -> Int32 {
    let code: ExitCode =
      switch report.worst {
      case nil: .done
      case .general: .failed
      case .permission: .credentials
      case .unavailable: .unavailable
      }
    return code.rawValue
  }
}
