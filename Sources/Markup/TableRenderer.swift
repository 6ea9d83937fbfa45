internal import TextModel

/// A table as lines of aligned columns, made to fit a width: wide columns are
/// wrapped within their cells, and where even words do not fit, each row is a
/// record of `header: value` lines.
struct TableRenderer {
  /// A line of the table.
  struct Line {
    var runs: [StyledRun]
    /// Row of the table, the header 0; `nil` for what is below it.
    var row: Int?
    /// A line of a record: wraps at words, behind this.
    var continuation: [StyledRun]?
  }

  /// How wide the columns want to be, and how wide their longest words are.
  struct Columns {
    fileprivate let natural: [Int]
    fileprivate let words: [Int]

    /// Those of a table of `rows`.
    init(of rows: [[[StyledRun]]], count: Int) {
      natural = (0..<count).map { column in
        rows.map { column < $0.count ? TableRenderer.columns(of: $0[column]) : 0 }.max() ?? 0
      }
      words = (0..<count).map { column in
        rows.map { column < $0.count ? TableRenderer.longestWord(of: $0[column]) : 0 }.max() ?? 0
      }
    }
  }

  /// Columns of the widest word that a column must hold whole: longer ones are
  /// cut, so that one address does not make records of the whole table.
  private static let minimumWordColumns = 8
  private static let separator = " | "
  private static let border = TextStyle(.tableBorder)
  private static let recordIndent = [StyledRun("  ")]

  private let rows: [[[StyledRun]]]
  private let alignments: [UInt8]
  private let widths: [Int]

  /// The lines of a table of `rows`, the first its header, which is not shown
  /// where they are the rest of a table. `columns`: `nil`, as they fit.
  static func lines(
    of rows: [[[StyledRun]]], alignments: [UInt8], width: Int, columns: Columns? = nil,
    isRest: Bool = false
  ) -> [Line] {
    let columns = columns ?? Columns(of: rows, count: alignments.count)
    let available = width - separator.utf8.count * max(0, alignments.count - 1)
    guard columns.natural.count == alignments.count,
      let widths = fitted(
        columns.natural, columns.words.map { min($0, minimumWordColumns) }, into: available)
    else { return records(of: rows, isRest: isRest) }
    return TableRenderer(rows: rows, alignments: alignments, widths: widths).lines(isRest: isRest)
  }

  private static func columns(of runs: [StyledRun]) -> Int {
    runs.reduce(0) { $0 + TextLayout.width(of: $1.text) }
  }

  private static func longestWord(of runs: [StyledRun]) -> Int {
    let text = runs.map(\.text).joined()
    return text.split(separator: " ").reduce(0) { longest, word in
      // What is wide may be broken anywhere.
      let width = TextLayout.width(of: word)
      return max(longest, width > word.unicodeScalars.count ? 2 : width)
    }
  }

  /// Widths of at most `available` columns together: the widest give first.
  /// `nil` when not even the least fit.
  private static func fitted(_ natural: [Int], _ least: [Int], into available: Int) -> [Int]? {
    guard least.reduce(0, +) <= available else { return nil }
    guard natural.reduce(0, +) > available else { return natural }
    func capped(_ cap: Int) -> [Int] {
      natural.indices.map { max(least[$0], min(natural[$0], cap)) }
    }
    // The largest common cap that fits.
    var low = 0
    var high = available
    while low < high {
      let cap = (low + high + 1) / 2
      if capped(cap).reduce(0, +) <= available { low = cap } else { high = cap - 1 }
    }
    return capped(low)
  }

  // MARK: Records

  private static func records(of rows: [[[StyledRun]]], isRest: Bool) -> [Line] {
    guard let header = rows.first, rows.count > 1 else {
      return isRest ? [] : rows.map { Line(runs: joined($0), row: 0, continuation: recordIndent) }
    }
    var lines: [Line] = []
    for (index, row) in rows.enumerated().dropFirst() {
      if index > 1 || isRest { lines.append(Line(runs: [])) }
      for column in 0..<max(header.count, row.count) {
        let name = column < header.count ? header[column] : []
        let value = column < row.count ? row[column] : []
        let parting = name.isEmpty || value.isEmpty ? [] : [StyledRun(": ", border)]
        lines.append(
          Line(runs: name + parting + value, row: index, continuation: recordIndent))
      }
    }
    return lines
  }

  /// A header alone that is too wide to be drawn as one.
  private static func joined(_ row: [[StyledRun]]) -> [StyledRun] {
    var runs: [StyledRun] = []
    for cell in row {
      if !runs.isEmpty { runs.append(StyledRun(separator, border)) }
      runs += cell
    }
    return runs
  }

  // MARK: Columns

  private func lines(isRest: Bool) -> [Line] {
    var lines: [Line] = []
    for (index, row) in rows.enumerated() where index > 0 || !isRest {
      lines += self.lines(ofRow: row).map { Line(runs: $0, row: index) }
      if index == 0 {
        let dashes = widths.map { String(repeating: "-", count: max(1, $0)) }
        lines.append(
          Line(runs: [StyledRun(dashes.joined(separator: "-+-"), TableRenderer.border)]))
      }
    }
    return lines
  }

  private func lines(ofRow row: [[StyledRun]]) -> [[StyledRun]] {
    let cells = widths.indices.map { column in
      TextLayout.rows(
        of: StyledLine(column < row.count ? row[column] : []), width: max(1, widths[column]))
    }
    let height = cells.map(\.count).max() ?? 1
    return (0..<height).map { line in
      var runs: [StyledRun] = []
      for column in widths.indices {
        if column > 0 { runs.append(StyledRun(TableRenderer.separator, TableRenderer.border)) }
        let glyphs = line < cells[column].count ? cells[column][line] : []
        runs += padded(glyphs, column, isLast: column == widths.count - 1)
      }
      return runs
    }
  }

  private func padded(_ glyphs: [StyledGlyph], _ column: Int, isLast: Bool) -> [StyledRun] {
    let space = max(0, widths[column] - glyphs.reduce(0) { $0 + Int($1.glyph.width) })
    let before: Int
    switch alignments[column] {
    case UInt8(ascii: "r"): before = space
    case UInt8(ascii: "c"): before = space / 2
    default: before = 0
    }
    let after = isLast ? 0 : space - before
    return blanks(before) + TableRenderer.runs(of: glyphs) + blanks(after)
  }

  private func blanks(_ count: Int) -> [StyledRun] {
    count > 0 ? [StyledRun(String(repeating: " ", count: count))] : []
  }

  /// Glyphs as text again: what is sanitized once stays as it is.
  private static func runs(of glyphs: [StyledGlyph]) -> [StyledRun] {
    var runs: [StyledRun] = []
    for styled in glyphs {
      var scalars = String.UnicodeScalarView()
      if let base = Unicode.Scalar(styled.glyph.scalar) { scalars.append(base) }
      for index in 0..<4 where styled.glyph.marks[index] != 0 {
        if let mark = Unicode.Scalar(styled.glyph.marks[index]) { scalars.append(mark) }
      }
      if let last = runs.indices.last, runs[last].style == styled.style {
        runs[last].text.unicodeScalars += scalars
      } else {
        runs.append(StyledRun(String(scalars), styled.style))
      }
    }
    return runs
  }
}
