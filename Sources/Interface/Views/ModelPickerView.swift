import Engine
import TextModel

/// The model picker: every model with its prices, the details of the chosen
/// one, and what a switch costs in the footer.
enum ModelPickerView {
  static func draw(
    _ state: AppState, _ selection: ListSelection, on canvas: inout Canvas, now: MonotonicTime
  ) {
    let columns = canvas.size.columns
    let models = state.pickableModels(filter: selection.filter)
    let index = max(0, min(selection.index, models.count - 1))
    let width = ListPopup.listWidth(columns: columns)
    var popup = ListPopup(
      title: "Model", typed: selection.filter,
      hints: [
        columns >= 70 ? "Enter session · Alt+Enter next turn · Esc closes" : "Enter · Esc"
      ], count: models.count, chosen: index)
    if models.indices.contains(index) {
      popup.headings = pieces(of: Self.columns.map(\.heading), width: width)
      popup.notes = identity(
        in: state, rows: OverlayFrame.listRows(of: canvas.size), now: now)
      popup.details = ModelDetails.lines(of: models[index], in: state)
      popup.footer = [
        StyledRun(
          EstimateText.switching(to: models[index], in: state, now: now), TextStyle(.warning))
      ]
    }
    popup.draw(on: &canvas) { row(of: models[$0], width: width, state: state) }
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

  /// Context, largest answer, prices, measured speed, access, which stays
  /// empty until the service was asked.
  private static func row(
    of model: ModelDescriptor, width: Int, state: AppState
  ) -> ListPopup.Row {
    let access = state.access(to: model)
    let isCurrent = model.key == state.choice.modelKey
    let isNext = model.key == state.choice.nextTurnKey
    let label = width >= columnsWithPrices ? model.displayName : model.shortName
    let isOld = model.isPastEndOfLife(today: state.configuration.today)
    // Where the column of access has no room, its word stands here.
    let word = width >= columnsWithPrices || access.word == "usable" ? "" : access.word
    let name =
      (isNext ? "1" : isCurrent ? "•" : " ") + label
      + (isOld ? " EOL" : word.isEmpty ? "" : " \(word)")
    let rate = state.speeds.median(of: model.key)?.tokensPerSecondTenths
    let texts = [
      NumberText.compact(model.contextWindow), NumberText.compact(model.maxOutputTokens),
      state.text(of: model).priceColumn, rate.map { "\(($0 + 5) / 10)/s" } ?? "–", access.word,
    ]
    return ListPopup.Row(
      role: access.isUsable ? .text : .dim,
      pieces: [ListPopup.Piece(column: 1, text: name, limit: nameLimit(width: width))]
        + pieces(of: texts, width: width))
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

  /// `texts` in their columns, as far as they fit.
  private static func pieces(of texts: [String], width: Int) -> [ListPopup.Piece] {
    zip(texts, columns).compactMap { text, column in
      let start = width >= columnsWithPrices ? column.start : column.narrowStart
      guard let start, start + TextLayout.width(of: text) <= width else { return nil }
      return ListPopup.Piece(column: start, text: text, limit: width)
    }
  }

  /// Columns of a name in a list of `width`.
  private static func nameLimit(width: Int) -> Int {
    if width >= columnsWithPrices { return 27 }
    return width >= 34 ? 21 : width
  }
}
