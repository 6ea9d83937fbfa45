import TextModel

/// What can follow on the keys that were pressed: a panel of columns at the
/// bottom, as high as it must be.
enum KeySequenceView {
  /// Columns of a continuation's words, at least; less tells nothing.
  private static let leastColumnWidth = 12
  /// Blanks between two columns, and where there is no room for them.
  private static let gap = 2
  private static let narrowGap = 1

  static func draw(_ pending: PendingKeys, state: AppState, on canvas: inout Canvas) {
    let size = canvas.size
    let top = size.rows >= ScreenPlan.rowsForHeader ? 1 : 0
    let bottom = size.rows >= 4 ? size.rows - 1 : size.rows
    let title = " \(pending.keys.name) …"
    guard bottom - top >= 2 else {
      canvas.fill(row: bottom - 1, columns: 0..<size.columns, role: .status)
      let end = canvas.draw(title, TextStyle(.statusStrong), row: bottom - 1, column: 0)
      return canvas.placeCursor(row: bottom - 1, column: end)
    }
    let entries = entries(of: pending, in: state)
    let grid = Grid(entries, columns: size.columns, rows: bottom - top - 1)
    let titleRow = bottom - grid.rows - 1
    for row in titleRow..<bottom { canvas.fill(row: row, columns: 0..<size.columns, role: .text) }
    canvas.fill(row: titleRow, columns: 0..<size.columns, role: .status)
    let end = canvas.draw(title, TextStyle(.statusStrong), row: titleRow, column: 0)
    let hint = grid.hidden > 0 ? "\(grid.hidden) more in the help · Esc" : "Esc cancels"
    let hintColumn = size.columns - TextLayout.width(of: hint) - 1
    if hintColumn > end + 1 {
      canvas.draw(hint, TextStyle(.status), row: titleRow, column: hintColumn)
    }
    for (index, entry) in entries.prefix(grid.shown).enumerated() {
      let row = titleRow + 1 + index % grid.rows
      let column = grid.columns[index / grid.rows].lowerBound
      let limit = grid.columns[index / grid.rows].upperBound
      let first = index / grid.rows * grid.rows
      let keyWidth =
        grid.isTight
        ? TextLayout.width(of: entry.key)
        : Self.keyWidth(of: entries[first..<min(first + grid.rows, grid.shown)])
      canvas.draw(entry.key, TextStyle(.accent, .bold), row: row, column: column, limit: limit)
      canvas.draw(entry.words, .plain, row: row, column: column + keyWidth + 1, limit: limit)
    }
    canvas.placeCursor(row: titleRow, column: end)
  }

  private struct Entry: Hashable {
    var key: String
    var words: String
  }

  private static func keyWidth(of entries: ArraySlice<Entry>) -> Int {
    entries.map { TextLayout.width(of: $0.key) }.max() ?? 0
  }

  /// One entry a next key, short ones first; keys that begin more are told as
  /// such, and of several keys to one command the first.
  private static func entries(of pending: PendingKeys, in state: AppState) -> [Entry] {
    if let command = pending.command { return [Entry(key: "a…z", words: command.summary)] }
    var entries: [Entry] = []
    var commands: Set<KeyCommand> = []
    let followers = state.keyMap.continuations(of: pending.keys, in: state.keyContext)
    for binding in followers {
      guard let next = binding.keys.first,
        binding.keys.count > 1 || commands.insert(binding.command).inserted
      else { continue }
      let entry =
        binding.keys.count == 1
        ? Entry(key: next.name, words: binding.command.label) : Entry(key: next.name, words: "…")
      if !entries.contains(where: { $0.key == entry.key }) { entries.append(entry) }
    }
    let widest = entries.map { TextLayout.width(of: $0.key) }.max() ?? 0
    return (0...widest).flatMap { width in
      entries.filter { TextLayout.width(of: $0.key) == width }
    }
  }

  /// How entries stand in columns: as few rows as their words need, and
  /// narrower columns where that is not enough.
  private struct Grid {
    var rows: Int
    /// Where each column of entries stands.
    var columns: [Range<Int>]
    /// Whether words follow their key at once, instead of beneath each other.
    var isTight = false
    var shown: Int
    var hidden: Int

    init(_ entries: [Entry], columns width: Int, rows available: Int) {
      let room = max(1, width - 1)
      let keyWidth = entries.map { TextLayout.width(of: $0.key) }.max() ?? 0
      let words = entries.map { TextLayout.width(of: $0.words) }.max() ?? 0
      let wish = min(room, keyWidth + 1 + words + gap)
      var count = max(1, room / wish)
      func rowsNeeded(_ count: Int) -> Int { max(1, (entries.count + count - 1) / count) }
      while rowsNeeded(count) > available, room / (count + 1) >= leastColumnWidth { count += 1 }
      let perColumn = min(rowsNeeded(count), max(1, available))
      rows = perColumn
      shown = min(entries.count, perColumn * count)
      hidden = entries.count - shown
      let columnWidth = count == 1 ? room : room / count
      columns = (0..<count).map {
        let start = 1 + $0 * columnWidth
        return start..<start + columnWidth - gap
      }
      guard columnWidth < wish, count > 1 else { return }
      // Columns of their own widths cut fewer words.
      let widths = stride(from: 0, to: shown, by: perColumn).map { first in
        entries[first..<min(first + perColumn, shown)].map {
          TextLayout.width(of: $0.key) + 1 + TextLayout.width(of: $0.words)
        }.max() ?? 0
      }
      let sum = widths.reduce(0, +)
      guard
        let blanks = [gap, narrowGap].first(where: { sum + (widths.count - 1) * $0 <= room })
      else { return }
      isTight = true
      var start = 1
      columns = widths.map { width in
        defer { start += width + blanks }
        return start..<start + width
      }
    }
  }
}
