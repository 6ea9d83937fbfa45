import TestSupport
import Testing
import Wire

@Suite struct JSONPlainRunTests {
  /// Each byte at each place of a word, between bytes that end nothing.
  @Test(arguments: [UInt8(ascii: "a"), 0x20, 0x21, 0x23, 0x5B, 0x5D, 0x7F, 0x80, 0xA2, 0xDC, 0xFF])
  func findsExactlyTheBytesThatEndARun(filler: UInt8) {
    var wrong: [[Int]] = []
    for byte in UInt8.min...UInt8.max {
      let ends = byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20
      for place in 0..<17 {
        var bytes = [UInt8](repeating: filler, count: 17)
        bytes[place] = byte
        for start in 0...17 {
          let expected = ends && start <= place ? place : 17
          if JSONPlainRun.end(bytes.span, from: start) != expected {
            wrong.append([Int(byte), place, start])
          }
        }
      }
    }
    #expect(wrong == [])
  }

  @Test func agreesWithASearchByTheByte() {
    let seed = SeededGenerator.testSeed
    var generator = SeededGenerator(seed: seed)
    for count in 0..<200 {
      let bytes = (0..<count).map { _ in UInt8.random(in: 0x1C...0xFF, using: &generator) }
      let expected = bytes.firstIndex { $0 == 0x22 || $0 == 0x5C || $0 < 0x20 } ?? count
      #expect(JSONPlainRun.end(bytes.span, from: 0) == expected, "seed \(seed), \(count) bytes")
    }
  }
}
