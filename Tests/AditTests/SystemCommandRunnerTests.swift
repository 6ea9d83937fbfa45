import Bedrock
import Glibc
import Synchronization
import TestSupport
import Testing

@testable import adit

@Suite struct SystemCommandRunnerTests {
  private let runner = SystemCommandRunner(
    environment: ["PATH": "/usr/bin:/bin", "GIVEN": "as it was", "QUOTED": "a'b\"c"])

  private func outcome(_ command: ShellCommand) async -> Result<CommandOutput, CommandFailure> {
    do throws(CommandFailure) { return .success(try await runner.run(command)) } catch {
      return .failure(error)
    }
  }

  private func output(_ out: String, _ error: String = "", code: Int = 0) -> CommandOutput {
    CommandOutput(
      exitCode: code, standardOutput: Array(out.utf8), standardError: Array(error.utf8))
  }

  @Test func givesBothStreamsTheCodeAndTheEnvironment() async {
    let cases: [(String, CommandOutput)] = [
      (
        "printf '%s' \"$GIVEN\"; printf '%s' \"$QUOTED\" >&2; exit 3",
        output("as it was", "a'b\"c", code: 3)
      ),
      ("cat; echo end", output("end\n")),
      ("kill -9 $$", output("", code: 137)),
      ("env | grep -c '^HOME='", output("0\n", code: 1)),
      ("no-such-program-at-all 2>/dev/null", output("", code: 127)),
    ]
    for (text, expected) in cases {
      #expect(await outcome(ShellCommand(text, timeoutMilliseconds: 60_000)) == .success(expected))
    }
  }

  @Test func hasNoTerminalAndAGroupOfItsOwn() async {
    let result = await outcome(
      ShellCommand(
        "echo x > /dev/tty || echo none; cut -d ' ' -f 5 /proc/$$/stat; echo $$",
        timeoutMilliseconds: 60_000))
    guard case .success(let output) = result else {
      Issue.record("\(result)")
      return
    }
    let lines = String(decoding: output.standardOutput, as: UTF8.self).split(separator: "\n")
    #expect(lines.first == "none")
    #expect(lines.count == 3 && lines[1] == lines[2])
  }

  @Test func tellsLinesOfBothStreams() async {
    let lines = Mutex<[String]>([])
    let command = ShellCommand(
      "echo one; echo two >&2; printf three", timeoutMilliseconds: 60_000,
      onLine: { line in lines.withLock { $0.append(line) } })
    _ = await outcome(command)
    #expect(lines.withLock { Set($0) } == ["one", "two", "three"])
  }

  @Test func keepsTheEndOfStandardErrorAndRefusesTooMuchOutput() async {
    let long = "i=0; while [ $i -lt 1000 ]; do echo 0123456789 >&2; i=$((i+1)); done; echo last >&2"
    let result = await outcome(ShellCommand(long, timeoutMilliseconds: 60_000))
    let errors = (try? result.get().standardError) ?? []
    #expect(errors.count == CommandStream.keptErrorBytes)
    #expect(String(decoding: errors.suffix(5), as: UTF8.self) == "last\n")
    let flood = ShellCommand(
      "while :; do echo 0123456789; done", timeoutMilliseconds: 60_000, maximumOutputBytes: 1000)
    #expect(await outcome(flood) == .failure(.tooMuchOutput))
  }

  @Test(.timeLimit(.minutes(1)))
  func endsTheWholeGroupAtTheDeadlineThoughItIgnoresTERM() async throws {
    let path = "/tmp/adit-command-\(getpid())-\(UInt32.random(in: 0 ... .max))"
    defer { unlink(path) }
    let command = ShellCommand(
      "trap '' TERM; sleep 1000 & echo $! > \(path); wait; sleep 1000", timeoutMilliseconds: 300)
    #expect(await outcome(command) == .failure(.timedOut))
    let pid = try #require(TestData.readText(path)?.split(separator: "\n").first)
    // Whoever is dead and not yet reaped by the system's first process is a Z.
    while let stat = TestData.readText("/proc/\(pid)/stat"), !stat.contains(") Z ") {
      await Task.yield()
    }
  }

  @Test func aBackgroundChildThatHoldsThePipesDoesNotHoldTheResult() async {
    let command = ShellCommand("sleep 300 & echo $!", timeoutMilliseconds: 60_000)
    guard case .success(let output) = await outcome(command) else {
      Issue.record("no result")
      return
    }
    let pid = Int32(String(decoding: output.standardOutput.dropLast(), as: UTF8.self))
    #expect(output.exitCode == 0)
    // It is left alone: a command may start an agent.
    if let pid { #expect(kill(pid, SIGKILL) == 0) } else { Issue.record("no number") }
  }

  @Test func theProgramsEndEndsWhatRuns() async {
    let command = ShellCommand(
      "echo started; sleep 1000", timeoutMilliseconds: 600_000,
      onLine: { [runner] _ in runner.endAll() })
    #expect(await outcome(command) == .success(output("started\n", code: 128 + Int(SIGTERM))))
    runner.endAll()
    #expect(await outcome(ShellCommand(":", timeoutMilliseconds: 60_000)) == .success(output("")))
  }

  @Test func cancellationEndsIt() async {
    let started = Mutex(false)
    let command = ShellCommand(
      "echo started; sleep 1000", timeoutMilliseconds: 600_000,
      onLine: { _ in started.withLock { $0 = true } })
    let task = Task { await outcome(command) }
    while !started.withLock({ $0 }) { await Task.yield() }
    task.cancel()
    #expect(await task.value == .failure(.cancelled))
  }
}
