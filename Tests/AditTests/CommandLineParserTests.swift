import Engine
import Testing

@testable import adit

@Suite struct CommandLineParserTests {
  static func options(_ change: (inout CommandLineOptions) -> Void) -> CommandLineOptions {
    var options = CommandLineOptions()
    change(&options)
    return options
  }

  @Test(arguments: [
    ([], options { _ in }),
    (["-p", "hi"], options { $0.action = .headless(prompt: "hi") }),
    (["-p"], options { $0.action = .headless(prompt: nil) }),
    (["hi", "-p"], options { $0.action = .headless(prompt: "hi") }),
    (["-p", "two", "words"], options { $0.action = .headless(prompt: "two words") }),
    (["--print=hi"], options { $0.action = .headless(prompt: "hi") }),
    (["-p", "--", "--model"], options { $0.action = .headless(prompt: "--model") }),
    (["-p", "models"], options { $0.action = .headless(prompt: "models") }),
    (["models"], options { $0.action = .models }),
    (["--help", "models"], options { $0.action = .help }),
    (
      ["emulator", "--port", "8080", "--rate=0"],
      options { $0.action = .emulator(.init(port: 8080, tokensPerSecond: 0)) }
    ),
    (
      ["-p", "x", "--api", "converse", "--no-stream", "--max-tokens", "64_000"],
      options {
        $0.action = .headless(prompt: "x")
        $0.api = .converse
        $0.streaming = false
        $0.maxTokens = 64_000
      }
    ),
    (
      ["--model=opus", "--temperature", "0.3", "--output-format", "json", "--demo"],
      options {
        $0.model = "opus"
        $0.temperature = 0.3
        $0.outputFormat = .json
        $0.demo = true
      }
    ),
  ])
  func reads(arguments: [String], expected: CommandLineOptions) throws {
    #expect(try CommandLineParser.parse(arguments) == expected)
  }

  @Test(arguments: [
    (["--nonsense"], "unknown option '--nonsense'; see adit --help"),
    (["--model"], "option --model needs a value; see adit --help"),
    (["--demo=1"], "option --demo takes no value; see adit --help"),
    (["hello"], "unexpected argument 'hello'; did you mean adit -p \"…\"?"),
    (["models", "x"], "unexpected argument 'x'; see adit --help"),
    (["--api", "soap"], "--api takes invoke, converse, mantle or messages, not 'soap'"),
    (["--temperature", "2"], "--temperature takes a number from 0 to 1, not '2'"),
    (
      ["--max-tokens", "0"],
      "--max-tokens takes a whole number from 1 to 10000000, not '0'"
    ),
    (["-p", "x", "--port", "1"], "--port, --script and --rate belong to adit emulator"),
  ])
  func refuses(arguments: [String], message: String) {
    #expect(throws: UsageError(message: message)) { try CommandLineParser.parse(arguments) }
  }
}
