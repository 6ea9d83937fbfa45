import Engine
import TextModel

/// The slash commands.
enum CommandReducer {
  static func run(
    _ command: SlashCommand, argument: String, _ state: inout AppState, now: MonotonicTime
  ) -> [AppEffect] {
    switch command {
    case .help: OverlayReducer.toggleHelp(&state)
    case .outline: OutlineReducer.open(&state, now: now)
    case .model: return chooseModel(argument, &state, now: now)
    case .task: chooseTask(argument, &state, now: now)
    case .effort: EffortReducer.set(named: argument, &state, now: now)
    case .thinking: ThinkingReducer.set(argument, &state, now: now)
    case .continue: return continueAnswer(&state, now: now)
    case .compare: return CompareReducer.begin(argument, attachments: [], &state, now: now)
    case .clear: return clear(&state, now: now)
    case .resume, .new, .fork, .rename, .rewind, .export:
      return SessionCommandReducer.run(command, argument: argument, &state, now: now)
    case .theme: return ThemeReducer.choose(argument, &state, now: now)
    case .copy: return CopyReducer.run(argument: argument, &state, now: now)
    case .write: return FileNameReducer.write(to: argument, &state, now: now)
    case .print: return CopyReducer.run(.printAll, &state, now: now)
    case .raw: CopyReducer.toggleRaw(&state, now: now)
    case .links: return LinkReducer.open(&state, now: now)
    case .drop: return ShellReducer.drop(&state, now: now)
    case .login:
      state.service.signInWasCancelled = false
      return [.signIn]
    case .budget: return BudgetReducer.run(argument, &state)
    case .status: state.transcript.appendLines(StatusText.lines(of: state, now: now))
    case .cost:
      if argument.isEmpty {
        state.transcript.appendLines(StatusText.costs(of: state, now: now))
      }
      return [.library(.costReport(argument: argument))]
    case .vi:
      state.composer.edit(state.composer.vi == nil ? .vi : .emacs)
      state.toast = Toast(
        state.composer.vi == nil ? "readline keys" : "vi keys: Esc for normal mode", at: now)
    case .quit: return [.quit]
    }
    return []
  }

  private static func chooseModel(
    _ name: String, _ state: inout AppState, now: MonotonicTime
  ) -> [AppEffect] {
    guard !name.isEmpty else {
      OverlayReducer.openModels(&state)
      return []
    }
    switch state.lookup.find(name) {
    case .unknown(let sentence):
      state.say(sentence + " /model lists them all.", role: .warning)
      return []
    case .model(let model, let warning):
      if let warning { state.say(warning, role: .warning) }
      let isNew = state.list(model)
      OverlayReducer.use(model, once: false, &state, now: now)
      return isNew ? [.describe(model)] : []
    }
  }

  private static func chooseTask(_ name: String, _ state: inout AppState, now: MonotonicTime) {
    guard !name.isEmpty else { return OverlayReducer.openTasks(&state) }
    let tasks = state.configuration.tasks
    guard let task = tasks.first(where: { $0.name == name }) else {
      let hint = EditDistance.nearest(to: name, among: tasks.map(\.name)).map {
        " Did you mean \($0)?"
      }
      return state.say("There is no task \(name).\(hint ?? " /task lists them.")", role: .warning)
    }
    OverlayReducer.use(task, &state, now: now)
  }

  static func continueAnswer(
    _ state: inout AppState, now: MonotonicTime, consent: SendConsent? = nil
  ) -> [AppEffect] {
    guard !state.isBusy else {
      state.toast = Toast("a turn is running", at: now)
      return []
    }
    guard state.transcript.items.contains(where: { $0.kind == .answer }),
      let settings = state.turnSettings(modelKey: consent?.modelKey)
    else {
      state.say("There is no answer to go on with.", role: .warning)
      return []
    }
    guard
      consent != nil || !ConfirmationReducer.asks(about: .continuation, &state, now: now)
    else { return [] }
    let id = state.beginTurn(nil, with: settings.model, at: now)
    state.followTurn()
    return [.engine(.continueAnswer(id, settings))]
  }

  private static func clear(_ state: inout AppState, now: MonotonicTime) -> [AppEffect] {
    guard !state.isBusy else {
      state.toast = Toast("a turn is running: Esc stops it", at: now)
      return []
    }
    RewindReducer.move(to: nil, &state)
    state.exchangeScreen { state in
      state.transcript.removeAll()
      state.transcript.appendLines(
        WelcomeText.lines(for: state.configuration, choice: state.choice))
    }
    state.showAnotherText()
    state.queue = []
    return [.engine(.clear), .files(.readInstructions)]
  }
}
