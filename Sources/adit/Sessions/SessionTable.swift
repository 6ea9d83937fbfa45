internal import CSystem
internal import Engine
internal import Glibc
internal import Interface
internal import TextModel

/// Sessions as a table for terminals and pipes.
enum SessionTable {
  /// The narrowest column of titles: below it a row is longer than the
  /// terminal rather than empty of words.
  private static let narrowestTitle = 12
  /// Columns of a project's path.
  private static let widestProject = 24

  /// Columns of the terminal on stdout, or what COLUMNS says; `nil`: there is
  /// no end of a line.
  static func width(_ variables: [String: String]) -> Int? {
    var size = winsize()
    if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
      return Int(size.ws_col)
    }
    return variables["COLUMNS"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
  }

  /// The table. `now`: milliseconds since 1970; `shown`: how paths are shown.
  static func text(
    _ sessions: [SessionSummary], width: Int?, now: Int, shown: (String) -> String
  ) -> String {
    let cells = sessions.map { session in
      [
        session.id.short, age(of: session.updatedAt, now: now),
        session.spent.requests == 0 ? "" : shortCost(session.spent), String(session.turns),
        project(shown(session.project)),
      ]
    }
    let heads = ["id", "used", "cost", "turns", "project"]
    var widths = heads.map { TextLayout.width(of: $0) }
    for row in cells {
      for (column, cell) in row.enumerated() {
        widths[column] = max(widths[column], TextLayout.width(of: cell))
      }
    }
    let fixed = widths.reduce(0, +) + 2 * widths.count
    let room = width.map { max(narrowestTitle, $0 - fixed) }
    var out = line(heads, widths) + "  title\n"
    for (session, row) in zip(sessions, cells) {
      let mark = session.isCutOff ? "(cut off) " : ""
      let title = mark + ExportText.line(session.title)
      out += line(row, widths) + "  " + fitted(title, to: room) + "\n"
      if let snippet = session.snippet {
        let who = snippet.role == .user ? "you: " : ""
        let text = "  " + who + ExportText.line(snippet.text)
        out += fitted(text, to: width) + "\n"
      }
    }
    return out
  }

  private static func line(_ cells: [String], _ widths: [Int]) -> String {
    zip(cells, widths).enumerated().map { column, pair in
      let (cell, width) = pair
      let blanks = String(repeating: " ", count: max(0, width - TextLayout.width(of: cell)))
      // Cost and number of turns are compared by their last digits.
      return (2...3).contains(column) ? blanks + cell : cell + blanks
    }.joined(separator: "  ")
  }

  private static func fitted(_ text: String, to width: Int?) -> String {
    guard let width, TextLayout.width(of: text) > width else { return text }
    return TextLayout.truncated(text, to: width)
  }

  /// The end of a path, which tells more than its beginning.
  private static func project(_ path: String) -> String {
    let path = ExportText.line(path)
    guard TextLayout.width(of: path) > widestProject else { return path }
    var tail = Substring(path)
    while TextLayout.width(of: tail) >= widestProject, !tail.isEmpty { tail = tail.dropFirst() }
    return "…" + tail
  }

  private static func shortCost(_ spent: SpentTotals) -> String {
    if spent.isUnknown { return "unknown" }
    var sum = spent
    if sum.hasUnknownPrices { sum.isLowerBound = true }
    sum.hasUnknownPrices = false
    return WrittenTurn.sum(sum)
  }

  /// `5 min`, `3 h`, `2 d`, and the day of what is older than a month.
  static func age(of moment: Int, now: Int) -> String {
    let seconds = max(0, now - moment) / 1000
    switch seconds {
    case ..<60: return "now"
    case ..<3600: return "\(seconds / 60) min"
    case ..<86_400: return "\(seconds / 3600) h"
    case ..<2_592_000: return "\(seconds / 86_400) d"
    default: return String(Timestamp.text(unixMilliseconds: moment).prefix(10))
    }
  }
}
