internal import Engine

/// Reads the command line: long options as `--name value` or `--name=value`,
/// `--` ends them, options and words may be mixed.
struct CommandLineParser {
  private var rest: ArraySlice<String>
  private var options = CommandLineOptions()
  private var words: [String] = []
  private var prints = false
  private var emulator = CommandLineOptions.EmulatorOptions()
  private var command: Command?

  /// Sub-commands, recognised as the first word.
  private enum Command: String {
    case emulator, models
  }

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
        try take(word: argument)
      } else if argument == "--" {
        optionsEnded = true
      } else {
        try take(option: argument)
      }
    }
    try decideAction()
    return options
  }

  private mutating func take(word: String) throws(UsageError) {
    if words.isEmpty, command == nil, !prints, let command = Command(rawValue: word) {
      self.command = command
    } else if command != nil {
      throw UsageError(message: "unexpected argument '\(word)'; see adit --help")
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
    if try takeFlag(name, attached: attached) { return }
    guard Self.valueOptions.contains(name) else {
      throw UsageError(message: "unknown option '\(name)'; see adit --help")
    }
    guard let value = attached ?? rest.popFirst() else {
      throw UsageError(message: "option \(name) needs a value; see adit --help")
    }
    try takeValue(name, value)
  }

  /// Options without a value; `true` if `name` is one.
  private mutating func takeFlag(_ name: String, attached: String?) throws(UsageError) -> Bool {
    switch name {
    case "-h", "--help": options.action = .help
    case "-V", "--version": options.action = .version
    case "-p", "--print":
      prints = true
      if let attached { words.append(attached) }
      return true
    case "--no-stream": options.streaming = false
    case "--demo": options.demo = true
    default: return false
    }
    if attached != nil {
      throw UsageError(message: "option \(name) takes no value; see adit --help")
    }
    return true
  }

  private static let valueOptions: Set<String> = [
    "-m", "--model", "--api", "--max-tokens", "--temperature", "--effort", "--system", "--task",
    "--region", "--output-format", "--port", "--script", "--rate",
  ]

  private mutating func takeValue(_ name: String, _ value: String) throws(UsageError) {
    switch name {
    case "-m", "--model": options.model = value
    case "--effort": options.effort = value
    case "--system": options.system = value
    case "--task": options.task = value
    case "--region": options.region = value
    case "--api":
      guard let api = ModelAPI(rawValue: value) else {
        throw UsageError(
          message: "--api takes invoke, converse, mantle or messages, not '\(value)'")
      }
      options.api = api
    case "--output-format":
      guard let format = CommandLineOptions.OutputFormat(rawValue: value) else {
        throw UsageError(message: "--output-format takes text or json, not '\(value)'")
      }
      options.outputFormat = format
    case "--max-tokens":
      options.maxTokens = try wholeNumber(name, value, in: 1...10_000_000)
    case "--temperature":
      guard let number = Double(value), (0...1).contains(number) else {
        throw UsageError(message: "--temperature takes a number from 0 to 1, not '\(value)'")
      }
      options.temperature = number
    case "--port": emulator.port = UInt16(try wholeNumber(name, value, in: 0...65_535))
    case "--rate": emulator.tokensPerSecond = try wholeNumber(name, value, in: 0...1_000_000)
    case "--script": emulator.scriptPath = value
    default: throw UsageError(message: "unknown option '\(name)'; see adit --help")
    }
  }

  /// Whole numbers, also as `64_000` and `1e6`.
  private func wholeNumber(
    _ name: String, _ text: String, in range: ClosedRange<Int>
  ) throws(UsageError) -> Int {
    guard let number = WholeNumber.parse(text), range.contains(number) else {
      throw UsageError(
        message:
          "\(name) takes a whole number from \(range.lowerBound) to \(range.upperBound), not '\(text)'"
      )
    }
    return number
  }

  private mutating func decideAction() throws(UsageError) {
    if options.action == .help || options.action == .version { return }
    switch command {
    case .emulator: options.action = .emulator(emulator)
    case .models: options.action = .models
    case nil:
      let prompt = words.isEmpty ? nil : words.joined(separator: " ")
      if prints {
        options.action = .headless(prompt: prompt)
      } else if let prompt {
        throw UsageError(
          message: "unexpected argument '\(prompt.prefix(40))'; did you mean adit -p \"…\"?")
      }
    }
    if command != .emulator, emulator != CommandLineOptions.EmulatorOptions() {
      throw UsageError(message: "--port, --script and --rate belong to adit emulator")
    }
  }
}
