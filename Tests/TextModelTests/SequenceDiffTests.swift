import TestSupport
import Testing

@testable import TextModel

@Suite struct SequenceDiffTests {
  @Test(arguments: [
    ("", "", []), ("abc", "abc", []),
    ("abc", "axc", [SequenceDiff.Hunk(old: 1..<2, new: 1..<2)]),
    ("", "ab", [SequenceDiff.Hunk(old: 0..<0, new: 0..<2)]),
    ("abcd", "bd", [.init(old: 0..<1, new: 0..<0), .init(old: 2..<3, new: 1..<1)]),
    ("xay", "zaw", [.init(old: 0..<1, new: 0..<1), .init(old: 2..<3, new: 2..<3)]),
  ])
  func hunks(old: String, new: String, expected: [SequenceDiff.Hunk]) {
    #expect(SequenceDiff.between(Array(old), Array(new))?.hunks == expected)
  }

  @Test func appliedItIsTheNewSequence() {
    let seed = SeededGenerator.testSeed
    var random = SeededGenerator(seed: seed)
    for _ in 0..<500 {
      let old = (0..<Int.random(in: 0...30, using: &random)).map { _ in
        Int.random(in: 0...4, using: &random)
      }
      var new = old
      for _ in 0..<Int.random(in: 0...6, using: &random) {
        if Bool.random(using: &random), !new.isEmpty {
          new.remove(at: Int.random(in: 0..<new.count, using: &random))
        } else {
          new.insert(9, at: Int.random(in: 0...new.count, using: &random))
        }
      }
      let diff = SequenceDiff.between(old, new)
      #expect(diff?.applied(to: old, new: new) == new, "seed \(seed): \(old) \(new)")
      let changed = diff?.hunks.reduce(0) { $0 + $1.old.count + $1.new.count } ?? .max
      #expect(changed <= 12, "seed \(seed): \(old) \(new)")
    }
  }

  @Test func whatDiffersTooMuchHasNone() {
    let old = Array(0..<200)
    let new = Array(1_000..<1_200)
    #expect(SequenceDiff.between(old, new) == nil)
    #expect(SequenceDiff.between(Array(0..<3), Array(10..<13), maximumEdits: 5) == nil)
    #expect(SequenceDiff.between(Array(0..<3), Array(10..<13), maximumEdits: 6) != nil)
    #expect(SequenceDiff.between([1], Array(0..<1_000)) == nil)
  }
}
