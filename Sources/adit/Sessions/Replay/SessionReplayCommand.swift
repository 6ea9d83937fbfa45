internal import Engine
internal import Glibc

/// `adit --replay FILE` with an exported session: on the whole screen, or
/// printed. Neither network nor credentials are touched.
enum SessionReplayCommand {
  /// Plays or prints and returns the exit code.
  static func run(_ bytes: [UInt8], name: String, _ options: CommandLineOptions) -> Int32 {
    do {
      let reading = try SessionLines.readFilled(bytes, name: "--replay: \(name)")
      if reading.unreadableLines > 0 || reading.isTruncated {
        PlainOutput.messages.write("adit: --replay: \(name): \(damage(of: reading))\n")
      }
      if options.printsReplay || isatty(STDOUT_FILENO) == 0 || isatty(STDIN_FILENO) == 0 {
        return try print(reading, options)
      }
      let composition = Composition(options: options, variables: ProcessEnvironment.variables())
      let ending = try ReplayScreen.play(
        SessionPlayback.turns(of: reading.events), title: title(of: reading),
        speed: options.replaySpeed ?? 1, composition: composition)
      return InteractiveSession.exitCode(ending)
    } catch let error as UsageError {
      PlainOutput.messages.write("adit: \(error.message)\n")
    } catch {
      PlainOutput.messages.write("adit: \(error)\n")
    }
    return ExitCode.usage.rawValue
  }

  private static func damage(of reading: SessionLines.Reading) -> String {
    let lines = reading.unreadableLines
    let left =
      lines == 0 ? [] : ["\(lines) unreadable \(lines == 1 ? "line is" : "lines are") left out"]
    return (left + (reading.isTruncated ? ["the file is cut off"] : [])).joined(separator: "; ")
  }

  private static func title(of reading: SessionLines.Reading) -> String {
    let title = ExportText.line(reading.summary.title)
    return title.isEmpty ? reading.summary.id.short : title
  }

  private static func print(
    _ reading: SessionLines.Reading, _ options: CommandLineOptions
  ) throws(UsageError) -> Int32 {
    guard options.outputFormat == .text else {
      throw UsageError(
        message: "an exported session is printed as text; for its events read the file itself, "
          + "one JSON object a line")
    }
    var print = SessionPrint(
      reading, speed: options.replaySpeed ?? 0, startingAt: SystemClock.now())
    while true {
      for piece in print.due(at: SystemClock.now()) {
        switch piece {
        case .answer(let text):
          guard PlainOutput.answer.write(text) else {
            return PlainOutput.failure(errno: errno).rawValue
          }
        case .note(let text):
          if !options.isQuiet { PlainOutput.messages.write("adit: \(text)\n") }
        }
      }
      guard let next = print.deadline(at: SystemClock.now()) else { return ExitCode.done.rawValue }
      poll(nil, 0, Int32(clamping: max(1, next.milliseconds(since: SystemClock.now()))))
    }
  }
}
