internal import Bedrock
internal import Engine
internal import Interface

/// Everything of the interactive program but what shows it: engine, services,
/// sessions, and the effects that need no screen.
struct SessionParts {
  /// What is told to the main thread.
  let mailbox: Mailbox
  let effects: EffectRunner
  let log: LogFile
  let configuration: AppConfiguration
  private let writer: BackgroundWriter
  private let thread: EngineThread
  private let engine: EngineLanes
  private let journal: SessionJournal
  private let services: Services

  /// `notices`: further sentences to show at the start.
  init(_ composition: Composition, demo: Demo.Reason?, notices: [String]) throws {
    guard let mailbox = Mailbox(), let writer = BackgroundWriter(), let thread = EngineThread()
    else {
      throw UsageError(
        message: "the system has no descriptors or threads left; close some programs")
    }
    let keeping = try SessionKeeping(composition, deliver: mailbox.post(item:))
    let directories = composition.directories
    let project = WorkingDirectory.current().project
    let history = PromptHistory(
      directories: directories, project: project,
      writer: composition.options.saves ? writer : nil)
    let drafts =
      composition.options.saves
      ? DraftFile(directories: directories, project: project, writer: writer) : nil
    var configuration = try composition.appConfiguration(demo: demo, history: history.load())
    configuration.notices += notices
    configuration.keepsDrafts = drafts != nil
    let browser = Browser(environment: composition.variables)
    configuration.canOpenBrowser = browser.isAvailable
    log = LogFile(directories: composition.directories)
    let dialog = ScreenDialog(mailbox: mailbox)
    let services = Services(
      composition, thread: thread, writer: writer, dialog: dialog, tell: mailbox.post(service:))
    configuration.facts = composition.statusFacts(logPath: services.logbook.path ?? "")
    // Without a usable model there is nothing to check; the notice says why.
    if let checks = try? composition.statusChecks(services) { configuration.checks = checks }
    let engine = services.makeLanes(composition, thread: thread, keeping: keeping)
    effects = EffectRunner(
      engine: engine, services: services, thread: thread,
      library: keeping.library(command: engine.send, tell: mailbox.post(library:)),
      start: composition.options.sessionStart, history: history, drafts: drafts,
      files: writer,
      paths: composition.fileService(tell: mailbox.post(files:)),
      shell: ShellService(variables: ProcessEnvironment.variables(), tell: mailbox.post(shell:)),
      editor: ExternalEditor(
        environment: composition.variables,
        childEnvironment: ChildEnvironment.build(original: ProcessEnvironment.variables())),
      clipboard: Clipboard(
        environment: ChildEnvironment.build(
          original: ProcessEnvironment.variables(), passesAWS: false),
        choice: composition.configuration.clipboard ?? .auto,
        directories: composition.directories, tell: mailbox.post(copying:)),
      temporaryFolder: EnvironmentValues(composition.variables)["TMPDIR"] ?? "/tmp",
      dialog: dialog,
      signIn: SignInControl(
        credentials: services.credentials, thread: thread, tell: mailbox.post(service:)),
      browser: browser, mailbox: mailbox,
      api: configuration.api ?? .invoke, models: configuration.models)
    configuration.sessionID = keeping.journal.place.id
    self.configuration = configuration
    self.mailbox = mailbox
    self.writer = writer
    self.thread = thread
    self.engine = engine
    self.services = services
    journal = keeping.journal
  }

  /// How long a turn that the user leaves may take to end.
  private static let turnPatienceMilliseconds = 500

  /// Brings what happened to the disk and ends what was started. Who quits in
  /// the middle of an answer stops it; a signal is no decision of the user's:
  /// the turn stays open, and the next start offers to go on with it.
  /// `unfinished`: the user's command that ends with the program.
  func end(isQuit: Bool, unfinished: CommandRecord?) {
    if let unfinished { journal.record(.commandRan(unfinished), at: SystemClock.now()) }
    if isQuit, journal.isTurnRunning {
      _ = thread.wait(milliseconds: Self.turnPatienceMilliseconds, orUntilReadable: -1) {
        await engine.shutdown()
      }
    }
    let isSaved = journal.drain()
    if !isSaved, case .unsaved(let reason, let rescue)? = journal.saving {
      let text = SavingText.lost(reason: reason, rescue: rescue, remedy: journal.remedy)
      PlainOutput.messages.write("adit: \(text)\n")
    }
    services.commands.endAll()
    effects.shell.endAll()
    effects.clipboard.drain()
    writer.drain()
  }
}
