/// The difference of two sequences by Myers' greedy algorithm ("An O(ND)
/// difference algorithm and its variations", 1986), bounded: two sequences
/// that differ too much have none.
///
/// Law: putting each hunk's new elements in the place of its old ones makes
/// the new sequence of the old one.
public struct SequenceDiff: Hashable, Sendable {
  /// What was exchanged: at least one of the ranges is not empty.
  public struct Hunk: Hashable, Sendable {
    /// Elements of the old sequence that are gone.
    public var old: Range<Int>
    /// Elements of the new one that stand there instead.
    public var new: Range<Int>

    /// An exchange.
    public init(old: Range<Int>, new: Range<Int>) {
      self.old = old
      self.new = new
    }
  }

  /// Elements taken out or put in beyond which two sequences are not compared
  /// further: memory grows with the square, 128 take 130 KB.
  public static let maximumEdits = 128

  /// The exchanges, in order; unchanged elements lie between them.
  public var hunks: [Hunk]

  /// The difference of `old` and `new`; `nil` when it takes more than
  /// `maximumEdits` elements taken out or put in.
  public static func between<Element: Equatable>(
    _ old: [Element], _ new: [Element], maximumEdits: Int = SequenceDiff.maximumEdits
  ) -> SequenceDiff? {
    var start = 0
    while start < old.count, start < new.count, old[start] == new[start] { start += 1 }
    var oldEnd = old.count
    var newEnd = new.count
    while oldEnd > start, newEnd > start, old[oldEnd - 1] == new[newEnd - 1] {
      oldEnd -= 1
      newEnd -= 1
    }
    guard abs((oldEnd - start) - (newEnd - start)) <= maximumEdits else { return nil }
    if oldEnd == start || newEnd == start {
      let isSame = oldEnd == start && newEnd == start
      return SequenceDiff(hunks: isSame ? [] : [Hunk(old: start..<oldEnd, new: start..<newEnd)])
    }
    var search = EditSearch(
      old: old[start..<oldEnd], new: new[start..<newEnd], maximumEdits: max(0, maximumEdits))
    return search.hunks().map(SequenceDiff.init(hunks:))
  }

  /// `old` with each hunk exchanged for its elements of `new`.
  public func applied<Element>(to old: [Element], new: [Element]) -> [Element] {
    var result: [Element] = []
    var position = 0
    for hunk in hunks {
      result += old[position..<hunk.old.lowerBound]
      result += new[hunk.new]
      position = hunk.old.upperBound
    }
    return result + old[position...]
  }
}

/// The search for the shortest way from one sequence to the other. A diagonal
/// is the number of elements of the old sequence passed less that of the new.
private struct EditSearch<Element: Equatable> {
  let old: ArraySlice<Element>
  let new: ArraySlice<Element>
  let maximumEdits: Int
  /// After each number of edits: how far into the old sequence each diagonal
  /// from `-edits` to `edits` reaches.
  var reached: [[Int32]] = []

  mutating func hunks() -> [SequenceDiff.Hunk]? {
    for edits in 0...maximumEdits {
      var row = [Int32](repeating: -1, count: 2 * edits + 1)
      for diagonal in stride(from: -edits, through: edits, by: 2) {
        var x = edits == 0 ? 0 : start(edits, diagonal).x
        guard x >= 0, x <= old.count, x - diagonal >= 0, x - diagonal <= new.count else { continue }
        while x < old.count, x - diagonal < new.count,
          old[old.startIndex + x] == new[new.startIndex + x - diagonal]
        { x += 1 }
        row[diagonal + edits] = Int32(clamping: x)
        if x == old.count, x - diagonal == new.count {
          reached.append(row)
          return traced(edits, diagonal)
        }
      }
      reached.append(row)
    }
    return nil
  }

  /// Where a diagonal starts after one edit more: the further of its two
  /// neighbours, and whether an element of the old sequence is taken out.
  private func start(_ edits: Int, _ diagonal: Int) -> (x: Int, takesOut: Bool) {
    let out = far(edits - 1, diagonal - 1)
    let put = far(edits - 1, diagonal + 1)
    return out >= 0 && out + 1 > put ? (out + 1, true) : (put, false)
  }

  private func far(_ edits: Int, _ diagonal: Int) -> Int {
    guard abs(diagonal) <= edits else { return -1 }
    return Int(reached[edits][diagonal + edits])
  }

  private func traced(_ edits: Int, _ diagonal: Int) -> [SequenceDiff.Hunk] {
    var hunks: [SequenceDiff.Hunk] = []
    var diagonal = diagonal
    for edit in stride(from: edits, to: 0, by: -1) {
      let (x, takesOut) = start(edit, diagonal)
      let oldEnd = old.startIndex + x
      let newEnd = new.startIndex + x - diagonal
      let hunk = SequenceDiff.Hunk(
        old: (takesOut ? oldEnd - 1 : oldEnd)..<oldEnd,
        new: (takesOut ? newEnd : newEnd - 1)..<newEnd)
      // Edits side by side are one exchange.
      if let last = hunks.last, last.old.lowerBound == hunk.old.upperBound,
        last.new.lowerBound == hunk.new.upperBound
      {
        hunks[hunks.count - 1] = SequenceDiff.Hunk(
          old: hunk.old.lowerBound..<last.old.upperBound,
          new: hunk.new.lowerBound..<last.new.upperBound)
      } else {
        hunks.append(hunk)
      }
      diagonal += takesOut ? -1 : 1
    }
    return hunks.reversed()
  }
}
