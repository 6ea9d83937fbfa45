import TextModel

/// A row of the help.
struct HelpRow: Hashable {
  /// The heading of a section, whose `text` is empty.
  var isHeading = false
  /// Keys, or the name of a command.
  var name: String
  var text = ""
  /// What a configuration calls it, and where it holds.
  var configurationName = ""

  static func heading(_ name: String) -> HelpRow { HelpRow(isHeading: true, name: name) }
}

extension AppState {
  /// The keys as they are in force, section by section, what is in front
  /// first; then commands and signs. Sections without a row that passes
  /// `filter` are left out.
  func helpRows(filter: String) -> [HelpRow] {
    let words = filter.lowercased().split(separator: " ")
    return helpSections.flatMap { section -> [HelpRow] in
      let rows = section.rows.filter { row in
        let text =
          "\(section.title)\n\(row.name)\n\(row.text)\n\(row.configurationName)".lowercased()
        return words.allSatisfy { text.contains($0) }
      }
      return rows.isEmpty ? [] : [.heading(section.title)] + rows
    }
  }

  private struct Section {
    var title: String
    var rows: [HelpRow]
  }

  private var helpSections: [Section] {
    let front = paneContext
    let contexts = [front] + KeyContext.helpOrder.filter { $0 != front }
    return contexts.map { Section(title: $0.title, rows: rows(of: $0)) }
      + [
        Section(
          title: "Commands",
          rows: SlashCommand.allCases.map { HelpRow(name: "/" + $0.rawValue, text: $0.summary) }
            + [
              HelpRow(
                name: "@opus …", text: "first word: this turn only with that model or family"),
              HelpRow(
                name: "@path:10-40", text: "the file, or these lines of it, goes with the prompt"),
              HelpRow(
                name: "!command", text: "runs in the shell; its output goes with the next prompt"),
              HelpRow(name: "a blank first", text: "a slash, @ or ! at the start is text"),
            ]),
        Section(
          title: "The status line",
          rows: [
            HelpRow(name: "↑ ⟲ ↓", text: "tokens: input, read from the cache (+ written), output"),
            HelpRow(name: "$ Σ$", text: "this turn, the session"),
            HelpRow(name: "~ ≈ ≥ ≤", text: "estimate, estimated price, at least, at most"),
            HelpRow(
              name: "cache 87% until 14:07", text: "share of the prompt read from it; when it goes"),
          ]),
      ]
  }

  /// One row a command, its keys together in the order of the map.
  private func rows(of context: KeyContext) -> [HelpRow] {
    var order: [KeyCommand] = []
    var keys: [KeyCommand: [String]] = [:]
    for binding in keyMap.bindings where binding.context == context {
      if keys[binding.command] == nil { order.append(binding.command) }
      keys[binding.command, default: []].append(binding.name)
    }
    return order.map { command in
      HelpRow(
        name: keys[command, default: []].joined(separator: ", "), text: command.summary,
        configurationName: "\(context.rawValue) · \(command.name)")
    }
  }
}

extension KeyContext {
  /// The contexts as the help shows them: what is used most comes first.
  fileprivate static let helpOrder: [KeyContext] =
    [.prompt, .anywhere, .transcript, .find, .list]
    + allCases.filter { ![.prompt, .anywhere, .transcript, .find, .list].contains($0) }
}
