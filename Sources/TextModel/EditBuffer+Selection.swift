/// The stretch that was marked, between the mark and the caret.
extension EditBuffer {
  /// Where a selection began, and what ends it.
  struct Mark: Equatable, Sendable {
    /// Elements before it.
    var position: Int
    /// Set by a key of its own: it stays while the caret moves. Otherwise a
    /// move without Shift ends it.
    var stays: Bool
  }

  /// What is selected; `nil` where nothing is.
  public var selection: Range<Int>? {
    guard let mark, mark.position != caret else { return nil }
    return min(mark.position, caret)..<max(mark.position, caret)
  }

  /// Whether a move is to make the selection longer, though nothing may be
  /// selected yet.
  public var isMarking: Bool { mark?.stays == true }

  /// Whether a mark is set, even if nothing is selected yet.
  public var hasMark: Bool { mark != nil }

  /// Sets the mark at the caret (Ctrl+Space); once more takes it away.
  public mutating func toggleMark() {
    mark = mark == Mark(position: caret, stays: true) ? nil : Mark(position: caret, stays: true)
    lastCommand = .other
  }

  /// Begins a selection at the caret, unless there is one (Shift and a move).
  public mutating func beginSelecting() {
    if mark == nil { mark = Mark(position: caret, stays: false) }
  }

  /// Selects `range`, the caret at its end.
  public mutating func select(_ range: Range<Int>) {
    moveCaret(to: range.upperBound)
    mark = Mark(position: min(max(0, range.lowerBound), caret), stays: false)
  }

  /// Ends the selection; the text stays.
  public mutating func deselect() { mark = nil }

  /// Ends a selection that a plain move ends.
  public mutating func deselectBeforeMove() { if mark?.stays == false { mark = nil } }

  /// The selected text, chips expanded; `nil` where nothing is selected.
  public var selectedText: String? {
    guard let selection else { return nil }
    return text(of: selection)
  }

  /// Deletes what is selected.
  ///
  /// - Returns: whether there was something.
  @discardableResult
  public mutating func deleteSelection() -> Bool {
    guard let selection else { return false }
    edit(removing: selection, inserting: [], as: .other)
    lastCommand = .other
    return true
  }

  /// Deletes what is selected into the kill ring.
  ///
  /// - Returns: whether there was something.
  @discardableResult
  public mutating func killSelection() -> Bool {
    guard let selection else { return false }
    killRing.add(KillRing.Entry(elements(in: selection)))
    return deleteSelection()
  }

  /// Puts what is selected on the kill ring and ends the selection.
  ///
  /// - Returns: the text; `nil` where nothing is selected.
  public mutating func copySelection() -> String? {
    guard let selection else { return nil }
    killRing.add(KillRing.Entry(elements(in: selection)))
    mark = nil
    lastCommand = .other
    return text(of: selection)
  }

  /// The elements of `range`.
  func elements(in range: Range<Int>) -> [EditElement] { range.map { self[$0] } }

  /// The text of `range`, chips expanded.
  public func text(of range: Range<Int>) -> String {
    var bytes: [UInt8] = []
    for index in range.clamped(to: 0..<count) { self[index].write(to: &bytes) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
