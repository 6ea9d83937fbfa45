internal import Engine
internal import Interface
internal import TextModel

/// A report as a table with bars, for a terminal of any width: what does not
/// fit leaves column by column, the amount and the name never.
struct CostTable {
  /// A column behind the group's name.
  private struct Column {
    var title: String
    /// Whoever has the lowest leaves first.
    var rank: Int
    /// Empty: there is nothing to say.
    var cell: (CostReport.Group) -> String
  }

  /// Blanks between columns.
  private static let gap = 2
  /// Columns of a name: as many as it needs, within these.
  private static let nameColumns = 8...44
  /// Columns of the bars, as many as there is room for.
  private static let barColumns = 4...24

  let report: CostReport
  let text: CostText
  /// Columns of the terminal.
  let width: Int

  /// The table, and below it the sums in full.
  func lines() -> [String] { table() + [""] + summary() }

  // MARK: table

  private var columns: [Column] {
    [
      Column(title: "cost", rank: 100) { [text] in text.cost($0.sum) },
      Column(title: "share", rank: 5) { [report] group in
        CostMath.permille(of: group.sum.spent.cost.count, in: report.total.spent.cost.count)
          .map { group.sum.isUnknown ? "" : CostText.percent($0) } ?? ""
      },
      Column(title: "req", rank: 6) { NumberText.grouped($0.sum.spent.requests) },
      tokens("input", rank: 10) { $0.input },
      tokens("read", rank: 9) { $0.cacheRead },
      tokens("write 5m", rank: 8) { $0.cacheWrite5m },
      tokens("write 1h", rank: 7) { $0.cacheWrite1h },
      tokens("output", rank: 11) { $0.output },
      Column(title: "hit", rank: 4) { group in
        group.sum.cacheHitPermille.map { $0 > 0 ? CostText.percent($0) : "" } ?? ""
      },
      Column(title: "first", rank: 2) { group in
        group.sum.firstTokens.median.map { CostText.seconds(milliseconds: $0) } ?? ""
      },
      Column(title: "tok/s", rank: 3) { group in
        group.sum.rates.median.map { CostText.rate(tenths: $0) } ?? ""
      },
    ]
  }

  private func tokens(
    _ title: String, rank: Int, _ count: @escaping (TokenUsage) -> Int
  ) -> Column {
    Column(title: title, rank: rank) { group in
      let tokens = count(group.sum.spent.tokens)
      return tokens > 0 ? NumberText.compact(tokens) : ""
    }
  }

  private func table() -> [String] {
    let groups = report.groups
    func columnWidth(_ texts: [String]) -> Int { texts.map { TextLayout.width(of: $0) }.max() ?? 0 }
    // Measured once: there may be a row for each of ten thousand sessions.
    var cells = columns.map { column in
      let texts = [column.title] + groups.map(column.cell)
      return (rank: column.rank, texts: texts, width: columnWidth(texts))
    }.filter { column in column.texts.dropFirst().contains { !$0.isEmpty } }
    func taken() -> Int { cells.reduce(0) { $0 + Self.gap + $1.width } }
    let widest = columnWidth(groups.map(\.title) + [report.grouping.rawValue])
    let name = min(max(widest, Self.nameColumns.lowerBound), Self.nameColumns.upperBound)
    let wanted = min(name, max(Self.nameColumns.lowerBound, width / 3))
    let least = wanted + Self.gap + Self.barColumns.lowerBound
    while taken() + least > width, cells.count > 1,
      let last = cells.indices.min(by: { cells[$0].rank < cells[$1].rank })
    {
      cells.remove(at: last)
    }
    let room = width - taken() - Self.gap - Self.barColumns.lowerBound
    let nameWidth = min(name, max(Self.nameColumns.lowerBound, room))
    let barWidth = min(width - taken() - nameWidth - Self.gap, Self.barColumns.upperBound)
    let most = groups.map(\.sum.spent.cost.count).max() ?? 0
    var lines: [String] = []
    for row in 0...groups.count {
      let title = row == 0 ? report.grouping.rawValue : groups[row - 1].title
      var line = padded(text.label(title, columns: nameWidth), to: nameWidth)
      for (index, column) in cells.enumerated() {
        let cell = column.texts[row]
        let blanks = Self.gap + column.width - TextLayout.width(of: cell)
        line += String(repeating: " ", count: blanks) + cell
        // The bar stands beside the amount that it shows.
        guard index == 0, barWidth >= Self.barColumns.lowerBound else { continue }
        let permille =
          row == 0 ? nil : CostMath.permille(of: groups[row - 1].sum.spent.cost.count, in: most)
        let bar = text.bar(permille: permille ?? 0, columns: barWidth)
        line += String(repeating: " ", count: Self.gap) + padded(bar, to: barWidth)
      }
      lines.append(line.trimmingBlanks)
    }
    return lines
  }

  private func padded(_ text: String, to columns: Int) -> String {
    text + String(repeating: " ", count: max(0, columns - TextLayout.width(of: text)))
  }

  // MARK: sums

  private func summary() -> [String] {
    Self.facts(of: report.total, text).flatMap { name, value in
      let indent = String(repeating: " ", count: Self.factColumns)
      let lines = TextWrap.lines(value, width: max(1, width - Self.factColumns))
      return lines.enumerated().map { index, line in
        (index == 0 ? padded(name, to: Self.factColumns) : indent) + line
      }
    }
  }

  /// Columns of the names of facts.
  private static let factColumns = 10

  /// A sum in full, fact by fact.
  static func facts(of sum: CostSum, _ text: CostText) -> [(name: String, value: String)] {
    let total = [text.fullCost(sum), text.upperBound(sum)].compactMap { $0 }
    let hit = sum.cacheHitPermille.map { "\(CostText.percent($0)) of the input was read from it" }
    return [
      ("total", total.joined(separator: ", ")), ("requests", text.requests(sum)),
      ("tokens", text.tokens(sum.spent.tokens)), ("cache", hit ?? ""),
      ("speed", text.speed(sum) ?? ""),
    ].filter { !$0.1.isEmpty }
  }
}

extension String {
  /// Without the blanks at its end.
  fileprivate var trimmingBlanks: String {
    let end = lastIndex { $0 != " " }.map { index(after: $0) } ?? startIndex
    return String(self[..<end])
  }
}
