import Engine
import TextModel

/// The list of sessions, with a preview of the chosen one.
enum SessionListView {
  static func draw(
    _ state: AppState, _ list: SessionList, on canvas: inout Canvas, now: MonotonicTime
  ) {
    let width = ListPopup.listWidth(columns: canvas.size.columns, growing: true)
    let ages = AgeText(state, now: now)
    var popup = ListPopup(
      title: list.newTitle == nil ? "Sessions" : "New title",
      typed: list.newTitle ?? list.selection.filter, hints: hints(list), count: list.rows.count,
      chosen: list.selection.index, emptyText: emptyText(list))
    popup.isGrowing = true
    popup.footer = footer(list, in: state)
    if let chosen = list.chosen {
      popup.headings = Column.all(width: width, list).map {
        ListPopup.Piece(column: $0.start, text: $0.kind.heading)
      }
      popup.details = SessionPreview.lines(of: chosen, in: state, ages: ages)
    }
    popup.draw(on: &canvas) { index in
      row(of: list.rows[index], width: width, list, state: state, ages: ages)
    }
  }

  private static func hints(_ list: SessionList) -> [String] {
    let scope = list.projectOnly ? "this project" : "all projects"
    let more = list.isWhole ? "" : "+"
    let count =
      list.rows.count == 1 && list.isWhole ? "1 session" : "\(list.rows.count)\(more) sessions"
    return list.awaited == nil ? ["\(scope) · \(count)", scope] : ["\(scope) · looking …", scope]
  }

  private static func emptyText(_ list: SessionList) -> String {
    if !list.isAsked || list.awaited != nil { return "looking …" }
    let isSearch = !list.selection.filter.trimmed.isEmpty
    switch (isSearch, list.projectOnly) {
    case (true, true): return "no session of this project holds these words · Tab asks all"
    case (true, false): return "no session holds these words"
    case (false, true): return "no session of this project yet"
    case (false, false): return "no session yet"
    }
  }

  private static func footer(_ list: SessionList, in state: AppState) -> [StyledRun] {
    if list.newTitle != nil {
      return [StyledRun("Enter names it · Esc keeps the old title", TextStyle(.accent))]
    }
    if let remark = list.remark { return [StyledRun(remark, TextStyle(.warning))] }
    let other = list.projectOnly ? "all projects" : "this project"
    return [
      "Enter opens · Ctrl+R renames · Ctrl+D deletes · Tab \(other) · Esc closes",
      "Enter · ^R rename · ^D delete · Tab all · Esc",
      "Enter ^R name ^D delete Tab all Esc",
    ].map { StyledRun($0, TextStyle(.dim)) }
  }

  /// What stands in the columns behind the title.
  private struct Column {
    enum Kind {
      case project, age, cost, turns

      var heading: String {
        switch self {
        case .project: "project"
        case .age: "last"
        case .cost: "cost"
        case .turns: "turns"
        }
      }

      /// With a blank to the next.
      var width: Int {
        switch self {
        case .project: 15
        case .age: 11
        case .cost: 11
        case .turns: 6
        }
      }
    }

    var kind: Kind
    var start: Int

    /// The columns of a list of `width`: the age stays longest.
    static func all(width: Int, _ list: SessionList) -> [Column] {
      let kinds: [Kind] =
        switch width {
        case ..<30: []
        case ..<48: [.age]
        case ..<60: [.age, .cost]
        default: (list.projectOnly ? [] : [.project]) + [.age, .cost, .turns]
        }
      var start = width - kinds.reduce(0) { $0 + $1.width }
      return kinds.map { kind in
        defer { start += kind.width }
        return Column(kind: kind, start: start)
      }
    }
  }

  private static func row(
    of session: SessionSummary, width: Int, _ list: SessionList, state: AppState, ages: AgeText
  ) -> ListPopup.Row {
    let columns = Column.all(width: width, list)
    let marks = SessionPreview.marks(of: session, in: state)
    let title = (session.id == state.session.id ? "•" : " ") + session.title
    let limit = (columns.first?.start ?? width) - 1
    // The marks stay where the title is cut.
    let markText = marks.isEmpty ? "" : " (\(marks.joined(separator: ", ")))"
    let room = max(1, limit - 1 - TextLayout.width(of: markText))
    let texts = columns.map { column in
      let text =
        switch column.kind {
        case .project: SessionPreview.projectName(of: session, in: state)
        case .age: ages.age(ofMilliseconds: session.updatedAt)
        case .cost: SessionPreview.cost(of: session)
        case .turns: NumberText.compact(session.turns)
        }
      return ListPopup.Piece(
        column: column.start, text: text, limit: column.start + column.kind.width - 1)
    }
    return ListPopup.Row(
      pieces: [
        ListPopup.Piece(
          column: 1, text: TextLayout.truncated(title, to: room) + markText, limit: limit)
      ] + texts)
  }
}
