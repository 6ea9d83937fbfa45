internal import Interface
internal import Terminal

/// The program without a screen (`--plain`): the same engine, sessions and
/// commands, told as labelled lines for screen readers, dumb terminals and
/// logs.
enum LinearSession {
  /// Runs until the user leaves; the exit code.
  static func run(_ composition: Composition, demo: Demo.Reason?) -> Int32 {
    do {
      let signals = try SignalSource.install()
      let parts = try SessionParts(composition, demo: demo, notices: [])
      return run(composition, parts, signals: signals)
    } catch let error as UsageError {
      PlainOutput.messages.write("adit: \(error.message)\n")
    } catch {
      PlainOutput.messages.write("adit: \(error)\n")
    }
    return ExitCode.usage.rawValue
  }

  /// Runs with what was made already.
  static func run(_ composition: Composition, _ parts: SessionParts, signals: SignalSource) -> Int32
  {
    var configuration = parts.configuration
    configuration.isLinear = true
    var loop = LinearLoop(
      signals: signals, mailbox: parts.mailbox, effects: parts.effects,
      state: AppState(configuration: configuration),
      holdsAnswers: composition.configuration.holdsAnswers ?? false)
    let ending = loop.run()
    parts.end(isQuit: ending == .quit, unfinished: loop.unfinishedCommand)
    return InteractiveSession.exitCode(ending)
  }
}
