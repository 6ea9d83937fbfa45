internal import Engine

/// Reads the command line by `OptionTable`: long options as `--name value` or
/// `--name=value`, `--` ends them, options and words may be mixed.
struct CommandLineParser {
  private var rest: ArraySlice<String>
  private var options = CommandLineOptions()
  private var words: [String] = []
  private var prints = false
  private var command: ProgramCommand?
  /// What was given, for the check against the command.
  private var given: [(name: String, option: OptionSpecification)] = []

  /// The options that `arguments` (without the program's name) stand for.
  static func parse(_ arguments: [String]) throws(UsageError) -> CommandLineOptions {
    var parser = CommandLineParser(rest: arguments[...])
    return try parser.parse()
  }

  private init(rest: ArraySlice<String>) { self.rest = rest }

  private mutating func parse() throws(UsageError) -> CommandLineOptions {
    var optionsEnded = false
    while let argument = rest.popFirst() {
      if optionsEnded || argument == "-" || !argument.hasPrefix("-") {
        take(word: argument)
      } else if argument == "--" {
        optionsEnded = true
      } else {
        try take(option: argument)
      }
    }
    try decideAction()
    return options
  }

  private mutating func take(word: String) {
    if words.isEmpty, command == nil, !prints, !word.isEmpty,
      let command = ProgramCommand(rawValue: word)
    {
      self.command = command
    } else {
      words.append(word)
    }
  }

  private mutating func take(option argument: String) throws(UsageError) {
    var name = argument
    var attached: String?
    if argument.hasPrefix("--"), let equals = argument.firstIndex(of: "=") {
      name = String(argument[..<equals])
      attached = String(argument[argument.index(after: equals)...])
    }
    guard let option = OptionTable.option(named: name) else {
      let hint = OptionTable.nearest(to: name).map { "did you mean \($0)?" } ?? "see adit --help"
      throw UsageError(message: "unknown option '\(name)'; \(hint)")
    }
    given.append((name, option))
    if option.name == "--print" {
      prints = true
      if let attached { words.append(attached) }
      return
    }
    let value = try value(of: option, name: name, attached: attached)
    try option.read(&options, OptionSpecification.Argument(name: name, value: value))
  }

  private mutating func value(
    of option: OptionSpecification, name: String, attached: String?
  ) throws(UsageError) -> String {
    guard let kind = option.value else {
      guard attached == nil else {
        throw UsageError(message: "option \(name) takes no value; see adit --help")
      }
      return ""
    }
    if let attached { return attached }
    if kind.isOptional, rest.first?.hasPrefix("-") != false { return "" }
    // The name of an option is hardly ever meant as a value.
    guard let next = rest.first, OptionTable.option(named: next) == nil else {
      throw UsageError(message: "option \(name) needs a value; see adit --help")
    }
    rest.removeFirst()
    return next
  }

  private mutating func decideAction() throws(UsageError) {
    let command = command ?? .chat
    if case .help = options.action {
      options.action = .help(command)
      return
    }
    if options.action == .version { return }
    for (name, option) in given where !option.commands.contains(command) {
      let owners = option.commands.map(\.fullName)
      throw UsageError(
        message: "\(name) belongs to \(OptionSpecification.Argument.list(owners)); "
          + "see \(command.fullName) --help")
    }
    options.headlessOption = given.first { $0.option.isHeadless }?.name
    try decideAction(of: command)
  }

  private mutating func decideAction(of command: ProgramCommand) throws(UsageError) {
    switch command {
    case .chat: return try decideChat()
    case .completions:
      options.action = .completions(try shell())
      return
    case .emulator: options.action = .emulator
    case .models: options.action = .models
    case .health:
      options.action = .health
      options.health.models += words
      return
    case .login: options.action = .login
    case .sessions:
      options.action = .sessions
      try SessionVerb.read(words, into: &options.sessions)
      return
    case .cost: options.action = .cost
    case .config: options.action = .config
    case .keys: options.action = .keys
    case .man: options.action = .manual
    }
    if let word = words.first {
      throw UsageError(message: "unexpected argument '\(word)'; see \(command.fullName) --help")
    }
  }

  private mutating func decideChat() throws(UsageError) {
    if options.forks, options.resumes == nil {
      throw UsageError(
        message: "--fork copies the session of --continue or --resume; add one of them")
    }
    let prompt = words.isEmpty ? nil : words.joined(separator: " ")
    if options.replaySpeed != nil {
      guard case .replay = options.action else {
        throw UsageError(message: "--speed is how fast --replay plays; add --replay FILE")
      }
    }
    if case .replay = options.action {
      options.printsReplay = prints
      guard prompt == nil else {
        throw UsageError(message: "--replay plays what was recorded and takes no prompt")
      }
      guard options.recordPath == nil else {
        throw UsageError(message: "--replay and --record exclude each other")
      }
    } else if prints {
      if options.resumes == .picked {
        throw UsageError(
          message: "--resume takes an id or words with -p; the list needs a screen (adit sessions)")
      }
      options.action = .headless(prompt: prompt)
    } else if let prompt, case .words(let words) = options.resumes {
      // `--resume the first words` without quotes.
      options.resumes = .words("\(words) \(prompt)")
    } else if let prompt {
      // Two letters: three make `hello` of `health`.
      let command = ProgramCommand.words.first { EditDistance.between($0, prompt) <= 2 }
      let hint = command.map { "adit \($0)" } ?? "adit -p \"…\""
      throw UsageError(message: "unexpected argument '\(prompt.prefix(40))'; did you mean \(hint)?")
    }
  }

  private func shell() throws(UsageError) -> CompletionScript.Shell {
    let names = CompletionScript.Shell.allCases.map(\.rawValue)
    guard words.count == 1, let shell = words.first.flatMap(CompletionScript.Shell.init) else {
      throw UsageError(
        message: "adit completions takes \(OptionSpecification.Argument.list(names))"
          + (words.isEmpty ? "" : ", not '\(words.joined(separator: " "))'"))
    }
    return shell
  }
}
