internal import Engine
internal import Markup
internal import TextModel

/// A session as plain text: answers as the screen shows them, without styles.
enum TextExport {
  /// Columns of tables and rules.
  private static let width = 80

  /// The file's text.
  static func text(_ events: [StoredEvent], summary: SessionSummary) -> String {
    let document = SessionDocument(events, summary: summary)
    var blocks = [head(document)] + document.commands.map(text)
    for turn in document.turns {
      blocks.append(String(repeating: "-", count: width))
      blocks += self.blocks(of: turn)
    }
    if let omission = document.omission {
      blocks += [String(repeating: "-", count: width), omission]
    }
    return blocks.joined(separator: "\n\n") + "\n"
  }

  private static func head(_ document: SessionDocument) -> String {
    var lines = [document.title, String(repeating: "=", count: min(width, document.title.count))]
    if !document.project.isEmpty { lines.append("Project: \(document.project)") }
    lines.append("Date:    \(document.dateLine)")
    if !document.models.isEmpty {
      lines.append("Models:  \(document.models.joined(separator: ", "))")
    }
    lines.append("Cost:    \(document.costLine)")
    lines.append("Session: \(document.id.text)")
    return lines.joined(separator: "\n")
  }

  private static func blocks(of turn: SessionDocument.Turn) -> [String] {
    var blocks: [String] = []
    if let prompt = turn.prompt {
      let files = turn.attachments.map { "\n\($0)" }.joined()
      blocks.append("You · \(ExportText.minute(turn.at))\n" + ExportText.safe(prompt) + files)
    }
    var isFirst = true
    func add(_ text: String) {
      let name = turn.modelName + (turn.mark.map { " · \($0)" } ?? "")
      blocks.append(isFirst ? "\(name)\n\(text)" : text)
      isFirst = false
    }
    for part in turn.parts {
      switch part {
      case .text(let text): if !text.isEmpty { add(plain(text)) }
      case .thinking(let text):
        if !text.isEmpty { add("[thinking]\n" + indented(text)) }
      case .hiddenThinking: add("[encrypted thinking]")
      case .toolCall(let name, let input): add("[tool call: \(name)]\n" + indented(input))
      case .unknown(let type): add("[block: \(type)]")
      }
    }
    for remark in turn.remarks { add(remark) }
    if let cost = turn.cost { add("[\(cost)]") }
    return blocks + turn.commands.map(text)
  }

  private static func text(of command: SessionDocument.Command) -> String {
    command.output.isEmpty ? command.title : "\(command.title)\n" + indented(command.output)
  }

  private static func plain(_ markdown: String) -> String {
    let document = MarkdownDocument(markdown)
    var lines: [String] = []
    for block in document.blocks.indices {
      for line in document.lines(ofBlock: block, width: width) {
        lines.append(line.runs.map(\.text).joined())
      }
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return ExportText.safe(lines.joined(separator: "\n"))
  }

  private static func indented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : "  \($0)" }.joined(separator: "\n")
  }
}
