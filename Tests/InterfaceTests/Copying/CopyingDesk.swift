import Engine
import TextModel

@testable import Interface

/// The interface with a conversation from which something is copied.
extension Desk {
  /// One prompt and its answer, the focus in the transcript, a frame painted.
  static func reading(
    _ answer: String, prompt: String = "Why?", columns: Int = 80, rows: Int = 24
  ) -> Desk {
    var desk = Desk()
    desk.submit(prompt)
    desk.answer(answer, turn: 1)
    _ = desk.screen(columns, rows)
    desk.press(.tab)
    _ = desk.screen(columns, rows)
    _ = desk.takeEffects()
    return desk
  }

  /// Presses keys that are characters, each with a frame before the next.
  mutating func keys(_ text: String, _ columns: Int = 80, _ rows: Int = 24) {
    for character in text {
      wait(milliseconds: 50)
      press(.character(character))
      _ = frame(columns, rows)
    }
  }

  /// What was put on the clipboard since the last time.
  mutating func takeCopies() -> [String] {
    takeEffects().compactMap {
      if case .copying(.clipboard(let text, _)) = $0 { text } else { nil }
    }
  }

  /// Puts the cursor of a selection to the first character of the line that
  /// reads `text`.
  mutating func select(_ mode: Character, at text: String, _ columns: Int = 80, _ rows: Int = 24) {
    keys("\(mode)", columns, rows)
    for _ in 0..<200 where !(cursorRow(columns, rows)?.contains(text) ?? false) {
      keys("j", columns, rows)
    }
    keys("0", columns, rows)
    // Both ends there.
    keys("\(mode)", columns, rows)
  }

  /// The row at which the hardware cursor stands.
  mutating func cursorRow(_ columns: Int = 80, _ rows: Int = 24) -> String? {
    let frame = frame(columns, rows)
    return frame.cursor.map { frame.lines[$0.row] }
  }
}
