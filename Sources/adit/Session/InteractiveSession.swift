internal import Bedrock
internal import Engine
internal import Glibc
internal import Interface
internal import Terminal

/// The full-screen program from taking the terminal to giving it back.
enum InteractiveSession {
  /// Runs until the user quits or a signal ends it; the exit code.
  static func run(_ composition: Composition, demo: Demo.Reason?) -> Int32 {
    do {
      let signals = try SignalSource.install()
      return try run(composition, demo: demo, signals: signals)
    } catch let error as TerminalError {
      PlainOutput.messages.write("adit: \(error)\n")
    } catch let error as UsageError {
      PlainOutput.messages.write("adit: \(error.message)\n")
    } catch {
      PlainOutput.messages.write("adit: \(error)\n")
    }
    return ExitCode.usage.rawValue
  }

  private static func run(
    _ composition: Composition, demo: Demo.Reason?, signals: SignalSource
  ) throws -> Int32 {
    guard let mailbox = Mailbox(), let writer = BackgroundWriter(), let thread = EngineThread()
    else {
      throw UsageError(
        message: "the system has no descriptors or threads left; close some programs")
    }
    let keeping = try SessionKeeping(
      composition, deliver: mailbox.post(item:))
    let history = PromptHistory(
      directories: composition.directories, writer: composition.options.saves ? writer : nil)
    var configuration = try composition.appConfiguration(demo: demo, history: history.load())
    let themes = ThemeChoice(composition)
    configuration.notices += themes.problems
    let browser = Browser(environment: composition.variables)
    configuration.canOpenBrowser = browser.isAvailable
    let log = LogFile(directories: composition.directories)
    let dialog = ScreenDialog(mailbox: mailbox)
    let services = Services(
      composition, thread: thread, writer: writer, dialog: dialog, tell: mailbox.post(service:))
    configuration.facts = composition.statusFacts(logPath: services.logbook.path ?? "")
    // Without a usable model there is nothing to check; the notice says why.
    if let checks = try? composition.statusChecks(services) { configuration.checks = checks }
    let session = try TerminalSession.open(
      environment: composition.variables,
      report: TerminalSession.CrashReport(
        program: "adit \(Version.text)", logPath: log.path, logFD: log.descriptor))
    let engine = services.makeLanes(composition, thread: thread, keeping: keeping)
    let effects = EffectRunner(
      engine: engine, services: services, thread: thread,
      library: keeping.library(command: engine.send, tell: mailbox.post(library:)),
      start: composition.options.sessionStart, history: history, files: writer,
      editor: ExternalEditor(
        environment: EnvironmentValues(composition.variables),
        childEnvironment: ChildEnvironment.build(original: ProcessEnvironment.variables())),
      temporaryFolder: EnvironmentValues(composition.variables)["TMPDIR"] ?? "/tmp",
      dialog: dialog,
      signIn: SignInControl(
        credentials: services.credentials, thread: thread, tell: mailbox.post(service:)),
      browser: browser, mailbox: mailbox,
      api: configuration.api ?? .invoke, models: configuration.models)
    configuration.sessionID = keeping.journal.place.id
    var loop = EventLoop(
      session: session, signals: signals, mailbox: mailbox, effects: effects,
      theme: themes.definition.resolve(level: session.colorLevel),
      state: AppState(configuration: configuration))
    let ending = loop.run()
    session.close()
    end(ending, engine: engine, journal: keeping.journal, thread: thread)
    services.commands.endAll()
    writer.drain()
    return exitCode(ending)
  }

  /// How long a turn that the user leaves may take to end.
  private static let turnPatienceMilliseconds = 500

  /// Brings what happened to the disk. Who quits in the middle of an answer
  /// stops it; a signal is no decision of the user's: the turn stays open, and
  /// the next start offers to go on with it.
  private static func end(
    _ ending: EventLoop.Ending, engine: EngineLanes, journal: SessionJournal, thread: EngineThread
  ) {
    if ending == .quit, journal.isTurnRunning {
      _ = thread.wait(milliseconds: turnPatienceMilliseconds, orUntilReadable: -1) {
        await engine.shutdown()
      }
    }
    let isSaved = journal.drain()
    guard !isSaved, case .unsaved(let reason, let rescue)? = journal.saving else { return }
    let text = SavingText.lost(reason: reason, rescue: rescue, remedy: journal.remedy)
    PlainOutput.messages.write("adit: \(text)\n")
  }

  /// As shells count: 128 and the signal's number.
  static func exitCode(_ ending: EventLoop.Ending) -> Int32 {
    switch ending {
    case .quit: 0
    case .signal(let number): 128 + number
    case .terminalLost: 128 + SIGHUP
    }
  }
}
