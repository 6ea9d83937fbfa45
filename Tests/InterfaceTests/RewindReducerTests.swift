import Engine
import Testing
import TextModel

@testable import Interface

/// Going back and forth in the tree of turns.
@Suite struct RewindReducerTests {
  /// Three prompts with answers.
  static func desk() -> Desk {
    var desk = Desk.withSessions()
    for (index, prompt) in ["First question", "Second question", "Third question"].enumerated() {
      desk.submit(prompt)
      desk.answer("Answer \(index + 1).", turn: index + 1)
      desk.wait(milliseconds: 60_000)
    }
    _ = desk.takeEffects()
    return desk
  }

  static func openWithKeys(_ desk: inout Desk) {
    desk.wait(milliseconds: 5_000)
    desk.press(.escape)
    desk.press(.escape)
  }

  @Test func escEscOnAnEmptyPromptOpensTheListAtTheNewest() {
    var desk = Self.desk()
    desk.press(.escape)
    #expect(desk.screen().last == " Esc again to go back to a prompt  ? help")
    desk.press(.escape)
    #expect(desk.state.overlay == .rewind(ListSelection(index: 2)))
  }

  @Test func escEscWithTextClearsAsEver() {
    var desk = Self.desk()
    desk.type("draft")
    desk.press(.escape)
    desk.press(.escape)
    #expect(desk.state.overlay == nil)
    #expect(desk.state.composer.buffer.isEmpty)
  }

  @Test func escEscWithoutAnyPromptDoesNothing() {
    var desk = Desk()
    desk.press(.escape)
    desk.press(.escape)
    #expect(desk.state.overlay == nil && desk.state.toast == nil)
  }

  @Test func aPromptComesBackForEditingAndIsSentAnew() {
    var desk = Self.desk()
    Self.openWithKeys(&desk)
    desk.press(.up)
    desk.press(.enter)
    #expect(desk.takeEffects() == [.engine(.moveHead(TurnID(1))), .prewarm])
    #expect(desk.state.composer.buffer.text == "Second question")
    let screen = desk.screen().joined(separator: "\n")
    #expect(screen.contains("Answer 1.") && !screen.contains("Answer 2."))
    desk.type("!")
    desk.press(.enter)
    guard case .submit(TurnID(4), "Second question!", _, _) = desk.takeCommands().first else {
      Issue.record("not sent")
      return
    }
    #expect(desk.state.session.tree.path(to: TurnID(4)) == [TurnID(1), TurnID(4)])
  }

  @Test func anAbandonedBranchIsReachedAgain() {
    var desk = Self.desk()
    let before = desk.screen()
    Self.openWithKeys(&desk)
    desk.press(.home)
    desk.press(.enter)
    desk.press(.character("u"), .control)
    desk.submit("Another question")
    desk.answer("Another answer.", turn: 4)
    #expect(
      desk.state.rewindRows(filter: "").map(\.kind) == [.branch(turns: 3), .prompt])
    desk.submit("/rewind")
    _ = desk.takeEffects()
    desk.press(.up)
    desk.press(.enter)
    #expect(desk.takeEffects() == [.engine(.moveHead(TurnID(3)))])
    #expect(desk.screen().dropLast() == before.dropLast())
    #expect(
      desk.state.rewindRows(filter: "").map(\.kind)
        == [.branch(turns: 1), .prompt, .prompt, .prompt])
  }

  @Test func clearedConversationsAreReachedToo() {
    var desk = Self.desk()
    desk.submit("/clear")
    #expect(desk.takeCommands() == [.clear])
    #expect(!desk.screen().joined().contains("Answer"))
    Self.openWithKeys(&desk)
    #expect(desk.state.overlay?.selection?.index == 0)
    _ = desk.screen()
    desk.press(.enter)
    #expect(desk.takeCommands() == [.moveHead(TurnID(3))])
    #expect(desk.screen().joined().contains("Answer 3."))
  }

  /// What an opened session abandoned long ago is shown from its records.
  @Test func aRecordedBranchIsShown() {
    let recorded = RecordedDesk.threeTurns()
    var opened = recorded.opened()
    opened.abandoned = Array(opened.turns[1...])
    opened.turns = [opened.turns[0]]
    opened.head = opened.turns[0].opening.id
    var desk = Desk.withSessions()
    desk.library(.opened(opened))
    #expect(!desk.screen().joined().contains("Loop.swift"))
    Self.openWithKeys(&desk)
    desk.press(.end)
    desk.press(.enter)
    var live = recorded.desk
    #expect(
      desk.screen().dropFirst().dropLast(2) == live.screen().dropFirst().dropLast(2))
    #expect(desk.state.session.tree.head == TurnID(3))
  }

  @Test func theFilterKeepsTheNewestChosen() {
    var desk = Self.desk()
    desk.submit("/rewind")
    desk.type("question")
    #expect(desk.state.overlay?.selection?.index == 2)
    desk.type(" first")
    desk.press(.enter)
    #expect(desk.state.composer.buffer.text == "First question")
    #expect(desk.takeCommands() == [.moveHead(nil)])
  }

  @Test func notWhileATurnRuns() {
    var desk = Self.desk()
    desk.submit("Fourth")
    desk.submit("/rewind")
    #expect(desk.state.overlay == nil)
    #expect(desk.screen().last?.contains("a turn is running") == true)
  }

  /// Whatever is chosen, however often: the screen holds the path to the head.
  @Test(arguments: 0..<20)
  func theScreenHoldsThePathToTheHead(seed: Int) {
    var desk = Desk.withSessions()
    var random = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
    func next(_ bound: Int) -> Int {
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(random >> 33) % bound
    }
    for step in 0..<40 {
      let rows = desk.state.rewindRows(filter: "")
      if rows.isEmpty || next(3) > 0 {
        desk.press(.character("u"), .control)
        desk.submit("prompt \(step)")
        desk.answer("answer \(step)", turn: desk.state.lastTurnNumber)
      } else {
        _ = RewindReducer.choose(rows[next(rows.count)], &desk.state, now: desk.now)
      }
      let tree = desk.state.session.tree
      let shown = desk.state.transcript.items.filter { $0.kind == .answer }.compactMap(\.turn)
      #expect(shown == tree.path(to: tree.head))
      let reachable = tree.rewindRows.filter { $0.kind != .prompt }.map(\.turn)
      #expect(Set(reachable) == Set(tree.abandonedEnds.filter { !shown.contains($0) }))
    }
  }

  @Test(arguments: [(80, 24), (120, 40), (40, 10)])
  func golden(columns: Int, rows: Int) {
    var desk = Self.desk()
    Self.openWithKeys(&desk)
    desk.press(.up)
    desk.press(.enter)
    desk.press(.character("u"), .control)
    desk.submit("Second question, but written in a way that needs far more room than a row has")
    desk.answer("Answer 4.", turn: 4)
    desk.submit("/rewind")
    Golden.check(desk.frame(columns, rows), "rewind-\(columns)x\(rows)")
  }
}
