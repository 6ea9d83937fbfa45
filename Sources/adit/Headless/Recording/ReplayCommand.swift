internal import Engine
internal import Glibc

/// `adit --replay FILE`: a recorded run once more, through the same code as a
/// live one, without network and credentials.
enum ReplayCommand {
  /// Larger files are no recordings of ours: an answer has at most 256 MiB.
  private static let maximumBytes = 512 << 20

  /// Plays and returns the exit code.
  static func run(path: String, _ options: CommandLineOptions) -> Int32 {
    let recording: RunRecording
    do throws(UsageError) {
      guard let bytes = FileAccess.readStream(path, limit: maximumBytes) else {
        throw UsageError(message: "--replay: \(path) cannot be read")
      }
      if SessionLines.isSession(bytes) {
        return SessionReplayCommand.run(bytes, name: path, options)
      }
      recording = try RunRecording(parsing: bytes, name: path)
    } catch {
      PlainOutput.messages.write("adit: \(error.message)\n")
      return ExitCode.usage.rawValue
    }
    var report = HeadlessReport(
      header: recording.header, format: options.outputFormat,
      includesPartialMessages: options.includesPartialMessages)
    HeadlessSignals.ignorePipe()
    if let code = play(report.begin(), isQuiet: options.isQuiet) { return code }
    for entry in recording.entries {
      let steps = report.take(entry.event, at: entry.milliseconds)
      if let code = play(steps, isQuiet: options.isQuiet) { return code }
    }
    PlainOutput.messages.write(
      "adit: --replay: \(path) ends before the run was over; the recording is incomplete\n")
    return ExitCode.usage.rawValue
  }

  private static func play(_ steps: [RunStep], isQuiet: Bool) -> Int32? {
    for step in steps {
      switch step {
      case .answer(let text):
        guard PlainOutput.answer.write(text) else {
          return PlainOutput.failure(errno: errno).rawValue
        }
      case .note(let text):
        if !isQuiet { PlainOutput.messages.write("adit: \(text)\n") }
      case .error(let text): PlainOutput.messages.write("adit: \(text)\n")
      case .interrupt, .submit: break
      case .finish(let code): return code.rawValue
      }
    }
    return nil
  }
}
