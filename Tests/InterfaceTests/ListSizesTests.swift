import Engine
import Testing
import TextModel

@testable import Interface

/// Every list in every window: nothing traps, the caret is inside, and where
/// there is room for a row the chosen one is in view.
@Suite struct ListSizesTests {
  static let sizes = [
    (1, 1), (5, 3), (10, 3), (20, 5), (40, 10), (80, 24), (120, 40), (200, 60), (500, 200),
  ]

  enum Shown: CaseIterable {
    case models, tasks, themes, sessions, renaming, rewind, outline, links, address, help
    case commands, leader, confirmation
  }

  private static func desk(_ shown: Shown) -> Desk {
    var desk = RecordedDesk.threeTurns().desk
    desk.send(
      .theme(
        .listed(
          (1...50).map { ThemeState.Summary(name: "theme \($0)", details: "built in") })))
    switch shown {
    case .models: desk.press(.function(2))
    case .tasks: desk.submit("/task")
    case .themes: desk.submit("/theme")
    case .sessions: desk.listSessions()
    case .renaming:
      desk.listSessions()
      desk.press(.character("r"), .control)
    case .rewind: desk.submit("/rewind")
    case .outline: desk.submit("/outline")
    case .links:
      desk.state.overlay = .links(
        ListSelection(),
        (1...300).compactMap {
          LinkAddress("https://example.org/\($0)/" + String(repeating: "x", count: $0))
        })
    case .address:
      desk.state.overlay = LinkAddress("https://example.org/a").map(Overlay.address)
    case .help: desk.press(.function(1))
    case .commands: desk.type("/")
    case .leader:
      desk.press(.character("x"), .control)
      desk.wait(milliseconds: 700)
      desk.send(.tick)
    case .confirmation:
      desk.state.spending.settings.askAbove = NanoDollars(1)
      desk.submit("Dear")
    }
    return desk
  }

  @Test(arguments: Shown.allCases, sizes)
  func fits(shown: Shown, size: (columns: Int, rows: Int)) {
    var desk = Self.desk(shown)
    for key in [nil, Key(.end), Key(.pageUp), Key(.up), Key(.home), Key(.pageDown), Key(.down)] {
      if let key { desk.press(key.code, key.modifiers) }
      let frame = desk.frame(size.columns, size.rows)
      #expect(frame.lines.count == size.rows)
      if let cursor = frame.cursor {
        #expect((0..<size.columns).contains(cursor.column))
        #expect((0..<size.rows).contains(cursor.row))
      }
      if size.columns >= 20, size.rows >= 5, desk.state.overlay?.selection != nil,
        shown != .renaming
      {
        #expect(frame.lines.contains { $0.hasPrefix("▸") }, "\(frame.lines)")
      }
    }
    // A filter that nothing passes, and back.
    guard desk.state.overlay?.selection != nil, shown != .renaming else { return }
    desk.type("qqzz")
    _ = desk.frame(size.columns, size.rows)
    for _ in 1...4 { desk.press(.backspace) }
    _ = desk.frame(size.columns, size.rows)
  }

  /// The window changes while a list is open, from every size to every other.
  @Test(arguments: Shown.allCases)
  func survivesEveryResize(shown: Shown) {
    var desk = Self.desk(shown)
    for from in Self.sizes {
      for to in Self.sizes {
        _ = desk.frame(from.0, from.1)
        desk.press(.end)
        let warm = desk.frame(to.0, to.1)
        desk.cache = LayoutCache()
        #expect(desk.frame(to.0, to.1).lines == warm.lines)
      }
    }
  }
}
