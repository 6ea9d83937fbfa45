import Engine
import TextModel

/// Lists as numbered lines: a number chooses, words filter.
enum LinearMenu {
  /// Rows that are told at once: more than that nobody listens to.
  static let maximumRows = 30

  /// The rows of a list; `nil` while they are still looked for.
  static func lines(
    of overlay: Overlay, in state: AppState, now: MonotonicTime
  ) -> [String]? {
    if let list = overlay.sessions, !list.isAsked || list.awaited != nil { return nil }
    let rows = rows(of: overlay, in: state, now: now)
    let filter = overlay.selection?.filter ?? ""
    var lines = [title(of: overlay) + (filter.isEmpty ? "" : ", with \"\(filter)\"") + ":"]
    lines += rows.prefix(maximumRows).enumerated().map { "\($0 + 1). \($1)" }
    if rows.count > maximumRows { lines.append("and \(rows.count - maximumRows) more") }
    if rows.isEmpty { lines.append("nothing fits") }
    return lines + ["(a number chooses, words filter, an empty line closes)"]
  }

  private static func title(of overlay: Overlay) -> String {
    switch overlay {
    case .help: "help"
    case .models: "models"
    case .tasks: "tasks"
    case .sessions: "sessions"
    case .rewind: "go back to"
    case .themes: "themes"
    case .outline: "outline"
    case .links: "links"
    case .address: "link"
    }
  }

  private static func rows(
    of overlay: Overlay, in state: AppState, now: MonotonicTime
  ) -> [String] {
    let ages = AgeText(state, now: now)
    switch overlay {
    case .models(let selection):
      return state.pickableModels(filter: selection.filter).map { model in
        let facts = [
          model.displayName, ModelText(model, in: state.configuration).prices,
          state.access(to: model).word, model.key == state.choice.modelKey ? "current" : "",
        ]
        return facts.filter { !$0.isEmpty }.joined(separator: ", ")
      }
    case .links(let selection, let links):
      return LinkReducer.rows(of: links, filter: selection.filter).map(\.text)
    case .address(let link): return [link.text]
    case .tasks(let selection):
      return state.pickableTasks(filter: selection.filter).map { "\($0.name): \($0.summary)" }
    case .sessions(let list):
      return list.rows.map {
        "\($0.title), \($0.turns) turns, \(ages.ago(ofMilliseconds: $0.updatedAt))"
      }
    case .rewind(let selection):
      return state.rewindRows(filter: selection.filter).map { row in
        let text = String(row.text.prefix(rowLength).prefix { $0 != "\n" })
        switch row.kind {
        case .prompt: return text
        case .branch(let turns): return "another branch, \(turns) turns: \(text)"
        }
      }
    case .themes(let selection): return state.themes.filtered(by: selection.filter).map(\.name)
    case .outline: return LinearOutline.rows(in: state)
    case .help: return []
    }
  }

  /// Characters of a prompt that a row tells.
  private static let rowLength = 200
}
