import TestSupport
import Testing

@testable import TextModel

/// Hundreds of pastes, short and long, in a row and in the middle of a text.
@Suite struct EditBufferPasteStormTests {
  private static func piece(_ generator: inout SeededGenerator) -> String {
    let words = ["word ", "漢字", "🇩🇪", "👩‍👩‍👧", "e\u{301}", "\t", "\n", "שלום ", "x"]
    let count = Int.random(in: 1...400, using: &generator)
    return (0..<count).map { _ in words.randomElement(using: &generator) ?? "" }.joined()
  }

  /// What is sent is what was pasted, each paste is one step of undo, and the
  /// last of them leads back to nothing.
  @Test(arguments: 0..<4)
  func aStormLosesNothingAndIsUndonePasteByPaste(round: Int) {
    let seed = SeededGenerator.testSeed &+ UInt64(round)
    var generator = SeededGenerator(seed: seed)
    var buffer = EditBuffer()
    var texts = [""]
    for _ in 0..<150 {
      buffer.moveCaret(to: Int.random(in: 0...buffer.count, using: &generator))
      let before = buffer.text(of: 0..<buffer.caret)
      let behind = buffer.text(of: buffer.caret..<buffer.count)
      let piece = Self.piece(&generator)
      let isWhole = buffer.paste(piece)
      #expect(isWhole, "seed \(seed)")
      #expect(buffer.text == before + piece + behind, "seed \(seed)")
      #expect(buffer.byteCount == buffer.text.utf8.count, "seed \(seed)")
      texts.append(buffer.text)
    }
    for text in texts.dropLast().reversed() {
      let isUndone = buffer.undo()
      #expect(isUndone && buffer.text == text, "seed \(seed)")
    }
    while buffer.redo() {}
    #expect(buffer.text == texts.last, "seed \(seed)")
  }

  /// Beyond the bound of a prompt a paste is cut between characters, and said
  /// to be.
  @Test func aStormBeyondTheBoundIsCutAndTold() {
    var buffer = EditBuffer()
    let piece = String(repeating: "漢", count: 1 << 20)
    let results = (0..<4).map { _ in buffer.paste(piece) }
    #expect(results == [true, true, false, false])
    #expect(buffer.byteCount <= EditBuffer.maximumBytes)
    #expect(buffer.byteCount > EditBuffer.maximumBytes - 4)
    #expect(buffer.text.utf8.allSatisfy { $0 != 0xEF })
    buffer.undo()
    buffer.undo()
    #expect(buffer.byteCount == piece.utf8.count)
  }
}
