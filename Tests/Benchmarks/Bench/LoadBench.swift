import CSystem
import Glibc
import Synchronization
import TestSupport

/// Hundreds of headless turns at once against the emulator, a third of them
/// with a fault that one retry mends: every answer must arrive whole, and
/// neither the emulator nor a session of many turns may keep anything.
enum LoadBench {
  /// Turns at the same time, and how often.
  private static let turnsAtOnce = 200
  private static let waves = 3
  /// Turns of one session, and how many of them pass before its memory is
  /// looked at: caches and pools are filled by then.
  private static let sessionTurns = 240
  private static let sessionWarmUpTurns = 80
  /// A session may keep its conversation and what is shown of it, no more.
  private static let sessionGrowthBudgetMebibytes = 4.0
  private static let emulatorGrowthBudgetMebibytes = 16.0

  static func run(_ subject: Subject, report: inout Report) throws {
    report.heading("load: \(turnsAtOnce) headless turns at once, \(waves) times, with faults")
    let emulator = try LoadEmulator(binary: subject.binary, script: script())
    var walls = LatencySample()
    var failures = 0
    var baseline = emulator.footprint
    for wave in 0..<waves {
      let (nanoseconds, failed) = runWave(wave, of: subject.binary, on: emulator)
      walls.add(nanoseconds)
      failures += failed
      // The first wave fills what later ones use again.
      if wave == 0 { baseline = emulator.footprint }
    }
    let end = emulator.footprint
    let alone = try startAlone(subject)
    let perTurn = walls.median / Double(turnsAtOnce)
    report.line("turns that failed or lost text", Double(failures), unit: "", budget: 0)
    report.line(
      "turns per second, median wave", 1000 / perTurn, unit: "/s", budget: nil,
      note: "\(Report.text(perTurn)) ms each = \(Report.text(perTurn / alone)) × --version alone")
    report.line(
      "descriptors that the emulator kept", Double(end.descriptors - baseline.descriptors),
      unit: "", budget: 0)
    report.line(
      "memory that the emulator gained after the first wave", end.mebibytes - baseline.mebibytes,
      unit: "MiB", budget: emulatorGrowthBudgetMebibytes)
    try runSession(subject, on: emulator, report: &report)
  }

  // MARK: Headless turns

  /// What the emulator is told: per turn at most one fault, then the answer.
  private static func script() -> String {
    var steps: [String] = []
    for wave in 0..<waves {
      for turn in 0..<turnsAtOnce {
        guard let fault = fault(of: turn) else { continue }
        steps.append(#"{"when":{"prompt":"\#(prompt(wave, turn))"},"times":1,\#(fault)}"#)
      }
    }
    steps.append(#"{"when":{"prompt":"load"},"times":"always","text":"\#(answer)"}"#)
    return #"{"steps":[\#(steps.joined(separator: ","))]}"#
  }

  private static let answer = String(repeating: "load-answer ", count: 40) + "load-end"

  private static func prompt(_ wave: Int, _ turn: Int) -> String { "load \(wave)/\(turn)." }

  private static func fault(of turn: Int) -> String? {
    let faults = [
      #""status":503,"error":"ServiceUnavailableException""#,
      #""status":429,"error":"ThrottlingException""#,
      #""text":"x","faults":{"exception":{"token":0,"name":"internalServerException"}}"#,
      #""text":"x","faults":{"resetAfterTokens":0}"#,
    ]
    return turn % 3 == 0 ? faults[turn / 3 % faults.count] : nil
  }

  /// One wave; how long it took and how many turns went wrong.
  private static func runWave(
    _ wave: Int, of binary: String, on emulator: LoadEmulator
  ) -> (nanoseconds: UInt64, failed: Int) {
    let done = adit_eventfd()
    defer { close(done) }
    let state = Mutex((left: turnsAtOnce, failed: 0))
    let home = TemporaryFolder()
    let environment = emulator.environment(home: home.path)
    let start = adit_monotonic_nanoseconds()
    for turn in 0..<turnsAtOnce {
      BenchThread.start {
        let run = try? PipedRun(
          binary, ["-p", prompt(wave, turn), "--model", "sonnet"], environment: environment)
        let isWhole = run?.exit == .code(0) && run?.text == answer + "\n"
        let isLast = state.withLock { state in
          state.left -= 1
          if !isWhole { state.failed += 1 }
          return state.left == 0
        }
        if isLast { _ = adit_eventfd_signal(done) }
      }
    }
    var waiting = pollfd(fd: done, events: Int16(POLLIN), revents: 0)
    _ = poll(&waiting, 1, -1)
    return (adit_monotonic_nanoseconds() - start, state.withLock { $0.failed })
  }

  /// Milliseconds that the same program takes to do nothing.
  private static func startAlone(_ subject: Subject) throws -> Double {
    var sample = LatencySample()
    for _ in 0..<20 {
      let start = adit_monotonic_nanoseconds()
      _ = try PipedRun(
        subject.binary, ["--version"],
        environment: PtyProcess.hermeticEnvironment(home: subject.home.path))
      sample.add(adit_monotonic_nanoseconds() - start)
    }
    return sample.median
  }

  // MARK: One long session

  private static func runSession(
    _ subject: Subject, on emulator: LoadEmulator, report: inout Report
  ) throws {
    let terminal = try PtyProcess(
      subject.binary, [], environment: emulator.environment(home: subject.home.path))
    guard terminal.wait(for: Subject.promptMark) else { throw BenchError("no prompt") }
    var before = ProcessFootprint(processID: terminal.processID)
    for turn in 1...sessionTurns {
      terminal.write("load session \(turn)\r")
      guard terminal.wait(until: { isAnswered(turn, on: $0.screen) }) else {
        throw BenchError("turn \(turn) of the session had no answer")
      }
      if turn == sessionWarmUpTurns {
        before = ProcessFootprint(processID: terminal.processID)
      }
    }
    let after = ProcessFootprint(processID: terminal.processID)
    report.line(
      "memory of a session, turns \(sessionWarmUpTurns) to \(sessionTurns)",
      after.mebibytes - before.mebibytes, unit: "MiB", budget: sessionGrowthBudgetMebibytes)
    report.line(
      "descriptors that the session gained", Double(after.descriptors - before.descriptors),
      unit: "", budget: 0)
  }

  /// The answer to `turn` stands below its prompt, and the program is idle.
  private static func isAnswered(_ turn: Int, on screen: ScreenEmulator) -> Bool {
    let text = screen.text
    guard let prompt = text.firstRange(of: "load session \(turn)") else { return false }
    let rest = text[prompt.upperBound...]
    return rest.contains("load-end") && rest.contains("ready")
  }
}
