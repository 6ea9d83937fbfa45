internal import Bedrock
internal import Engine
internal import Glibc
internal import Store
internal import Wire

/// `adit -p`: puts the prompt together and runs it.
enum HeadlessCommand {
  /// How long it waits for what stands behind the last word of an answer.
  private static let answerPatienceMilliseconds = 250

  /// Runs and returns the exit code.
  static func run(
    prompt: String?, composition: Composition, signals: HeadlessSignals, isDemo: Bool = false
  ) -> Int32 {
    let options = composition.options
    do throws(UsageError) {
      let schema = try options.jsonSchema.map(readSchema)
      let text: String
      switch StandardInput.read(isOptional: prompt != nil, signals: signals) {
      case .signal(let number): return ExitCode(signal: number).rawValue
      case let outcome: text = try assemble(prompt, outcome, isQuiet: options.isQuiet)
      }
      guard let mailbox = Mailbox(), let writer = BackgroundWriter(), let thread = EngineThread()
      else {
        throw UsageError(
          message: "the system has no descriptors or threads left; close some programs")
      }
      let services = Services(
        composition, thread: thread, writer: writer, dialog: HeadlessDialog(mailbox: mailbox),
        tell: mailbox.post(service:))
      let logged = services.loggedClient(composition)
      defer {
        services.commands.endAll()
        logged.drain(milliseconds: answerPatienceMilliseconds)
        writer.drain()
      }
      let questions = HeadlessQuestions(services: services, thread: thread, signals: signals)
      var (settings, warnings) = try composition.turnSettings(describe: questions.described)
      if let schema {
        settings.streaming = false
        settings.answerSchema = AnswerSchema(
          schema: schema.value, instruction: StructuredAnswer.instruction(schema: schema.value))
      }
      guard
        let attachments = try HeadlessAttachments.read(
          prompt, composition: composition, settings: settings, signals: signals)
      else { return ExitCode(signal: signals.next() ?? SIGINT).rawValue }
      var header = try RunHeader(
        prompt: text, attachments: attachments, settings: settings, composition: composition)
      if options.limits.cost != nil {
        header.estimatedCost =
          questions.costOfReading(text, settings, composition) ?? header.estimatedCost
      }
      if let number = signals.next() { return ExitCode(signal: number).rawValue }
      if !options.isQuiet {
        warnings += schema?.warnings ?? []
        tellNotices(composition, warnings, settings: settings, isDemo: isDemo)
      }
      let keeping = try SessionKeeping(
        composition, id: SessionID(header.identifiers().session),
        deliver: mailbox.post(item:))
      let client = ObservedClient(client: logged, post: keeping.journal.post(answer:))
      let engine = services.makeEngine(
        composition, client: client, thread: thread, keeping: keeping, recorder: keeping.journal,
        post: services.logbook.post(keeping.journal.post))
      let earlier = try takeUp(options, keeping, engine)
      header.earlierSession = earlier?.place.id.text
      let recorder = try options.recordPath.map { path throws(UsageError) in
        try RunRecorder(path: path, header: header, redactor: services.logbook.redactor)
      }
      var run = HeadlessRun(
        engine: engine, mailbox: mailbox, settings: settings, attachments: attachments,
        earlier: earlier,
        report: HeadlessReport(
          header: header, format: options.outputFormat,
          includesPartialMessages: options.includesPartialMessages),
        recorder: recorder, signals: signals, isQuiet: options.isQuiet)
      defer { end(keeping.journal, isQuiet: options.isQuiet) }
      return run.run()
    } catch {
      PlainOutput.messages.write("adit: \(error.message)\n")
      return ExitCode.usage.rawValue
    }
  }

  /// Takes up the session that the options ask for.
  private static func takeUp(
    _ options: CommandLineOptions, _ keeping: SessionKeeping, _ engine: Engine
  ) throws(UsageError) -> SessionLibrary.Loaded? {
    guard options.sessionStart.opensSession else { return nil }
    // What goes wrong is thrown here; nothing else is asked of this library.
    let library = keeping.library(command: engine.send, tell: { _ in })
    let opened = try library.openNow(options.sessionStart)
    if opened.opened.isForkOfOpenOne, !options.isQuiet {
      PlainOutput.messages.write(
        "adit: another program has the session open; this run goes on in a copy, "
          + "\(opened.place.id.short)\n")
    }
    if !options.isQuiet {
      for remark in opened.opened.remarks { PlainOutput.messages.write("adit: \(remark)\n") }
    }
    return opened
  }

  /// Brings what happened to the disk; one note if that cannot be done.
  private static func end(_ journal: SessionJournal, isQuiet: Bool) {
    let isSaved = journal.drain(crowded: SessionJournal.crowdPatienceMilliseconds)
    guard !isSaved, !isQuiet else { return }
    var reason = StoreError.hangReason
    var rescue: String?
    if case .unsaved(let why, let path)? = journal.saving { (reason, rescue) = (why, path) }
    let text = SavingText.lost(reason: reason, rescue: rescue, remedy: journal.remedy)
    PlainOutput.messages.write("adit: \(text)\n")
  }

  private static func tellNotices(
    _ composition: Composition, _ warnings: [String], settings: TurnSettings, isDemo: Bool
  ) {
    for warning in composition.noticesOfHeadlessRun() + warnings {
      PlainOutput.messages.write("adit: \(warning)\n")
    }
    if composition.settings.region.source == .assumed, settings.api != .messages, !isDemo {
      PlainOutput.messages.write(
        "adit: no region is set; \(composition.settings.region.name) is assumed (set AWS_REGION)\n")
    }
  }

  /// The schema itself, or the file that holds it.
  private static func readSchema(_ given: String) throws(UsageError) -> JSONSchema {
    if given.contains(where: { $0 == "{" }) {
      return try JSONSchema(parsing: Array(given.utf8), source: "--json-schema")
    }
    guard let bytes = FileAccess.read(given) else {
      throw UsageError(
        message: "--json-schema takes a schema or the name of a file; '\(given)' cannot be read")
    }
    return try JSONSchema(parsing: bytes, source: given)
  }

  /// The prompt of the command line with what is piped in behind it.
  private static func assemble(
    _ prompt: String?, _ input: StandardInput.Outcome, isQuiet: Bool
  ) throws(UsageError) -> String {
    switch input {
    case .text(let piped): return prompt.map { "\($0)\n\n\(piped)" } ?? piped
    case .silent:
      if !isQuiet {
        PlainOutput.messages.write("adit: nothing came on stdin for 3 s; going on without it\n")
      }
      return prompt ?? ""
    case .nothing, .signal:
      if let prompt, prompt.contains(where: { !$0.isWhitespace }) { return prompt }
      throw UsageError(message: "there is no prompt; give one: adit -p \"…\", or pipe one in")
    case .tooLong:
      let limit = StandardInput.maximumBytes >> 20
      throw UsageError(message: "more than \(limit) MiB came on stdin; send less")
    }
  }
}

extension RunHeader {
  /// What is known of a run before it starts; refuses a budget that cannot be
  /// kept.
  init(
    prompt: String, attachments: [Attachment], settings: TurnSettings, composition: Composition
  ) throws(UsageError) {
    let model = settings.model
    let options = composition.options
    let service = composition.settings
    if options.limits.cost != nil, model.prices == nil {
      throw UsageError(
        message: "--max-usd needs prices, and those of \(model.displayName) are unknown; "
          + "add them to models.json")
    }
    let hundredths = max(1, model.rules.bytesPerTokenHundredths)
    // The schema is read in one form or another.
    let bytes =
      prompt.utf8.count + (settings.system?.utf8.count ?? 0)
      + (settings.answerSchema?.instruction.utf8.count ?? 0)
    self.init(
      seed: .random(in: 0 ... .max), startedAt: SystemClock.unixMilliseconds(),
      version: Version.text, workingDirectory: WorkingDirectory.current().path,
      modelKey: model.key, modelID: service.calledID(of: model, through: settings.api),
      contextWindow: model.contextWindow, maxOutputTokens: model.maxOutputTokens,
      apiKeySource: Self.apiKeySource(settings.api, EnvironmentValues(composition.variables)),
      request: Request(
        prompt: prompt, system: settings.system, api: settings.api, streaming: settings.streaming,
        maxTokens: settings.maxTokens, temperature: settings.temperature, effort: settings.effort,
        thinking: settings.thinking, caching: settings.caching,
        files: attachments.map(File.init)),
      limits: options.limits, schema: settings.answerSchema?.schema,
      estimatedCost: model.prices?.cost(
        of: TokenUsage(
          input: attachments.reduce(bytes * 100 / hundredths) {
            $0.addingSaturated($1.tokens(for: model))
          }),
        profilePrefix: service.billedPrefix(of: model, through: settings.api)))
  }

  private static func apiKeySource(_ api: ModelAPI, _ variables: EnvironmentValues) -> String {
    if api == .messages { return "ANTHROPIC_API_KEY" }
    return variables["AWS_BEARER_TOKEN_BEDROCK"] == nil ? "none" : "AWS_BEARER_TOKEN_BEDROCK"
  }
}
