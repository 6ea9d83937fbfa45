import Glibc
import Interface
import TestSupport
import Testing

@testable import adit

@Suite struct ShellServiceTests {
  private let told = ToldEvents<ShellEvent>()
  private let service: ShellService

  init() {
    service = ShellService(
      variables: ["PATH": "/usr/bin:/bin", "SHELL": "/bin/sh", "ANTHROPIC_API_KEY": "secret"],
      tell: told.add)
  }

  private func end(_ number: Int = 1) -> ShellEnd? {
    told.wait { event in
      guard case .ended(let end, number) = event else { return nil }
      return end
    }
  }

  private var output: String {
    told.all.reduce("") { text, event in
      if case .output(let more, _) = event { text + more } else { text }
    }
  }

  @Test func givesOutputAndCode() {
    service.send(.run("echo out; echo err >&2; exit 3", number: 1))
    #expect(end()?.reason == .exit(3))
    #expect(output == "out\nerr\n")
  }

  /// What begins like an option is a command all the same.
  @Test(arguments: ["-x", "-c", "+x", "--login"]) func isNoOptionOfTheShell(command: String) {
    service.send(.run(command, number: 1))
    #expect(end()?.reason == .exit(127))
    #expect(output.contains("\(command): not found"))
  }

  /// Nothing can ask, page or find a key.
  @Test func hasNoTerminalAndNoSecrets() {
    service.send(
      .run(
        "cat; tty </dev/stdin; echo $TERM $PAGER $GIT_PAGER; env | grep -c secret; : </dev/tty",
        number: 1))
    #expect(end()?.reason != .exit(0))
    #expect(output.contains("dumb cat cat\n0\n"))
  }

  @Test func stopEndsTheChildrenToo() {
    service.send(.run("sleep 1000 & echo begun $!; wait", number: 1))
    let child = told.wait { event -> pid_t? in
      guard case .output(let text, _) = event, text.hasPrefix("begun ") else { return nil }
      return pid_t(text.dropFirst(6).prefix { $0.isNumber })
    }
    service.send(.stop(number: 1))
    #expect(end()?.reason == .stopped)
    let isGone = told.wait { _ in
      child.map { kill($0, 0) != 0 || isZombie($0) } == true ? true : nil
    }
    #expect(isGone == true)
  }

  private func isZombie(_ process: pid_t) -> Bool {
    TestData.readText("/proc/\(process)/stat")?.contains(") Z ") ?? true
  }

  /// Whoever does not listen to TERM is ended by the second stop.
  @Test func aSecondStopIsFinal() {
    service.send(.run("trap '' TERM; echo ready; while :; do sleep 1; done", number: 1))
    let isReady = told.wait { event -> Bool? in
      if case .output = event { true } else { nil }
    }
    #expect(isReady == true)
    service.send(.stop(number: 1))
    service.send(.stop(number: 1))
    service.send(.stop(number: 1))
    #expect(end()?.reason == .stopped)
  }

  /// A child in the background keeps the pipe open; nobody waits for it.
  @Test func doesNotWaitForWhatStaysBehind() {
    service.send(.run("sleep 1000 & echo $!", number: 1))
    #expect(end()?.reason == .exit(0))
    if let child = pid_t(output.prefix { $0.isNumber }) { kill(child, SIGKILL) }
  }

  @Test func aFloodIsBounded() throws {
    service.send(.run("yes flood | head -c 20000000; echo end", number: 1))
    let end = try #require(self.end())
    #expect(end.reason == .exit(0))
    #expect(end.lineCount >= 3_333_333)
    #expect(output.utf8.count == OutputKeeper.headBytes)
    #expect(end.tail.utf8.count <= OutputKeeper.tailBytes)
    #expect(end.tail.hasSuffix("end\n"))
  }

  @Test(arguments: [
    (nil, "/bin/sh"), ("/bin/sh", "/bin/sh"), ("zsh", "/bin/sh"), ("/no", "/bin/sh"),
  ])
  func takesAShellThatCanRun(named: String?, shell: String) {
    #expect(ShellService.shell(named) == shell)
  }
}
