internal import Engine
internal import Glibc
internal import Wire

/// One prompt, one answer: the same engine as the screen's, written to
/// stdout.
struct HeadlessRun {
  let prompt: String
  let settings: TurnSettings
  let format: CommandLineOptions.OutputFormat
  let modelName: String

  /// Runs the turn and returns the exit code. Blocks the calling thread.
  func run(engine: Engine, mailbox: Mailbox) -> Int32 {
    let start = SystemClock.now()
    var answer = HeadlessAnswer()
    engine.send(.submit(TurnID(1), text: prompt, settings))
    while answer.outcome == nil {
      waitForEvents(mailbox)
      for item in mailbox.drain(limit: .max) {
        guard case .engine(let event) = item else { continue }
        report(event)
        let piece = answer.take(event)
        if format == .text, !piece.isEmpty, !PlainOutput.answer.write(piece) {
          return 1
        }
      }
    }
    finish(answer, milliseconds: SystemClock.now().milliseconds(since: start))
    return answer.exitCode
  }

  private func waitForEvents(_ mailbox: Mailbox) {
    var waiting = pollfd(fd: mailbox.descriptor, events: Int16(POLLIN), revents: 0)
    _ = poll(&waiting, 1, -1)
  }

  /// Waits between tries are told on stderr: a silent minute looks like a
  /// hang.
  private func report(_ event: EngineEvent) {
    switch event {
    case .phase(_, .retrying(let attempt, let limit, let until, let failure)):
      let seconds = (until.milliseconds(since: SystemClock.now()) + 999) / 1000
      PlainOutput.messages.write(
        "adit: \(FailureText.line(for: failure)) Retry \(attempt) of \(limit) in \(seconds) s.\n")
    case .notice(let text):
      PlainOutput.messages.write("adit: \(text)\n")
    default: break
    }
  }

  private func finish(_ answer: HeadlessAnswer, milliseconds: Int) {
    switch format {
    case .text:
      if !answer.text.isEmpty, !answer.text.hasSuffix("\n") { PlainOutput.answer.write("\n") }
    case .json, .streamJSON:
      let line = answer.json(model: modelName, milliseconds: milliseconds).serialized()
      PlainOutput.answer.write(String(decoding: line, as: UTF8.self) + "\n")
    }
    if case .failed(let failure, let hasText) = answer.outcome {
      let kept = hasText ? "the answer is incomplete: " : ""
      PlainOutput.messages.write("adit: \(kept)\(FailureText.line(for: failure))\n")
    } else if let remark = answer.remark {
      PlainOutput.messages.write("adit: \(remark)\n")
    }
  }
}
