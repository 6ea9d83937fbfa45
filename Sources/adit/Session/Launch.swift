internal import Bedrock
internal import Emulator
internal import Glibc

/// From options to a run: decides between the service and the demo.
enum Launch {
  /// `adit -p`.
  static func headless(prompt: String?, _ options: CommandLineOptions) -> Int32 {
    let signals = HeadlessSignals.install()
    let variables = ProcessEnvironment.variables()
    if !options.demo {
      let composition = Composition(options: options, variables: variables)
      guard startsDemo(composition) else {
        return HeadlessCommand.run(prompt: prompt, composition: composition, signals: signals)
      }
    }
    return withDemo(options, variables) { demo in
      if !options.isQuiet {
        PlainOutput.messages.write("adit: \(Demo.announcement(asked: options.demo))\n")
      }
      return HeadlessCommand.run(
        prompt: prompt, composition: demo, signals: signals, isDemo: true)
    }
  }

  /// The program that a person talks to; something piped in is a prompt for a
  /// headless run.
  static func interactive(_ options: CommandLineOptions) -> Int32 {
    if isatty(STDIN_FILENO) == 0, !options.isPlain { return headless(prompt: nil, options) }
    if let name = options.headlessOption {
      PlainOutput.messages.write("adit: \(name) belongs to adit -p; add -p \"…\"\n")
      return ExitCode.usage.rawValue
    }
    let variables = ProcessEnvironment.variables()
    let run = isLinear(options, variables) ? LinearSession.run : InteractiveSession.run
    if options.demo { return withDemo(options, variables) { run($0, .asked) } }
    let composition = Composition(options: options, variables: variables)
    if case .configured = composition.credentialSetup {
      return run(composition, nil)
    }
    guard startsDemo(composition) || DemoOffer.isAccepted(composition) else {
      return ExitCode.credentials.rawValue
    }
    return withDemo(options, variables) { run($0, .noCredentials) }
  }

  /// Whether lines are wanted, or are all that can be shown.
  private static func isLinear(_ options: CommandLineOptions, _ variables: [String: String]) -> Bool
  {
    let environment = EnvironmentValues(variables)
    return options.isPlain || environment.flag("ACCESSIBLE") || environment["TERM"] == "dumb"
      || isatty(STDOUT_FILENO) == 0
  }

  /// `scripts/run` asks for the demo where there are no credentials at all.
  private static func startsDemo(_ composition: Composition) -> Bool {
    guard case .missing = composition.credentialSetup else { return false }
    return EnvironmentValues(composition.variables).flag("ADIT_DEMO_WITHOUT_CREDENTIALS")
  }

  private static func withDemo(
    _ options: CommandLineOptions, _ variables: [String: String],
    _ body: (Composition) -> Int32
  ) -> Int32 {
    let demo = Demo()
    do throws(EmulatorError) {
      let composition = try demo.composition(options: options, variables: variables)
      return body(composition)
    } catch {
      PlainOutput.messages.write("adit: the demo could not start: \(error.message)\n")
      return ExitCode.failed.rawValue
    }
  }
}
