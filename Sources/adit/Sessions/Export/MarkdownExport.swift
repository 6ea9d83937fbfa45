internal import Engine
internal import Markup

/// A session as Markdown: prompts and answers as their source, closed where
/// they leave something open, so that the headings of the file stay its own.
enum MarkdownExport {
  /// The file's text. Thinking is quoted, or left out.
  static func text(
    _ events: [StoredEvent], summary: SessionSummary, includesThinking: Bool = true
  ) -> String {
    let document = SessionDocument(events, summary: summary)
    var blocks = ["# " + heading(document.title), facts(document)]
    blocks += document.commands.flatMap(self.blocks)
    for turn in document.turns {
      blocks.append("---")
      blocks += self.blocks(of: turn, includesThinking: includesThinking)
    }
    if let omission = document.omission { blocks += ["---", "*\(omission)*"] }
    return blocks.joined(separator: "\n\n") + "\n"
  }

  private static func facts(_ document: SessionDocument) -> String {
    var lines: [String] = []
    if !document.project.isEmpty { lines.append("- Project: \(code(document.project))") }
    lines.append("- Date: \(document.dateLine)")
    if !document.models.isEmpty {
      lines.append("- Models: \(heading(document.models.joined(separator: ", ")))")
    }
    lines.append("- Cost: \(heading(document.costLine))")
    lines.append("- Session: \(code(document.id.text))")
    return lines.joined(separator: "\n")
  }

  private static func blocks(of turn: SessionDocument.Turn, includesThinking: Bool) -> [String] {
    var blocks: [String] = []
    if let prompt = turn.prompt {
      blocks.append("## You · \(ExportText.minute(turn.at))")
      blocks.append(MarkdownClosing.closed(ExportText.safe(prompt)))
      if !turn.attachments.isEmpty {
        blocks.append(turn.attachments.map { "- \(code($0))" }.joined(separator: "\n"))
      }
    }
    let mark = turn.mark.map { " · \($0)" } ?? ""
    blocks.append("## \(heading(turn.modelName))\(mark)")
    for part in turn.parts {
      switch part {
      case .text(let text):
        if !text.isEmpty { blocks.append(MarkdownClosing.closed(text)) }
      case .thinking(let text):
        if includesThinking, !text.isEmpty { blocks.append(quoted("**Thinking**\n\n" + text)) }
      case .hiddenThinking: if includesThinking { blocks.append("> **Thinking** (encrypted)") }
      case .toolCall(let name, let input):
        blocks.append("**Tool call** \(code(name))")
        if !input.isEmpty { blocks.append(MarkdownClosing.fenced(input, language: "json")) }
      case .unknown(let type): blocks.append("**Block** \(code(type))")
      }
    }
    for remark in turn.remarks { blocks.append(lines(of: remark)) }
    if let cost = turn.cost { blocks.append("*\(heading(cost))*") }
    return blocks + turn.commands.flatMap(self.blocks)
  }

  private static func blocks(of command: SessionDocument.Command) -> [String] {
    let title = code(command.title)
    return command.output.isEmpty
      ? [title] : [title, MarkdownClosing.fenced(command.output, language: "text")]
  }

  private static func quoted(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? ">" : "> \($0)" }.joined(separator: "\n")
  }

  /// Lines of the program's own, as they are.
  private static func lines(of text: String) -> String {
    text.split(separator: "\n").map { heading(String($0)) }.joined(separator: "  \n")
  }

  /// `text` as a word of code, whatever backticks stand in it.
  private static func code(_ text: String) -> String {
    guard text.contains("`") else { return text.isEmpty ? "" : "`\(text)`" }
    return "`` \(text.replacing("`", with: "'")) ``"
  }

  /// `text` with everything escaped that means something in Markdown.
  private static func heading(_ text: String) -> String {
    var out = ""
    for character in text {
      if "\\`*_[]<>#|~!&".contains(character) { out.append("\\") }
      out.append(character)
    }
    return out
  }
}
