internal import Engine

/// Every option there is. The parser, the help, the manual page and the
/// completion scripts all read this one list.
enum OptionTable {
  /// More than any model writes; keeps sums of tokens from overflow.
  static let mostTokens = 10_000_000
  /// A week.
  static let mostSeconds = 604_800.0

  static let all =
    answer + output + session + limits + place + command + sessions + costs + general

  /// The option that `name` is a spelling of.
  static func option(named name: String) -> OptionSpecification? {
    all.first { $0.names.contains(name) }
  }

  /// The options of `command`, in the order of the help.
  static func options(of command: ProgramCommand) -> [OptionSpecification] {
    all.filter { $0.commands.contains(command) }
  }

  /// The spelling nearest to a mistyped `name`.
  static func nearest(to name: String) -> String? {
    EditDistance.nearest(to: name, among: all.flatMap(\.names).filter { $0.hasPrefix("--") })
  }

  private static let asking: [ProgramCommand] = [.chat, .health, .config]

  private static let answer: [OptionSpecification] = [
    .init(
      "--model", short: "-m", value: .text("NAME"), .answer, asking,
      "family (sonnet, opus, haiku), registry key, alias, id or ARN"
    ) {
      $0.model = $1.value
      $0.health.models.append($1.value)
    },
    .init(
      "--task", value: .text("NAME"), .answer, asking,
      "chat, code, refactor, tests, docs, review, debug, architecture, security, brainstorm"
    ) { $0.task = $1.value },
    .init(
      "--effort", value: .choice(ParameterRules.knownEffortLevels), .answer, asking,
      "how hard the model tries, where it can be told"
    ) { (options, argument) throws(UsageError) in
      let levels = ParameterRules.knownEffortLevels
      guard levels.contains(argument.value) else {
        throw UsageError(
          message:
            "\(argument.name) takes \(OptionSpecification.Argument.list(levels)), not '\(argument.value)'"
        )
      }
      options.effort = argument.value
    },
    .init(
      "--thinking", value: .text("on|off|N"), .answer, asking,
      "reasoning before the answer; N: at most so many tokens, at least 1024"
    ) { (options, argument) throws(UsageError) in
      guard let thinking = ThinkingOption(text: argument.value) else {
        let least = ThinkingOption.smallestBudgetTokens
        throw UsageError(
          message:
            "\(argument.name) takes on, off or a number of tokens from \(least), not '\(argument.value)'"
        )
      }
      options.thinking = thinking
    },
    .init(
      "--temperature", value: .number("X"), .answer, asking,
      "0 to 1, only for models that take it"
    ) { (options, argument) throws(UsageError) in
      options.temperature = try argument.number(in: 0...1, "a number from 0 to 1")
    },
    .init(
      "--max-tokens", value: .number("N"), .answer, asking, "longest answer, in tokens"
    ) { (options, argument) throws(UsageError) in
      options.maxTokens = try argument.wholeNumber(in: 1...mostTokens)
    },
    .init(
      "--system", otherNames: ["--system-prompt"], value: .text("TEXT"), .answer, asking,
      "system prompt instead of the built-in one"
    ) { $0.system = $1.value },
    .init(
      "--append-system", otherNames: ["--append-system-prompt"], value: .text("TEXT"), .answer,
      asking, "added to the system prompt"
    ) { $0.appendedSystem = $1.value },
    .init(
      "--bare", .answer, asking, "without AGENTS.md, CLAUDE.md and ~/.config/AGENTS.md"
    ) { options, _ in options.isBare = true },
  ]

  private static let output: [OptionSpecification] = [
    .init(
      "--print", short: "-p", .output, [.chat], isHeadless: true,
      "headless: print the answer and end; stdin is added to the prompt"
    ) { _, _ in },
    .init(
      "--output-format", value: .choice(CommandLineOptions.OutputFormat.allCases.map(\.rawValue)),
      .output, [.chat], isHeadless: true,
      "the answer, one JSON object at the end, or one for each event"
    ) { (options, argument) throws(UsageError) in
      options.outputFormat = try argument.choice(CommandLineOptions.OutputFormat.self)
    },
    .init(
      "--include-partial-messages", .output, [.chat], isHeadless: true,
      "stream-json: also the events of the answer as it is written"
    ) { options, _ in options.includesPartialMessages = true },
    .init(
      "--json-schema", value: .text("FILE|JSON"), .output, [.chat], isHeadless: true,
      "the answer is JSON that is valid against this schema; asked again once if it is not"
    ) { $0.jsonSchema = $1.value },
    .init(
      "--no-attachments", .output, [.chat], isHeadless: true,
      "an at sign in the prompt names no file: @src/a.swift is sent as text"
    ) { options, _ in options.attachesFiles = false },
    .init(
      "--no-stream", .output, [.chat], isHeadless: true,
      "wait for the whole answer (InvokeModel, Converse)"
    ) { options, _ in options.streaming = false },
    .init(
      "--record", value: .file, .output, [.chat], isHeadless: true,
      "write the run to FILE (mode 0600; holds the prompt and the answer)"
    ) { $0.recordPath = $1.value },
    .init(
      "--replay", value: .file, .output, [.chat], isHeadless: true,
      "a recorded run or an exported session (jsonl) once more, on the screen or with -p on stdout; "
        + "no network, no credentials"
    ) { $0.action = .replay(path: $1.value) },
    .init(
      "--quiet", short: "-q", .output, [.chat], isHeadless: true,
      "no notes on stderr, errors alone"
    ) { options, _ in options.isQuiet = true },
    .init(
      "--verbose", .output, [.chat],
      "accepted for scripts of other programs; changes nothing"
    ) { _, _ in },
  ]

  private static let oneSession = UsageError(
    message: "--continue and --resume exclude each other: one session goes on")

  private static let session: [OptionSpecification] = [
    .init(
      "--continue", short: "-c", .session, [.chat], "go on with the latest session of this project"
    ) { (options, _) throws(UsageError) in
      guard [nil, .latest].contains(options.resumes) else { throw oneSession }
      options.resumes = .latest
    },
    .init(
      "--resume", short: "-r", value: .optionalText("ID|WORDS"), .session, [.chat],
      "go on with the session of that id (a beginning will do) or with those words; without, pick one"
    ) { (options, argument) throws(UsageError) in
      guard options.resumes != .latest else { throw oneSession }
      options.resumes = argument.value.isEmpty ? .picked : .words(argument.value)
    },
    .init(
      "--fork", otherNames: ["--fork-session"], .session, [.chat],
      "with --continue or --resume: go on in a copy, the session itself stays as it is"
    ) { options, _ in options.forks = true },
    .init(
      "--no-save", otherNames: ["--no-session-persistence"], .session, [.chat],
      "keep no session of this run; what it costs is booked all the same"
    ) { options, _ in options.saves = false },
  ]

  private static let limits: [OptionSpecification] = [
    .init(
      "--max-usd", otherNames: ["--max-budget-usd"], value: .number("X"), .limits, [.chat],
      isHeadless: true, "most that the run may cost, in US dollars; stops it, exit code 5"
    ) { (options, argument) throws(UsageError) in
      let dollars = try argument.number(
        in: 1e-9...NanoDollars.mostDollars, "an amount of US dollars above 0, up to 1000000")
      options.limits.cost = NanoDollars(Int64((dollars * 1e9).rounded()))
    },
    .init(
      "--max-seconds", value: .number("X"), .limits, [.chat], isHeadless: true,
      "longest time, retries included; stops the run, exit code 5"
    ) { (options, argument) throws(UsageError) in
      let seconds = try argument.number(
        in: 0.001...mostSeconds, "a number of seconds above 0, up to 604800")
      options.limits.milliseconds = Int((seconds * 1000).rounded(.up))
    },
    .init(
      "--max-turns", value: .number("N"), .limits, [.chat], isHeadless: true,
      "most requests that are answered; exit code 6 where another is needed"
    ) { (options, argument) throws(UsageError) in
      options.limits.turns = try argument.wholeNumber(in: 1...1_000_000)
    },
  ]

  private static let place: [OptionSpecification] = [
    .init(
      "--profile", value: .text("NAME"), .place, asking + [.models, .login],
      "profile of the shared AWS configuration"
    ) { $0.profile = $1.value },
    .init("--region", value: .text("REGION"), .place, asking + [.models, .login], "AWS region") {
      $0.region = $1.value
    },
    .init(
      "--api", value: .choice(ModelAPI.allCases.map(\.rawValue)), .place, asking,
      "operations of the service; messages is the direct Anthropic API, mantle the same on AWS"
    ) { (options, argument) throws(UsageError) in
      options.api = try argument.choice(ModelAPI.self)
    },
    .init(
      "--demo", .place, [.chat],
      "talk to a built-in loopback Bedrock: no account, no cost, and no model behind it"
    ) { options, _ in options.demo = true },
    .init(
      "--plain", .place, [.chat],
      "lines instead of a screen: for screen readers, dumb terminals and logs"
    ) { options, _ in options.isPlain = true },
  ]

  private static let command: [OptionSpecification] = [
    .init("--json", .command, [.models, .health, .config, .keys, .sessions, .cost], "print JSON") {
      options, _ in
      options.printsJSON = true
      options.health.asJSON = true
    },
    .init(
      "--caching", .command, [.health], "try prompt caching too, which costs two larger requests"
    ) { options, _ in options.health.triesCaching = true },
    .init("--origin", .command, [.config], "say where each value comes from") { options, _ in
      options.showsOrigin = true
    },
    .init("--port", value: .number("N"), .command, [.emulator], "0 to 65535; 0: any free one") {
      (options, argument) throws(UsageError) in
      options.emulator.port = UInt16(try argument.wholeNumber(in: 0...65_535))
    },
    .init("--script", value: .file, .command, [.emulator], "what it answers") {
      $0.emulator.scriptPath = $1.value
    },
    .init(
      "--rate", value: .number("N"), .command, [.emulator],
      "tokens a second; 0: as fast as they are taken"
    ) { (options, argument) throws(UsageError) in
      options.emulator.tokensPerSecond = try argument.wholeNumber(in: 0...1_000_000)
    },
  ]

  private static let general: [OptionSpecification] = [
    .init("--help", short: "-h", .general, ProgramCommand.allCases, "what there is to say") {
      options, _ in options.action = .help(.chat)
    },
    .init("--version", short: "-V", .general, ProgramCommand.allCases, "the version") {
      options, _ in options.action = .version
    },
  ]
}
