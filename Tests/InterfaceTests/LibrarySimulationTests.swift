import Engine
import TestSupport
import Testing
import TextModel

@testable import Interface

/// Sessions that are listed, opened, deleted, rewound and cleared in any order,
/// with answers that come late or never, turns that run meanwhile, and windows
/// of any size.
@Suite struct LibrarySimulationTests {
  /// The requests that were made and not answered yet.
  private struct Keeper {
    var requests: [LibraryRequest] = []
    var saved = RecordedDesk.threeTurns()

    mutating func answer(
      _ index: Int, using generator: inout SeededGenerator
    ) -> LibraryEvent? {
      guard requests.indices.contains(index) else { return nil }
      switch requests.remove(at: index) {
      case .list(let number, _, _):
        let rows = Fixtures.sessions.filter { _ in Bool.random(using: &generator) }
        return .listed(number: number, rows, isWhole: Bool.random(using: &generator))
      case .open, .openLatest, .fork:
        return Bool.random(using: &generator)
          ? .opened(saved.opened()) : .failed("The session was not opened.")
      case .begin:
        return .opened(
          OpenedSession(
            summary: SessionSummary(id: SessionID("new"), title: ""), turns: [], tree: [],
            head: nil, lastTurnNumber: 0))
      case .delete(let id): return .deleted(id, title: "gone")
      case .rename(_, let title): return .titled(title)
      case .keep, .dropOutputs: return nil
      case .restore, .export, .costReport: return .notice("done")
      }
    }
  }

  @Test(arguments: 0..<40)
  func theScreenHoldsThePathToTheHeadAndNoPromptIsLost(round: Int) {
    var generator = SeededGenerator(seed: SeededGenerator.testSeed &+ UInt64(round))
    let comment: Comment = "round \(round), seed \(SeededGenerator.testSeed)"
    var desk = Desk.withSessions()
    var keeper = Keeper()
    for step in 0..<150 {
      desk.wait(milliseconds: Int.random(in: 0...900, using: &generator))
      switch Int.random(in: 0..<12, using: &generator) {
      case 0, 1: command(&desk, step: step, using: &generator)
      case 2...5: press(&desk, using: &generator)
      case 6, 7:
        let index = Int.random(in: 0...2, using: &generator)
        if let event = keeper.answer(index, using: &generator) { desk.library(event) }
      case 8, 9:
        if let id = desk.state.runningTurn { desk.answer("answer \(step)", turn: id.number) }
      case 10: desk.send(.tick)
      default:
        let columns = Int.random(in: 1...130, using: &generator)
        _ = desk.frame(columns, Int.random(in: 1...40, using: &generator))
      }
      keeper.requests += desk.takeRequests()
      check(desk, comment)
    }
  }

  private func command(
    _ desk: inout Desk, step: Int, using generator: inout SeededGenerator
  ) {
    let commands = [
      "/resume", "/resume last", "/new", "/fork", "/rewind", "/clear", "/rename x", "/continue",
      "prompt \(step)", "prompt \(step)", "prompt \(step)",
    ]
    guard desk.state.overlay == nil, let text = commands.randomElement(using: &generator) else {
      return
    }
    desk.press(.character("u"), .control)
    desk.submit(text)
  }

  private func press(_ desk: inout Desk, using generator: inout SeededGenerator) {
    let keys: [(KeyCode, Modifiers)] = [
      (.escape, []), (.escape, []), (.enter, []), (.tab, []), (.up, []), (.down, []),
      (.pageUp, []), (.home, []), (.character("a"), []), (.character("r"), .control),
      (.delete, []), (.character("z"), .control), (.backspace, []), (.character("o"), .control),
    ]
    guard let key = keys.randomElement(using: &generator) else { return }
    // Ctrl+Z and Tab elsewhere leave the program or the prompt.
    guard desk.state.overlay?.sessions != nil || key.0 != .character("z") else { return }
    desk.press(key.0, key.1)
  }

  private func check(_ desk: Desk, _ comment: Comment) {
    let tree = desk.state.session.tree
    let path = tree.path(to: tree.head)
    if desk.state.session.rebuild == nil {
      let shown = desk.state.transcript.items.filter { $0.kind == .answer }.compactMap(\.turn)
      #expect(shown == path, comment)
    }
    if let list = desk.state.overlay?.sessions, !list.rows.isEmpty {
      #expect(list.rows.indices.contains(list.selection.index), comment)
    }
    let reachable = tree.rewindRows.map(\.turn)
    for node in tree.nodes where node.prompt != nil && !path.contains(node.id) {
      let isReachable = tree.abandonedEnds.contains { end in
        reachable.contains(end) && tree.path(to: end).contains(node.id)
      }
      #expect(isReachable, comment)
    }
  }
}
