internal import TextModel

/// A table as lines of aligned columns, made to fit a width: wide columns are
/// wrapped within their cells.
struct TableRenderer {
  /// Columns of the narrowest cell: below this a table is no help.
  private static let minimumCellWidth = 3
  private static let separator = " | "
  private static let border = TextStyle(.tableBorder)

  private let rows: [[[StyledRun]]]
  private let alignments: [UInt8]
  private let widths: [Int]

  /// The runs of each line of the table `node`.
  static func lines(of node: MarkdownNode, width: Int) -> [[StyledRun]] {
    let alignments = node.alignments
    let rows = node.children.enumerated().map { index, row in
      row.children.map { cell in
        InlineRenderer.lines(of: cell, style: TextStyle(.text, index == 0 ? .bold : []))
          .reduce(into: [StyledRun]()) { $0 += ($0.isEmpty ? [] : [StyledRun(" ")]) + $1 }
      }
    }
    let natural = alignments.indices.map { column in
      rows.map { column < $0.count ? columns(of: $0[column]) : 0 }.max() ?? 0
    }
    let available = width - separator.utf8.count * max(0, alignments.count - 1)
    guard let widths = fitted(natural, into: available) else {
      return rows.map(joined)
    }
    return TableRenderer(rows: rows, alignments: alignments, widths: widths).lines()
  }

  private static func columns(of runs: [StyledRun]) -> Int {
    runs.reduce(0) { $0 + TextLayout.width(of: $1.text) }
  }

  /// A row of a table that is too wide to be drawn as one.
  private static func joined(_ row: [[StyledRun]]) -> [StyledRun] {
    var runs: [StyledRun] = []
    for cell in row {
      if !runs.isEmpty { runs.append(StyledRun(separator, border)) }
      runs += cell
    }
    return runs
  }

  /// Widths of at most `available` columns together: the widest give first.
  /// `nil` when not even the narrowest cells fit.
  private static func fitted(_ natural: [Int], into available: Int) -> [Int]? {
    let least = natural.map { min($0, minimumCellWidth) }
    guard least.reduce(0, +) <= available else { return nil }
    guard natural.reduce(0, +) > available else { return natural }
    // The largest common cap that fits.
    var low = minimumCellWidth
    var high = available
    while low < high {
      let cap = (low + high + 1) / 2
      if natural.reduce(0, { $0 + min($1, cap) }) <= available { low = cap } else { high = cap - 1 }
    }
    return natural.map { min($0, low) }
  }

  private func lines() -> [[StyledRun]] {
    var lines: [[StyledRun]] = []
    for (index, row) in rows.enumerated() {
      lines += self.lines(ofRow: row)
      if index == 0 {
        let dashes = widths.map { String(repeating: "-", count: max(1, $0)) }
        lines.append([StyledRun(dashes.joined(separator: "-+-"), TableRenderer.border)])
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
