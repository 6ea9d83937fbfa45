import Engine
import Testing

@testable import adit

@Suite struct CommandLineParserTests {
  static func options(_ change: (inout CommandLineOptions) -> Void) -> CommandLineOptions {
    var options = CommandLineOptions()
    change(&options)
    return options
  }

  static func headless(
    _ prompt: String?, named name: String = "-p",
    _ change: (inout CommandLineOptions) -> Void = { _ in }
  ) -> CommandLineOptions {
    options {
      $0.action = .headless(prompt: prompt)
      $0.headlessOption = name
      change(&$0)
    }
  }

  static let understood: [([String], CommandLineOptions)] = [
    ([], options { _ in }),
    (["-p", "hi"], headless("hi")),
    (["-p"], headless(nil)),
    (["hi", "-p"], headless("hi")),
    (["-p", "two", "words"], headless("two words")),
    (["--print=hi"], headless("hi", named: "--print")),
    (["-p", "--", "--model"], headless("--model")),
    (["-p", "models"], headless("models")),
    (
      ["models", "--json"],
      options {
        $0.action = .models
        $0.printsJSON = true
        $0.health.asJSON = true
      }
    ),
    (
      ["health", "--json", "--caching", "--model", "opus", "haiku"],
      options {
        $0.action = .health
        $0.printsJSON = true
        $0.model = "opus"
        $0.health = .init(asJSON: true, triesCaching: true, models: ["opus", "haiku"])
      }
    ),
    (
      ["config", "--origin", "--profile", "work"],
      options {
        $0.action = .config
        $0.showsOrigin = true
        $0.profile = "work"
      }
    ),
    (["completions", "fish"], options { $0.action = .completions(.fish) }),
    (["man"], options { $0.action = .manual }),
    (["--help", "models"], options { $0.action = .help(.models) }),
    (["-h"], options { $0.action = .help(.chat) }),
    (["--version"], options { $0.action = .version }),
    (
      ["emulator", "--port", "8080", "--rate=0"],
      options {
        $0.action = .emulator
        $0.emulator = .init(port: 8080, tokensPerSecond: 0)
      }
    ),
    (
      ["-p", "x", "--api", "converse", "--no-stream", "--max-tokens", "64_000"],
      headless("x") {
        $0.api = .converse
        $0.streaming = false
        $0.maxTokens = 64_000
      }
    ),
    (
      ["--model=opus", "--temperature", "0.3", "--output-format", "json", "--demo"],
      options {
        $0.model = "opus"
        $0.health.models = ["opus"]
        $0.temperature = 0.3
        $0.outputFormat = .json
        $0.demo = true
        $0.headlessOption = "--output-format"
      }
    ),
    (
      [
        "-p", "x", "--max-usd", "0.25", "--max-seconds", "1.5", "--max-turns", "3", "--quiet",
        "--output-format=stream-json", "--include-partial-messages", "--verbose",
      ],
      headless("x") {
        $0.limits = .init(cost: NanoDollars(250_000_000), milliseconds: 1_500, turns: 3)
        $0.isQuiet = true
        $0.outputFormat = .streamJSON
        $0.includesPartialMessages = true
      }
    ),
    (
      [
        "-p", "x", "--system-prompt", "S", "--append-system-prompt", "T", "--thinking", "8000",
        "--max-budget-usd", "2", "--effort", "high", "--json-schema", "{}", "--record", "r",
      ],
      headless("x") {
        $0.system = "S"
        $0.appendedSystem = "T"
        $0.thinking = .budget(8_000)
        $0.limits.cost = NanoDollars(2_000_000_000)
        $0.effort = "high"
        $0.jsonSchema = "{}"
        $0.recordPath = "r"
      }
    ),
    (
      ["--replay", "r", "--output-format", "json"],
      options {
        $0.action = .replay(path: "r")
        $0.outputFormat = .json
        $0.headlessOption = "--replay"
      }
    ),
  ]

  @Test(arguments: understood)
  func reads(arguments: [String], expected: CommandLineOptions) throws {
    #expect(try CommandLineParser.parse(arguments) == expected)
  }

  @Test(arguments: [
    (["--nonsense"], "unknown option '--nonsense'; see adit --help"),
    (["--modle", "x"], "unknown option '--modle'; did you mean --model?"),
    (["--model", "--demo"], "option --model needs a value; see adit --help"),
    (["modles"], "unexpected argument 'modles'; did you mean adit models?"),
    (
      ["--effort", "mild"], "--effort takes low, medium, high, xhigh or max, not 'mild'"
    ),
    (
      ["--thinking", "12"], "--thinking takes on, off or a number of tokens from 1024, not '12'"
    ),
    (
      ["-p", "x", "--max-usd", "0"],
      "--max-usd takes an amount of US dollars above 0, up to 1000000, not '0'"
    ),
    (
      ["-p", "x", "--max-budget-usd", "nan"],
      "--max-budget-usd takes an amount of US dollars above 0, up to 1000000, not 'nan'"
    ),
    (
      ["-p", "x", "--max-seconds", "-1"],
      "--max-seconds takes a number of seconds above 0, up to 604800, not '-1'"
    ),
    (
      ["-p", "x", "-c", "-r", "ab"],
      "--continue and --resume exclude each other: one session goes on"
    ),
    (
      ["-p", "x", "-r", "ab", "-c"],
      "--continue and --resume exclude each other: one session goes on"
    ),
    (["-p", "x", "--speed", "2"], "--speed is how fast --replay plays; add --replay FILE"),
    (
      ["-p", "x", "--max-turns", "0"], "--max-turns takes a whole number from 1 to 1000000, not '0'"
    ),
    (
      ["-p", "x", "--output-format", "xml"],
      "--output-format takes text, json or stream-json, not 'xml'"
    ),
    (["completions"], "adit completions takes bash, zsh or fish"),
    (["completions", "csh"], "adit completions takes bash, zsh or fish, not 'csh'"),
    (["--replay", "r", "x"], "--replay plays what was recorded and takes no prompt"),
    (["--replay", "r", "--record", "s"], "--replay and --record exclude each other"),
    (
      ["-p", "x", "--json"],
      "--json belongs to adit models, adit health, adit config, adit keys, adit sessions or adit"
        + " cost; see adit --help"
    ),
    (["--model"], "option --model needs a value; see adit --help"),
    (["--demo=1"], "option --demo takes no value; see adit --help"),
    (["hello"], "unexpected argument 'hello'; did you mean adit -p \"…\"?"),
    (["models", "x"], "unexpected argument 'x'; see adit models --help"),
    (["--api", "soap"], "--api takes invoke, converse, messages or mantle, not 'soap'"),
    (["--temperature", "2"], "--temperature takes a number from 0 to 1, not '2'"),
    (
      ["--max-tokens", "0"],
      "--max-tokens takes a whole number from 1 to 10000000, not '0'"
    ),
    (["-p", "x", "--port", "1"], "--port belongs to adit emulator; see adit --help"),
  ])
  func refuses(arguments: [String], message: String) {
    #expect(throws: UsageError(message: message)) { try CommandLineParser.parse(arguments) }
  }
}
