import Engine
import TextModel

/// The model picker: a list with the details of the chosen model beside it or,
/// in narrow windows, below it; what a switch costs in the footer.
enum ModelPickerView {
  /// Columns from which the details stand beside the list.
  private static let twoColumnWidth = 112
  /// Columns of the list beside the details.
  private static let listColumns = 70
  /// Rows that the list keeps when the details stand below it.
  private static let minimumListRows = 4

  static func draw(
    _ state: AppState, _ selection: ListSelection, on canvas: inout Canvas, now: MonotonicTime
  ) {
    let columns = canvas.size.columns
    let frame = OverlayFrame(size: canvas.size)
    frame.begin(
      "Model ›\(selection.filter)",
      hint: columns >= 70 ? "Enter session · Alt+Enter next turn · Esc closes" : "Enter · Esc",
      on: &canvas)
    let models = state.pickableModels(filter: selection.filter)
    let index = max(0, min(selection.index, models.count - 1))
    guard models.indices.contains(index) else {
      canvas.draw(
        "  nothing fits the filter", TextStyle(.dim), row: frame.body.lowerBound, column: 0)
      placeCursor(selection, frame, fallbackRow: frame.body.lowerBound, on: &canvas)
      return
    }
    let chosen = models[index]
    let isWide = columns >= twoColumnWidth
    let detailColumn = isWide ? listColumns + 2 : 1
    let details = ModelDetails.lines(of: chosen, in: state).flatMap {
      TextLayout.rows(of: $0, width: max(1, columns - detailColumn - 1))
    }
    var body = frame.body
    for line in identity(in: state, rows: body.count, now: now).reversed() {
      body = body.dropLast()
      canvas.draw(" " + line, TextStyle(.dim), row: body.upperBound, column: 0)
    }
    var listRows = body
    if body.count > minimumListRows {
      drawHeadings(row: listRows.lowerBound, width: min(listColumns, columns), on: &canvas)
      listRows = listRows.dropFirst()
    }
    if !isWide {
      let rows = max(0, min(details.count, listRows.count - minimumListRows))
      listRows = listRows.dropLast(rows)
    }
    drawList(
      models, chosen: index, rows: listRows, width: isWide ? listColumns : columns, state: state,
      on: &canvas)
    let detailRows = isWide ? body : listRows.upperBound..<body.upperBound
    for (row, glyphs) in zip(detailRows, details) {
      canvas.draw(glyphs, row: row, column: detailColumn)
    }
    if let footer = frame.footer {
      canvas.draw(
        " " + ModelDetails.switchingCost(to: chosen, in: state), TextStyle(.warning), row: footer,
        column: 0)
    }
    let first = OverlayFrame.firstShown(index: index, count: models.count, rows: listRows.count)
    placeCursor(
      selection, frame, fallbackRow: listRows.lowerBound + index - first, on: &canvas)
  }

  /// Rows of the body from which one tells who we are, and from which two do.
  private static let rowsForIdentity = 7
  private static let rowsForWholeIdentity = 12

  /// Source of the credentials, who they are; where, and until when.
  private static func identity(
    in state: AppState, rows: Int, now: MonotonicTime
  ) -> [String] {
    guard rows >= rowsForIdentity else { return [] }
    let credentials = CredentialText(state, now: now)
    let source = credentials?.facts.source ?? state.configuration.credentials
    let region = StatusText.region(of: state.configuration)
    let place = [region, credentials?.expiry].compactMap { $0 }.joined(separator: " · ")
    if rows >= rowsForWholeIdentity, let credentials { return [credentials.identity, place] }
    return [[source, place].filter { !$0.isEmpty }.joined(separator: " · ")]
  }

  /// The caret stands behind the filter; without a title, on the chosen row.
  private static func placeCursor(
    _ selection: ListSelection, _ frame: OverlayFrame, fallbackRow: Int, on canvas: inout Canvas
  ) {
    guard let title = frame.title else {
      return canvas.placeCursor(row: fallbackRow, column: 0)
    }
    canvas.placeCursor(row: title, column: 8 + TextLayout.width(of: selection.filter))
  }

  private static func drawList(
    _ models: [ModelDescriptor], chosen: Int, rows: Range<Int>, width: Int, state: AppState,
    on canvas: inout Canvas
  ) {
    let first = OverlayFrame.firstShown(index: chosen, count: models.count, rows: rows.count)
    for (row, offset) in zip(rows, first..<models.count) {
      let model = models[offset]
      let access = state.access(to: model)
      let style = TextStyle(
        offset == chosen ? .selection : access.isUsable ? .text : .dim)
      canvas.fill(row: row, columns: 0..<min(width, canvas.size.columns), role: style.role)
      let isCurrent = model.key == state.choice.modelKey
      let isNext = model.key == state.choice.nextTurnKey
      let mark = (offset == chosen ? "▸" : " ") + (isNext ? "1" : isCurrent ? "•" : " ")
      let isOld = model.isPastEndOfLife(today: state.configuration.today)
      let label = width >= columnsWithPrices ? model.displayName : model.shortName
      // Where the column of access has no room, its word stands here.
      let word = width >= columnsWithPrices || access.word == "usable" ? "" : access.word
      let name = mark + label + (isOld ? " EOL" : word.isEmpty ? "" : " \(word)")
      canvas.draw(name, style, row: row, column: 0, limit: nameLimit(width: width))
      drawColumns(
        of: model, style: style, row: row, width: width, state: state, on: &canvas)
    }
  }

  /// A column behind the name: its heading, where it begins, and where it
  /// begins in windows too narrow for all, `nil` where it gives way there.
  private struct Column {
    var heading: String
    var start: Int
    var narrowStart: Int?
  }

  /// Prices stay longest: they are what a switch is about.
  private static let columns = [
    Column(heading: "ctx", start: 28), Column(heading: "out", start: 33),
    Column(heading: "$/M in/out/rd", start: 39, narrowStart: 22),
    Column(heading: "speed", start: 57), Column(heading: "access", start: 63),
  ]
  /// Columns from which the prices have room in their own place.
  private static let columnsWithPrices = 56

  private static func drawHeadings(row: Int, width: Int, on canvas: inout Canvas) {
    draw(columns.map(\.heading), TextStyle(.dim), row: row, width: width, on: &canvas)
  }

  /// Context, largest answer, prices, measured speed, access, which stays
  /// empty until the service was asked.
  private static func drawColumns(
    of model: ModelDescriptor, style: TextStyle, row: Int, width: Int, state: AppState,
    on canvas: inout Canvas
  ) {
    let rate = state.speeds.median(of: model.key)?.tokensPerSecondTenths
    let texts = [
      NumberText.compact(model.contextWindow), NumberText.compact(model.maxOutputTokens),
      state.text(of: model).priceColumn, rate.map { "\(($0 + 5) / 10)/s" } ?? "–",
      state.access(to: model).word,
    ]
    draw(texts, style, row: row, width: width, on: &canvas)
  }

  private static func draw(
    _ texts: [String], _ style: TextStyle, row: Int, width: Int, on canvas: inout Canvas
  ) {
    for (text, column) in zip(texts, columns) {
      let start = width >= columnsWithPrices ? column.start : column.narrowStart
      guard let start, start + TextLayout.width(of: text) <= width else { continue }
      canvas.draw(text, style, row: row, column: start, limit: width)
    }
  }

  /// Columns of a name in a list of `width`.
  private static func nameLimit(width: Int) -> Int {
    if width >= columnsWithPrices { return 27 }
    return width >= 34 ? 21 : width
  }
}
