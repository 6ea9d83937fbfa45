import Engine
import TextModel

/// The top line: where we are on the left, whom we ask on the right.
enum HeaderView {
  static func draw(
    _ state: AppState, row: Int, on canvas: inout Canvas, now: MonotonicTime
  ) {
    let columns = canvas.size.columns
    canvas.fill(row: row, columns: 0..<columns, role: .header)
    let right = rightSide(of: state, columns: columns)
    let rightWidth = min(TextLayout.width(of: right), columns)
    let rightColumn = max(0, columns - rightWidth - 1)
    let name = name(of: state, columns: columns)
    var column = canvas.draw(
      name, TextStyle(.header, .bold), row: row, column: 0, limit: columns)
    if rightColumn > column {
      canvas.draw(right, TextStyle(.header), row: row, column: rightColumn)
    }
    if let warning = CredentialText(state, now: now)?.warning,
      column + 4 + TextLayout.width(of: warning) <= rightColumn
    {
      column = canvas.draw(
        warning, TextStyle(.header, .bold), row: row, column: column + 2)
    }
    for part in [state.configuration.directory, state.configuration.branch ?? ""] {
      let room = rightColumn - 2 - (column + 2)
      guard !part.isEmpty, room >= minimumPartColumns else { continue }
      column = canvas.draw(
        shortened(part, to: room), TextStyle(.header), row: row, column: column + 2)
    }
    let room = rightColumn - 2 - (column + 2)
    if !state.session.title.isEmpty, room >= minimumTitleColumns {
      canvas.draw(
        TextLayout.truncated("· \(state.session.title)", to: room), TextStyle(.header), row: row,
        column: column + 2)
    }
  }

  /// A path or branch in fewer columns tells nothing.
  private static let minimumPartColumns = 6

  /// A title in fewer columns tells nothing.
  private static let minimumTitleColumns = 10

  /// `code · Claude Sonnet 4.5 (high) · us-east-1`, in shorter forms where the
  /// line is narrow.
  private static func rightSide(of state: AppState, columns: Int) -> String {
    let key = state.turn?.modelKey ?? state.choice.nextTurnKey ?? state.choice.modelKey
    let model = state.model(forKey: key)
    let effort = model.flatMap { state.choice.effort(for: $0) }.map { " (\($0))" } ?? ""
    let once = state.turn == nil && state.choice.nextTurnKey != nil ? " (next turn)" : ""
    let task = state.choice.taskName.flatMap { $0 == "chat" ? nil : "\($0) · " } ?? ""
    let isDirect = model.map { state.api(of: $0) == .messages } ?? false
    let region = isDirect ? "direct API" : state.configuration.region
    let assumed = !isDirect && state.configuration.regionIsAssumed ? " (assumed)" : ""
    let long = model?.displayName ?? "no model"
    let short = model?.shortName ?? "no model"
    let forms = [
      "\(task)\(long)\(effort)\(once) · \(region)\(assumed)",
      "\(task)\(short)\(effort)\(once) · \(region)\(assumed)",
      "\(short) · \(region)\(assumed.isEmpty ? "" : "?")",
      short,
    ]
    let room = columns - TextLayout.width(of: name(of: state, columns: columns)) - 3
    return forms.first { TextLayout.width(of: $0) <= room }
      ?? TextLayout.truncated(short, to: max(1, room))
  }

  /// Columns below which the label of the demo stands alone.
  private static let columnsForBothNames = 30

  private static func name(of state: AppState, columns: Int) -> String {
    guard let label = state.label else { return " adit" }
    return columns < columnsForBothNames ? " \(label)" : " adit \(label)"
  }

  /// The end of `path`, which tells more than its beginning.
  private static func shortened(_ path: String, to width: Int) -> String {
    guard TextLayout.width(of: path) > width else { return path }
    var tail = Substring(path)
    while TextLayout.width(of: tail) >= width, !tail.isEmpty { tail = tail.dropFirst() }
    return "…" + tail
  }
}
