internal import CSystem
internal import Glibc

/// The program's entry. `main` is synchronous, because the main thread belongs
/// to the terminal's loop.
@main
struct Adit {
  static func main() {
    adit_bound_heap()
    // Not `exit`: its handlers take libraries down under the network thread,
    // which may be loading them just now. Nothing here is written through
    // stdio, whose buffers they would flush.
    _exit(run(Array(CommandLine.arguments.dropFirst())))
  }

  /// Runs what `arguments` ask for and returns the exit code.
  private static func run(_ arguments: [String]) -> Int32 {
    let options: CommandLineOptions
    do throws(UsageError) {
      options = try CommandLineParser.parse(arguments)
    } catch {
      PlainOutput.messages.write("adit: \(error.message)\n")
      return 2
    }
    switch options.action {
    case .help:
      PlainOutput.answer.write(HelpText.text)
      return 0
    case .version:
      PlainOutput.answer.write("adit \(Version.text)\n")
      return 0
    case .emulator(let emulator): return EmulatorCommand.run(emulator)
    case .models: return ModelsCommand.run(options)
    case .headless(let prompt): return Launch.headless(prompt: prompt, options)
    case .interactive: return Launch.interactive(options)
    }
  }
}
