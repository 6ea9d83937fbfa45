internal import Glibc
internal import Interface
internal import Terminal

/// The full-screen program from taking the terminal to giving it back.
enum InteractiveSession {
  /// Runs until the user quits or a signal ends it; the exit code.
  static func run(_ composition: Composition, demo: Demo.Reason?) -> Int32 {
    do {
      let signals = try SignalSource.install()
      return try run(composition, demo: demo, signals: signals)
    } catch let error as TerminalError {
      PlainOutput.messages.write("adit: \(error)\n")
    } catch let error as UsageError {
      PlainOutput.messages.write("adit: \(error.message)\n")
    } catch {
      PlainOutput.messages.write("adit: \(error)\n")
    }
    return ExitCode.usage.rawValue
  }

  private static func run(
    _ composition: Composition, demo: Demo.Reason?, signals: SignalSource
  ) throws -> Int32 {
    let themes = ThemeChoice(composition)
    let parts = try SessionParts(composition, demo: demo, notices: themes.problems)
    var configuration = parts.configuration
    configuration.themes = ThemeState(all: themes.shelf.all(), chosen: themes.wanted)
    let session: TerminalSession
    do throws(TerminalError) {
      session = try TerminalSession.open(
        environment: composition.variables,
        report: TerminalSession.CrashReport(
          program: "adit \(Version.text)", logPath: parts.log.path, logFD: parts.log.descriptor))
    } catch .cannotAddressCursor {
      return LinearSession.run(composition, parts, signals: signals)
    }
    var loop = EventLoop(
      session: session, signals: signals, mailbox: parts.mailbox, effects: parts.effects,
      themes: ScreenTheme(
        themes, level: session.colorLevel, files: parts.effects.files,
        tell: { [mailbox = parts.mailbox] in mailbox.post(item: .theme($0)) }),
      notifiesOnDesktop: configuration.interface.notification == .desktop,
      state: AppState(configuration: configuration))
    let ending = loop.run()
    session.close()
    parts.end(isQuit: ending == .quit, unfinished: loop.unfinishedCommand)
    if ending == .quit, parts.configuration.interface.printsLastAnswer,
      let answer = loop.lastAnswer
    {
      PlainOutput.answer.write(answer + "\n")
    }
    return exitCode(ending)
  }

  /// As shells count: 128 and the signal's number.
  static func exitCode(_ ending: EventLoop.Ending) -> Int32 {
    switch ending {
    case .quit: 0
    case .signal(let number): 128 + number
    case .terminalLost: 128 + SIGHUP
    }
  }
}
