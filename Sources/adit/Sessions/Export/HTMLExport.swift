internal import Engine
internal import Markup

/// A session as one HTML file: no scripts, nothing that is loaded, light and
/// dark as the reader's system has it, and fit for paper.
enum HTMLExport {
  /// The file's text.
  static func text(_ events: [StoredEvent], summary: SessionSummary) -> String {
    let document = SessionDocument(events, summary: summary)
    var out = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="generator" content="adit \(escaped(Version.text))">
      <meta http-equiv="Content-Security-Policy" \
      content="default-src 'none'; style-src 'unsafe-inline'">
      <title>\(escaped(document.title))</title>
      <style>
      \(style)
      </style>
      </head>
      <body>
      <main>
      <h1>\(escaped(document.title))</h1>
      \(facts(document))

      """
    for command in document.commands { out += html(of: command) }
    for turn in document.turns { out += section(turn) }
    if let omission = document.omission {
      out += "<p class=\"remark\">\(escaped(omission))</p>\n"
    }
    return out + "</main>\n</body>\n</html>\n"
  }

  private static func facts(_ document: SessionDocument) -> String {
    var rows: [(String, String)] = []
    if !document.project.isEmpty { rows.append(("Project", document.project)) }
    rows.append(("Date", document.dateLine))
    if !document.models.isEmpty { rows.append(("Models", document.models.joined(separator: ", "))) }
    rows += [("Cost", document.costLine), ("Session", document.id.text)]
    let items = rows.map { "<dt>\(escaped($0.0))</dt><dd>\(escaped($0.1))</dd>" }
    return "<dl>\n\(items.joined(separator: "\n"))\n</dl>"
  }

  private static func section(_ turn: SessionDocument.Turn) -> String {
    var out = "<section>\n"
    if let prompt = turn.prompt {
      out += "<h2>You <small>\(escaped(ExportText.minute(turn.at)))</small></h2>\n"
      out += "<div class=\"prompt\">\(escaped(ExportText.safe(prompt)))</div>\n"
      for file in turn.attachments { out += "<p class=\"remark\">\(escaped(file))</p>\n" }
    }
    let mark = turn.mark.map { " <small>\($0)</small>" } ?? ""
    out += "<h2>\(escaped(turn.modelName))\(mark)</h2>\n"
    for part in turn.parts { out += html(of: part) }
    for remark in turn.remarks { out += "<p class=\"remark\">\(escaped(remark))</p>\n" }
    if let cost = turn.cost { out += "<p class=\"cost\">\(escaped(cost))</p>\n" }
    for command in turn.commands { out += html(of: command) }
    return out + "</section>\n"
  }

  private static func html(of command: SessionDocument.Command) -> String {
    let title = "<p class=\"remark\"><code>\(escaped(command.title))</code></p>\n"
    guard !command.output.isEmpty else { return title }
    return title + "<pre><code>\(escaped(command.output))</code></pre>\n"
  }

  private static func html(of part: SessionDocument.Part) -> String {
    switch part {
    case .text(let text): return "<div class=\"answer\">\n\(MarkdownHTML.html(text))</div>\n"
    case .thinking(let text):
      guard !text.isEmpty else { return "" }
      return "<details><summary>Thinking</summary>\n<div class=\"thinking\">\(escaped(text))</div>"
        + "\n</details>\n"
    case .hiddenThinking: return "<p class=\"remark\">Encrypted thinking</p>\n"
    case .toolCall(let name, let input):
      return "<details><summary>Tool call <code>\(escaped(name))</code></summary>\n"
        + "<pre><code>\(escaped(input))</code></pre>\n</details>\n"
    case .unknown(let type):
      return "<p class=\"remark\">Block <code>\(escaped(type))</code></p>\n"
    }
  }

  /// `text` as the content of an element or of an attribute.
  private static func escaped(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      case "'": out += "&#39;"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }

  private static let style = """
    :root { color-scheme: light dark; --text: #1d1d1f; --dim: #6b6b70; --line: #d9d9de;
      --back: #ffffff; --soft: #f4f4f6; --accent: #a34a28; }
    @media (prefers-color-scheme: dark) { :root { --text: #e8e8ea; --dim: #9a9aa0;
      --line: #3a3a3e; --back: #18181a; --soft: #242427; --accent: #e8936c; } }
    body { margin: 0; background: var(--back); color: var(--text);
      font: 16px/1.55 system-ui, sans-serif; }
    main { max-width: 46rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
    h1 { font-size: 1.6rem; overflow-wrap: anywhere; }
    h2 { font-size: 1rem; color: var(--accent); margin: 1.5rem 0 .5rem; }
    .answer h2 { color: inherit; font-size: 1.2rem; }
    small, .remark, .cost, dt { color: var(--dim); font-weight: normal; }
    .remark, .cost { font-size: .9rem; white-space: pre-wrap; }
    dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; }
    dd { margin: 0; overflow-wrap: anywhere; }
    section { border-top: 1px solid var(--line); }
    .prompt { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--soft);
      border-radius: .5rem; padding: .75rem 1rem; }
    .answer { overflow-wrap: anywhere; }
    .thinking { white-space: pre-wrap; overflow-wrap: anywhere; color: var(--dim);
      border-left: 3px solid var(--line); padding-left: 1rem; }
    code, pre { font-family: ui-monospace, monospace; font-size: .9em; }
    pre { background: var(--soft); border-radius: .5rem; padding: .75rem 1rem;
      overflow-x: auto; }
    table { border-collapse: collapse; }
    th, td { border: 1px solid var(--line); padding: .25rem .6rem; }
    blockquote { margin: 0; padding-left: 1rem; border-left: 3px solid var(--line);
      color: var(--dim); }
    @media print { body { font-size: 11pt; } main { max-width: none; padding: 0; }
      pre { white-space: pre-wrap; } section { break-inside: auto; } h2 { break-after: avoid; } }
    """
}
