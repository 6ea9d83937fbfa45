internal import CSystem
internal import Glibc

/// The program's entry. `main` is synchronous, because the main thread belongs
/// to the terminal's loop.
@main
struct Adit {
  static func main() {
    StandardDescriptors.occupy()
    ProcessProtection.begin()
    // A limit on the size of files is a full disk to us, not the end.
    _ = adit_ignore_signal(SIGXFSZ)
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
      return ExitCode.usage.rawValue
    }
    switch options.action {
    case .help(let command): return PlainOutput.print(HelpText.text(for: command))
    case .version: return PlainOutput.print("adit \(Version.text)\n")
    case .manual: return PlainOutput.print(ManualPage.text)
    case .completions(let shell): return CompletionsCommand.run(shell, options)
    case .emulator: return EmulatorCommand.run(options.emulator)
    case .models: return ModelsCommand.run(options)
    case .health: return HealthCommand.run(options)
    case .login: return LoginCommand.run(options)
    case .cost: return CostCommand.run(options)
    case .config: return ConfigCommand.run(options)
    case .keys: return KeysCommand.run(options)
    case .sessions: return SessionsCommand.run(options)
    case .replay(let path): return ReplayCommand.run(path: path, options)
    case .headless(let prompt): return Launch.headless(prompt: prompt, options)
    case .interactive: return Launch.interactive(options)
    }
  }
}
