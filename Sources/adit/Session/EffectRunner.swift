internal import Bedrock
internal import CSystem
internal import Engine
internal import Interface

/// Carries out what the interface wants done outside of the terminal.
struct EffectRunner {
  let engine: EngineLanes
  let services: Services
  let thread: EngineThread
  let library: SessionLibrary
  /// With which session the program begins.
  let start: SessionStart
  let history: PromptHistory
  /// `nil`: drafts are not kept.
  let drafts: DraftFile?
  let files: BackgroundWriter
  /// Completions and instructions; `nil`: there are none.
  let paths: FileService?
  /// The user's own commands.
  let shell: ShellService
  let editor: ExternalEditor
  let clipboard: Clipboard
  let temporaryFolder: String
  /// Where answers to questions go.
  let dialog: ScreenDialog
  let signIn: SignInControl
  let browser: Browser
  let mailbox: Mailbox
  /// Through which operations models are called unless one prefers others.
  let api: ModelAPI
  /// What can be chosen at the start.
  let models: [ModelDescriptor]

  /// The first frame is on the screen: what is slow may begin. Loading the
  /// network library, opening a connection and getting credentials now saves it
  /// on the first turn. Nobody is asked anything for it.
  func started() {
    library.started(start)
    drafts?.recover(tell: mailbox.post(drafts:))
    services.client.prewarm(api: api)
    guard api != .messages else { return }
    Task(executorPreference: thread) { [services, mailbox] in
      if let warning = await services.exposureWarning() { mailbox.post(service: .notice(warning)) }
    }
    Task(executorPreference: thread) { [services] in
      // What comes of it is told by the chain: credentials lead to `.discover`,
      // a failure is told again by the turn that needs them.
      _ = try? await services.credentials.unattended.resolve()
    }
  }

  /// Asks what the account can use, in the background.
  private func discover() {
    guard api != .messages else { return }
    Task(executorPreference: thread) { [services, mailbox, models] in
      guard await services.discovery.run(tell: mailbox.post(service:)) else { return }
      await services.discovery.describe(models, tell: mailbox.post(service:))
    }
  }

  private func describe(_ models: [ModelDescriptor]) {
    guard models.contains(where: \.isApplicationProfile) else { return }
    Task(executorPreference: thread) { [services, mailbox] in
      await services.discovery.describe(models, tell: mailbox.post(service:))
    }
  }

  /// A turn is over: what its stream needed is given back to the system, off
  /// the main thread.
  func turnEnded() {
    files.run {
      adit_trim_heap()
      adit_release_program()
    }
  }

  /// Runs an effect that needs no screen.
  func run(_ effect: AppEffect) {
    switch effect {
    case .engine(let command):
      engine.send(command)
      // The interrupted connection is closed, and the next prompt often
      // follows at once.
      if case .interrupt = command { services.client.prewarm(api: api) }
    case .compare(let prompt): engine.compare(prompt)
    case .goOn(let chosen, _): engine.goOn(chosen: chosen)
    case .library(let request): library.send(request)
    case .prewarm: services.client.prewarm(api: api)
    case .describe(let model): describe([model])
    case .recordHistory(let prompt): history.append(prompt)
    case .refreshHistory: history.refresh(tell: mailbox.post(history:))
    case .keepDrafts(let texts): drafts?.keep(texts)
    case .takeOverDrafts(let texts): drafts?.keep(texts, takesOver: true)
    case .answer(let id, let answer): dialog.take(answer, to: id)
    case .signIn: signIn.begin()
    case .cancelSignIn: signIn.cancel()
    case .discover: discover()
    case .openURL(let address):
      guard !browser.open(address) else { return }
      mailbox.post(
        service: .notice("The browser could not be started: xdg-open is not installed."))
    case .files(let request): paths?.send(request)
    case .shell(let request): shell.send(request)
    case .quit, .suspend, .redraw, .editExternally, .bell, .copying, .terminal: break
    }
  }

  /// Shows a text in the editor; the terminal must have been released. `nil`:
  /// it went well.
  func show(_ text: String, suffix: String, line: Int) -> EffectResult? {
    editor.show(text, suffix: suffix, line: line, temporaryFolder: temporaryFolder)
  }

  /// Runs the editor; the terminal must have been released.
  func edit(_ text: String) -> EffectResult {
    editor.edit(text, temporaryFolder: temporaryFolder)
  }
}
