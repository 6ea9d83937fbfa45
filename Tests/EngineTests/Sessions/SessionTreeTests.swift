import Testing

@testable import Engine

@Suite struct SessionTreeTests {
  private static func turn(
    _ number: Int, after parent: Int?, prompt: String? = nil, answer: String? = nil,
    ending: AnswerEnding = .whole, isLeftOut: Bool = false
  ) -> TurnRecord {
    TurnRecord(
      opening: TurnOpening(
        id: TurnID(number), parent: parent.map { TurnID($0) }, prompt: prompt ?? "p\(number)",
        modelKey: "m", modelName: "M", api: .invoke),
      content: [.text(answer ?? "a\(number)")], ending: ending, isLeftOut: isLeftOut)
  }

  private static func said(_ tree: SessionTree, to turn: Int?) -> [String] {
    tree.conversation(to: turn.map { TurnID($0) }).messages.flatMap(\.content).compactMap {
      if case .text(let text) = $0 { text } else { nil }
    }
  }

  /// 1 → 2 → 4, and 3 beside 2.
  private let tree = SessionTree(
    turns: [turn(1, after: nil), turn(2, after: 1), turn(3, after: 1), turn(4, after: 2)],
    head: TurnID(3))

  @Test(arguments: [
    (nil, []), (1, ["p1", "a1"]), (3, ["p1", "a1", "p3", "a3"]),
    (4, ["p1", "a1", "p2", "a2", "p4", "a4"]), (9, []),
  ])
  func theConversationIsThePathFromTheFirstTurn(head: Int?, said: [String]) {
    #expect(Self.said(tree, to: head) == said)
  }

  @Test func knowsWhatFollowsWhat() {
    #expect(tree.children(of: nil) == [TurnID(1)])
    #expect(tree.children(of: TurnID(1)) == [TurnID(2), TurnID(3)])
    #expect(tree.children(of: TurnID(4)) == [])
    #expect(tree[TurnID(2)]?.opening.prompt == "p2")
    #expect(tree[TurnID(9)] == nil)
  }

  @Test func theHeadIsAlwaysATurnOfTheTree() {
    var tree = tree
    #expect(tree.head == TurnID(3))
    for (turn, isMoved, head) in [(9, false, 3), (2, true, 2)] {
      let moved = tree.move(to: TurnID(turn))
      #expect(moved == isMoved && tree.head == TurnID(head))
    }
    tree.move(to: nil)
    #expect(tree.head == nil)
    tree.add(Self.turn(5, after: nil))
    #expect(tree.head == TurnID(5))
    #expect(SessionTree(turns: [Self.turn(1, after: nil)], head: TurnID(7)).head == nil)
  }

  @Test func aTurnOfTheSameIdTakesTheOthersPlace() {
    var tree = tree
    tree.add(Self.turn(2, after: 1, answer: "new"))
    #expect(tree.turns.map(\.opening.id.number) == [1, 2, 3, 4])
    #expect(Self.said(tree, to: 4) == ["p1", "a1", "p2", "new", "p4", "a4"])
  }

  @Test(arguments: [(1, 1), (1, 2), (2, 2)])
  func noFileCanMakeACircle(first: Int, second: Int) {
    let tree = SessionTree(
      turns: [Self.turn(1, after: first), Self.turn(2, after: second)], head: TurnID(2))
    #expect(tree.path(to: TurnID(2)).count <= 2)
    #expect(tree.path(to: TurnID(2)).last?.opening.id == TurnID(2))
  }

  @Test func whatIsLeftOutIsNotSentAgain() {
    let tree = SessionTree(
      turns: [
        Self.turn(1, after: nil), Self.turn(2, after: 1, isLeftOut: true), Self.turn(3, after: 2),
      ], head: TurnID(3))
    #expect(Self.said(tree, to: 3) == ["p1", "a1", "p3", "a3"])
  }

  @Test func aContinuationAsksForTheRest() {
    var more = Self.turn(2, after: 1)
    more.opening.prompt = nil
    let tree = SessionTree(
      turns: [Self.turn(1, after: nil, ending: .interrupted), more], head: TurnID(2))
    var live = Conversation()
    _ = live.appendPrompt("p1")
    live.appendAnswer([.text("a1")], modelKey: "m", ending: .interrupted)
    _ = live.appendContinuation()
    live.appendAnswer([.text("a2")], modelKey: "m", ending: .whole)
    #expect(tree.conversation(to: TurnID(2)) == live)
  }
}
