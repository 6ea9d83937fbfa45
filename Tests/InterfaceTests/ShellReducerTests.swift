import Engine
import Testing
import TextModel

@testable import Interface

@Suite struct ShellReducerTests {
  private func requests(_ desk: inout Desk) -> [ShellRequest] {
    desk.takeEffects().compactMap { if case .shell(let request) = $0 { request } else { nil } }
  }

  private func finish(_ desk: inout Desk, _ number: Int, _ text: String, code: Int32 = 0) {
    desk.send(.shell(.output(text, number: number)))
    desk.send(.shell(.ended(ShellEnd(reason: .exit(code)), number: number)))
  }

  @Test func runsOneAfterTheOther() {
    var desk = Desk()
    desk.submit("!one")
    desk.submit("! two")
    #expect(requests(&desk) == [.run("one", number: 1)])
    finish(&desk, 1, "output\n")
    #expect(requests(&desk) == [.run("two", number: 2)])
    #expect(!desk.state.isBusy)
  }

  @Test func draftsAsideAreToldBesideTheOutput() {
    var desk = Desk()
    desk.submit("!swift test")
    finish(&desk, 1, "failed\n", code: 1)
    desk.type("for later")
    desk.press(.character("s"), .control)
    #expect(desk.screen().contains { $0.contains("drops it · 1 aside") })
    #expect(!desk.screen(40, 10).contains { $0.contains("aside") })
  }

  @Test func outputGoesWithTheNextPromptAlone() {
    var desk = Desk()
    desk.submit("!swift test")
    finish(&desk, 1, "31 tests\nfailed\n", code: 1)
    #expect(desk.screen().contains { $0.contains("output of `swift test` (2 lines)") })
    _ = desk.takeEffects()
    desk.submit("explain")
    var names: [String] = []
    var texts: [String] = []
    for effect in desk.takeEffects() {
      guard case .engine(.submit(_, _, let files, _)) = effect else { continue }
      for file in files {
        names.append(file.name)
        if case .text(let text) = file.content { texts.append(text.text) }
      }
    }
    #expect(names == ["output of `swift test` (exit 1)"])
    #expect(texts == ["31 tests\nfailed"])
    #expect(desk.state.shell.held.isEmpty)
  }

  /// Of a prompt that is taken back from the queue nothing is lost.
  @Test func comesBackWithAQueuedPrompt() {
    var desk = Desk()
    desk.submit("first")
    desk.submit("!make `x` (all)")
    finish(&desk, 1, "done\n")
    desk.submit("second")
    #expect(desk.state.shell.held.isEmpty)
    #expect(desk.state.queue.map(\.attachments.count) == [1])
    let queued = desk.state.queue.first?.attachments
    desk.press(.up)
    #expect(desk.state.composer.buffer.text == "second")
    #expect(desk.state.shell.attachments == queued)
    #expect(desk.state.shell.held.map(\.command) == ["make `x` (all)"])
  }

  /// What was printed and not sent is there again after `--resume`: on the
  /// screen, in its place, and with the next prompt.
  @Test func comesBackWithItsSession() {
    var desk = Desk.withSessions()
    desk.submit("!make")
    desk.send(.shell(.output("one\ntwo\n", number: 1)))
    desk.wait(milliseconds: 3_000)
    desk.send(.shell(.ended(ShellEnd(reason: .exit(2), lineCount: 2), number: 1)))
    let kept = desk.takeRequests()
    let record = CommandRecord(
      command: "make", ending: .exit(2), output: "one\ntwo\n", lineCount: 2, milliseconds: 3_000,
      behind: nil)
    #expect(kept == [.keep(record)])
    var other = Desk.withSessions()
    var opened = OpenedSession(
      summary: Fixtures.summary(1, "!make", hoursAgo: 1), turns: [], tree: [], head: nil,
      lastTurnNumber: 0)
    opened.commands = [record]
    opened.unsent = [record]
    other.library(.opened(opened))
    #expect(other.state.shell.attachments == desk.state.shell.attachments)
    let screen = other.screen()
    #expect(screen.contains { $0.contains("! make") })
    #expect(screen.contains { $0.contains("exit 2 · 3 s · 2 lines") })
    #expect(screen.contains { $0.contains("output of `make` (2 lines)") })
    other.press(.character("x"), .control)
    other.press(.character("x"))
    #expect(other.takeRequests() == [.dropOutputs])
    // What another session printed stays there.
    opened.unsent = []
    desk.library(.opened(opened))
    #expect(desk.state.shell.held.isEmpty)
  }

  /// A new session takes along what was printed before it.
  @Test func goesWithTheFirstPromptOfANewSession() {
    var desk = Desk.withSessions()
    desk.submit("!make")
    finish(&desk, 1, "done\n")
    desk.library(
      .opened(
        OpenedSession(
          summary: Fixtures.summary(1, "", hoursAgo: 0), turns: [], tree: [], head: nil,
          lastTurnNumber: 0)))
    #expect(desk.state.shell.held.map(\.command) == ["make"])
  }

  /// Whatever is put on the screen meanwhile, what runs goes on in sight.
  @Test(arguments: ["/clear", "rewind", "open"]) func staysWhenTheScreenIsExchanged(by way: String)
  {
    var desk = Desk.withSessions()
    desk.submit("why?")
    desk.answer("because", turn: 1)
    desk.submit("!make")
    desk.send(.shell(.output("one\n", number: 1)))
    switch way {
    case "rewind": RewindReducer.move(to: nil, &desk.state)
    case "open":
      let saved = RecordedDesk.threeTurns()
      desk.library(.opened(saved.opened()))
    default: desk.submit(way)
    }
    finish(&desk, 1, "two\n")
    #expect(desk.state.shell.held.map(\.output) == ["one\ntwo\n"])
    #expect(desk.state.transcript.items.filter { $0.kind == .shell }.count == 1)
    let kept = desk.takeRequests().compactMap { request in
      if case .keep(let record) = request { record } else { nil }
    }
    #expect(kept.map(\.behind) == [desk.state.session.tree.head])
  }

  @Test func whatEndsWithTheProgramIsKept() {
    var desk = Desk()
    #expect(desk.state.unfinishedCommand(at: desk.now) == nil)
    desk.submit("!tail -f log")
    #expect(desk.state.unfinishedCommand(at: desk.now) == nil)
    desk.send(.shell(.output("line\n", number: 1)))
    let record = desk.state.unfinishedCommand(at: desk.now)
    #expect(record?.ending == .stopped)
    #expect(record?.output == "line\n")
  }

  @Test(arguments: [("cd src", true), ("cd", true), ("cd src && make", false), ("cdrecord", false)])
  func tellsThatADirectoryHoldsForOneCommand(command: String, isTold: Bool) {
    var desk = Desk()
    desk.submit("!" + command)
    #expect((desk.state.toast != nil) == isTold)
  }

  @Test func goesWithBothAnswersOfAComparison() {
    var desk = Desk()
    desk.submit("!ls")
    finish(&desk, 1, "a\n")
    _ = desk.takeEffects()
    desk.submit("/compare opus haiku which?")
    let counts = desk.takeEffects().compactMap { effect -> Int? in
      if case .compare(let prompt) = effect { prompt.attachments.count } else { nil }
    }
    #expect(counts == [1])
    #expect(desk.state.shell.held.isEmpty)
  }

  @Test func stoppingTellsWhatIsDropped() {
    var desk = Desk()
    desk.submit("!sleep 10")
    desk.submit("!ls")
    desk.press(.escape)
    #expect(desk.state.toast?.text == "the command that waited is dropped")
  }

  @Test func droppedOutputStaysOut() {
    var desk = Desk()
    desk.submit("!ls")
    finish(&desk, 1, "a\n")
    desk.press(.character("x"), .control)
    desk.press(.character("x"))
    #expect(desk.state.shell.held.isEmpty)
  }

  @Test func escapeStopsWhatWasBegunLast() {
    var desk = Desk()
    desk.submit("question")
    desk.submit("!sleep 10")
    _ = desk.takeEffects()
    desk.press(.escape)
    #expect(desk.takeEffects() == [.shell(.stop(number: 1))])
    desk.send(.shell(.ended(ShellEnd(reason: .stopped), number: 1)))
    desk.press(.escape)
    #expect(desk.takeEffects() == [.engine(.interrupt(TurnID(1)))])
  }

  @Test func showsTheLastLinesAndAllOnRequest() {
    var desk = Desk()
    desk.submit("!seq 30")
    finish(&desk, 1, (1...30).map { "line \($0)\n" }.joined())
    let folded = desk.screen(80, 40)
    #expect(folded.contains("! seq 30") || folded.contains(" ! seq 30"))
    #expect(folded.contains { $0.contains("… 22 lines above · Ctrl+O shows them") })
    #expect(!folded.contains { $0.hasSuffix("line 22") })
    #expect(folded.contains { $0.hasSuffix("line 23") })
    #expect(folded.contains { $0.contains("exit 0 · 0 s · 30 lines") })
    desk.press(.character("o"), .control)
    #expect(desk.screen(80, 60).contains { $0.hasSuffix("line 5") })
  }

  @Test(arguments: ["!", "!  "])
  func nothingIsNotRun(text: String) {
    var desk = Desk()
    desk.submit(text)
    #expect(requests(&desk).isEmpty)
  }

  @Test func aBlankBeforeItIsText() {
    var desk = Desk()
    desk.submit(" !important")
    #expect(desk.state.isBusy)
  }

  @Test func theMarkOfThePromptTells() {
    var desk = Desk()
    desk.type("!l")
    #expect(desk.screen().contains(" ! !l"))
  }

  @Test func whatIsHeldIsBounded() {
    let bytes = [UInt8](repeating: 0x61, count: 1 << 20)
    #expect(ShellState.bounded(bytes).utf8.count < ShellState.maximumHeldBytes + 200)
  }
}
