import Engine
import TextModel

/// Sends what was written: a command, a prompt, or a prompt into the queue.
enum SubmitReducer {
  /// Prompts that may wait; nobody plans further ahead.
  static let maximumQueue = 50

  /// `consent`: the user's yes to a request that is dear. `attachments`: the
  /// files that the prompt names; `nil`: they have to be read first.
  static func submit(
    _ state: inout AppState, now: MonotonicTime, consent: SendConsent? = nil,
    attachments: [Attachment]? = nil
  ) -> [AppEffect] {
    let text = state.composer.buffer.text
    switch PromptText(text, lookup: state.lookup) {
    case .empty where text.hasPrefix("@"):
      state.toast = Toast("write the prompt behind \(text.prefix { !$0.isWhitespace })", at: now)
      return []
    case .empty where state.comparison != nil:
      return CompareReducer.run(.chooseFocused, &state, now: now)
    case .empty:
      let effects = sendQueued(&state, now: now)
      if !effects.isEmpty { state.followTurn() }
      return effects
    case .unknownCommand(let name):
      let nearest = EditDistance.nearest(to: name, among: SlashCommand.allCases.map(\.rawValue))
      let hint = nearest.map { " Did you mean /\($0)?" } ?? " /help lists them."
      state.say(
        "There is no command /\(name).\(hint) A blank before the slash sends it as text.",
        role: .warning)
      return []
    case .commandBeforeText(let command):
      state.say(
        "/\(command.rawValue) \(command.takesArgument ? "takes one line" : "stands alone"):"
          + " nothing was done."
          + " A blank before the slash sends the whole as text.", role: .warning)
      return []
    case .shell(let command):
      guard !command.isEmpty else {
        state.toast = Toast("write the command behind !", at: now)
        return []
      }
      let record = state.composer.remember(text)
      state.composer.reset()
      state.viewport.followEnd()
      return [record] + ShellReducer.run(command, &state, now: now)
    case .command(let command, let argument):
      var files = attachments ?? []
      if command == .compare, attachments == nil, !state.isBusy {
        let prompt = CompareText(argument, lookup: state.lookup).prompt
        switch AttachReducer.gather(prompt, &state, consent: consent, now: now) {
        case .ready(let found): files = found
        case .waits(let effects): return effects
        }
      }
      guard
        consent != nil || state.isBusy || state.session.isOpening || state.draftComparison == nil
          || !ConfirmationReducer.asks(about: .draft, &state, now: now)
      else { return [] }
      let record = state.composer.remember(text)
      state.composer.reset()
      state.viewport.followEnd()
      guard command == .compare else {
        return [record]
          + CommandReducer.run(command, argument: argument, &state, now: now)
      }
      let wasComparing = state.comparison != nil
      let effects = CompareReducer.begin(
        argument, attachments: state.shell.attachments + files, &state, now: now)
      if !wasComparing, state.comparison != nil { state.shell.held = [] }
      return [record] + effects
    case .prompt(let prompt, let modelKey):
      let files: [Attachment]
      if let attachments {
        files = attachments
      } else {
        switch AttachReducer.gather(prompt, &state, consent: consent, now: now) {
        case .ready(let found): files = found
        case .waits(let effects): return effects
        }
      }
      guard
        consent != nil || state.isBusy || state.session.isOpening
          || !ConfirmationReducer.asks(about: .draft, &state, now: now)
      else { return [] }
      let effects = send(
        prompt, state.shell.attachments + files, written: text,
        modelKey: consent?.modelKey ?? modelKey, &state, now: now)
      // Sent or queued: the output goes with that prompt now.
      if state.comparison == nil, state.composer.buffer.isEmpty { state.shell.held = [] }
      return effects
    }
  }

  private static func send(
    _ prompt: String, _ attachments: [Attachment], written: String, modelKey: String?,
    _ state: inout AppState, now: MonotonicTime
  ) -> [AppEffect] {
    guard state.comparison == nil else { return CompareReducer.ask(&state, now: now) }
    guard !state.isBusy, !state.session.isOpening else {
      guard state.queue.count < maximumQueue else {
        state.toast = Toast("the queue is full", at: now)
        return [.bell]
      }
      state.queue.append(
        QueuedPrompt(
          text: prompt, modelKey: modelKey, attachments: attachments,
          modelWord: modelKey == nil ? nil : String(written.prefix { !$0.isWhitespace }),
          pastes: state.composer.buffer.foldedPastes))
      let record = state.composer.remember(written)
      state.composer.reset()
      return [record]
    }
    guard let effect = start(prompt, attachments, modelKey: modelKey, &state, now: now) else {
      return []
    }
    state.followTurn()
    let record = state.composer.remember(written)
    state.composer.reset()
    return [record, effect]
  }

  /// Sends the prompt that waits longest, if none runs. Whoever reads further
  /// up stays there.
  static func sendQueued(
    _ state: inout AppState, now: MonotonicTime, consent: SendConsent? = nil
  ) -> [AppEffect] {
    guard !state.isBusy, !state.session.isOpening, let first = state.queue.first,
      consent != nil || !ConfirmationReducer.asks(about: .queued, &state, now: now),
      let effect = start(
        first.text, first.attachments, modelKey: consent?.modelKey ?? first.modelKey, &state,
        now: now)
    else { return [] }
    state.queue.removeFirst()
    return [effect]
  }

  private static func start(
    _ prompt: String, _ attachments: [Attachment], modelKey: String?, _ state: inout AppState,
    now: MonotonicTime
  ) -> AppEffect? {
    guard let settings = state.turnSettings(modelKey: modelKey) else {
      state.say("There is no model to ask: the registry is empty.", role: .error)
      return nil
    }
    let id = state.beginTurn(prompt, attachments, with: settings.model, at: now)
    return .engine(.submit(id, text: prompt, attachments: attachments, settings))
  }
}

extension AppState {
  var lookup: ModelLookup { configuration.lookup }

  /// What a turn is sent with: `modelKey` where the prompt named one, else the
  /// choice for the next turn, else the session's.
  func turnSettings(modelKey: String?) -> TurnSettings? {
    guard
      let model = model(forKey: modelKey ?? choice.nextTurnKey ?? choice.modelKey)
        ?? sessionModel
    else { return nil }
    return TurnSettings(
      model: model, api: api(of: model),
      system: systemText.text(systemBase, instructions),
      temperature: choice.temperature,
      effort: choice.effort(for: model), thinking: choice.thinking,
      caching: configuration.caching, maxTokens: choice.maxTokens, task: choice.taskName)
  }

  /// The system prompt without the project's instructions.
  private var systemBase: String { configuration.systemPrompt ?? SystemPrompt.text(for: task) }

  /// Joins what `turnSettings` would join each time.
  mutating func keepSystemText() { systemText.keep(systemBase, instructions) }

  /// The task profile in force.
  var task: TaskProfile? { configuration.tasks.first { $0.name == choice.taskName } }

  /// Begins a turn on the screen before the engine has heard of it; `prompt`:
  /// `nil` for a continuation.
  mutating func beginTurn(
    _ prompt: String?, _ attachments: [Attachment] = [], with model: ModelDescriptor,
    at now: MonotonicTime
  ) -> TurnID {
    let id = takeTurnID()
    session.tree.begin(
      id, prompt: prompt, attachments: attachments, modelKey: model.key,
      at: (unixSeconds(at: now) ?? 0) &* 1000)
    if let prompt {
      if session.title.isEmpty { session.title = SessionTitle.automatic(prompt) }
      transcript.appendPrompt(
        prompt, attachments, turn: id, secondsOfDay: secondsOfDay(at: now))
    }
    lane.begin(
      id, modelKey: model.key,
      prefix: CacheGauge.Prefix(
        modelKey: model.key, api: api(of: model), effort: choice.effort(for: model),
        thinking: choice.thinking), at: now)
    transcript.appendAnswer(turn: id, model: model, at: now)
    choice.nextTurnKey = nil
    toast = nil
    service.signInWasCancelled = false
    return id
  }

  /// The next turn's id: one count for both engines.
  mutating func takeTurnID() -> TurnID {
    lastTurnNumber += 1
    return TurnID(lastTurnNumber)
  }

  /// Shows the turn that the user has just asked for.
  mutating func followTurn() {
    viewport.followEnd()
    focus = .composer
  }
}
