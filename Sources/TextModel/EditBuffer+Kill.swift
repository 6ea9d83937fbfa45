/// Killed text, newest last.
struct KillRing: Equatable, Sendable {
  /// Entries kept; readline's own ring holds ten.
  static let maximumEntries = 32

  /// One kill, or several in a row.
  struct Entry: Equatable, Sendable {
    var elements: [EditElement]
    /// Whether it was whole lines: vi puts them back as such.
    var isLines: Bool

    init(_ elements: [EditElement], isLines: Bool = false) {
      self.elements = elements
      self.isLines = isLines
    }

    var weight: Int { elements.reduce(0) { $0 + $1.weight } }
  }

  var entries: [Entry] = []
  /// The entry that the last yank used.
  var cursor = 0

  mutating func add(_ entry: Entry) {
    entries.append(entry)
    var weight = entries.reduce(0) { $0 + $1.weight }
    while entries.count > Self.maximumEntries
      || weight > EditHistory.maximumWeight && entries.count > 1
    {
      weight -= entries.removeFirst().weight
    }
  }
}

/// Which end of a kill joins the one before it.
private enum KillDirection { case backward, forward }

/// Killing and yanking as readline does: kills in a row become one entry.
extension EditBuffer {
  /// Kills from the caret to the end of the line, or the newline itself when
  /// the caret stands on it (Ctrl+K).
  public mutating func killToLineEnd() {
    let end = lineEnd(of: caret)
    kill(caret..<(end == caret ? min(count, caret + 1) : end), .forward)
  }

  /// Kills from the start of the line to the caret, or the newline before it
  /// when there is nothing else (Ctrl+U).
  public mutating func killToLineStart() {
    let start = lineStart(of: caret)
    kill((start == caret ? max(0, caret - 1) : start)..<caret, .backward)
  }

  /// Kills to the start of the word (Alt+Backspace).
  public mutating func killWordBackward() { kill(wordStart..<caret, .backward) }

  /// Kills to the end of the word (Alt+D).
  public mutating func killWordForward() { kill(caret..<wordEnd, .forward) }

  /// Kills back to the last blank (Ctrl+W).
  public mutating func killToWhitespace() { kill(blankWordStart..<caret, .backward) }

  /// Puts back what was killed last (Ctrl+Y).
  public mutating func yank() {
    killRing.cursor = killRing.entries.count - 1
    guard let entry = killRing.entries.last else { return }
    deleteSelection()
    insertYanked(entry.elements, replacing: 0)
  }

  /// Exchanges what was just yanked for the kill before it (Alt+Y); nothing
  /// without a yank before.
  public mutating func yankPop() {
    guard case .yank(let count) = lastCommand, !killRing.entries.isEmpty else { return }
    killRing.cursor = (killRing.cursor + killRing.entries.count - 1) % killRing.entries.count
    insertYanked(killRing.entries[killRing.cursor].elements, replacing: count)
  }

  private mutating func insertYanked(_ entry: [EditElement], replacing count: Int) {
    let start = max(0, caret - count)
    let freed = before[start...].reduce(0) { $0 + $1.byteCount }
    let kept = bounded(entry, freeing: freed)
    lastCommand = .other
    edit(removing: start..<caret, inserting: kept, as: .other)
    lastCommand = .yank(count: min(kept.count, caret))
  }

  private mutating func kill(_ range: Range<Int>, _ direction: KillDirection) {
    guard !range.isEmpty else { return }
    let killed = range.map { self[$0] }
    if lastCommand == .kill, let last = killRing.entries.indices.last {
      switch direction {
      case .forward:
        killRing.entries[last].elements = EditElement.joined(
          killRing.entries[last].elements, killed)
      case .backward:
        killRing.entries[last].elements = EditElement.joined(
          killed, killRing.entries[last].elements)
      }
    } else {
      killRing.add(KillRing.Entry(killed))
    }
    lastCommand = .other
    edit(removing: range, inserting: [], as: .other)
    lastCommand = .kill
  }
}
