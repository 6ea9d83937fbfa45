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

  /// The full-screen program; something piped in is a prompt for a headless
  /// run.
  static func interactive(_ options: CommandLineOptions) -> Int32 {
    if isatty(STDIN_FILENO) == 0 { return headless(prompt: nil, options) }
    if let name = options.headlessOption {
      PlainOutput.messages.write("adit: \(name) belongs to adit -p; add -p \"…\"\n")
      return ExitCode.usage.rawValue
    }
    guard isatty(STDOUT_FILENO) == 1 else {
      PlainOutput.messages.write("adit: stdout is not a terminal; for scripts use adit -p \"…\"\n")
      return ExitCode.usage.rawValue
    }
    let variables = ProcessEnvironment.variables()
    if options.demo {
      return withDemo(options, variables) { InteractiveSession.run($0, demo: .asked) }
    }
    let composition = Composition(options: options, variables: variables)
    if case .configured = composition.credentialSetup {
      return InteractiveSession.run(composition, demo: nil)
    }
    guard startsDemo(composition) || DemoOffer.isAccepted(composition) else {
      return ExitCode.credentials.rawValue
    }
    return withDemo(options, variables) { InteractiveSession.run($0, demo: .noCredentials) }
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
