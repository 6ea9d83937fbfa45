import Engine
import Markup
import TextModel

/// The transcript as text: for files, editors and the terminal's own screen.
struct TranscriptSource {
  /// How turns are told apart.
  private enum Form { case markdown, plain }

  private let transcript: Transcript
  private let state: AppState
  private let now: MonotonicTime

  init(_ state: AppState, now: MonotonicTime) {
    self.state = state
    transcript = state.transcript
    self.now = now
  }

  // MARK: One item

  /// What an item says, as it came: neither its title nor what its turn cost.
  func source(ofItem index: Int) -> String {
    guard transcript.items.indices.contains(index) else { return "" }
    let item = transcript.items[index]
    switch item.kind {
    case .prompt, .notice, .shell: return Self.text(item.body.source[...])
    case .lines: return item.lines.map { $0.runs.map(\.text).joined() }.joined(separator: "\n")
    case .answer:
      return item.parts.filter { $0.kind == .text }.map { part in
        Self.text(part.markdown.source(in: 0..<part.markdown.byteCount))
      }.filter { !$0.isEmpty }.joined(separator: "\n\n")
    }
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    let isLineEnd = { (byte: UInt8) in byte == 0x0A || byte == 0x0D }
    let end = bytes.lastIndex { !isLineEnd($0) }.map { $0 + 1 } ?? bytes.startIndex
    return String(decoding: bytes[..<end].drop(while: isLineEnd), as: UTF8.self)
  }

  // MARK: All of them

  /// Everything as Markdown, with the line (the first is 1) at which each item
  /// begins.
  func markdown() -> (text: String, lines: [Int]) { text(.markdown) }

  /// Everything as it is printed: turns labelled, nothing that a terminal
  /// would take for a command.
  func plainText() -> String { PrintableText.printable(text(.plain).text) }

  /// The last answer as it is printed; `nil`: there is none.
  func lastAnswer() -> String? {
    guard let index = transcript.items.lastIndex(where: { $0.kind == .answer }) else { return nil }
    let text = source(ofItem: index)
    return text.isEmpty ? nil : PrintableText.printable(text)
  }

  private func text(_ form: Form) -> (text: String, lines: [Int]) {
    var result = ""
    var line = 1
    var lines: [Int] = []
    for index in transcript.items.indices {
      lines.append(line)
      let piece = self.text(ofItem: index, form)
      guard !piece.isEmpty else { continue }
      result += piece + "\n\n"
      line += piece.utf8.reduce(2) { $0 + ($1 == 0x0A ? 1 : 0) }
    }
    if !result.isEmpty { result.removeLast() }
    return (result, lines)
  }

  private func text(ofItem index: Int, _ form: Form) -> String {
    let item = transcript.items[index]
    let body = [title(of: item, form)] + bodies(of: item, index: index, form)
    return body.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private func title(of item: TranscriptItem, _ form: Form) -> String {
    let words: String
    switch item.kind {
    case .prompt:
      let clock = item.secondsOfDay.map { "  " + NumberText.clock(secondsOfDay: $0) } ?? ""
      words = "you" + clock
    case .answer: words = item.modelName
    case .shell: return "! " + (item.shell?.command ?? "")
    case .notice, .lines: return ""
    }
    switch form {
    case .markdown: return "## " + words
    case .plain: return words + ":"
    }
  }

  private func bodies(of item: TranscriptItem, index: Int, _ form: Form) -> [String] {
    let source = source(ofItem: index)
    switch item.kind {
    case .prompt: return [source, item.attachments.joined(separator: "\n")]
    case .shell:
      let isFenced = form == .markdown && !source.isEmpty
      return [
        isFenced ? MarkdownClosing.fenced(source, language: "text") : source,
        item.hasFailed ? item.shell?.end?.words ?? "" : "",
      ]
    case .notice, .lines: return [source]
    case .answer: return answer(item)
    }
  }

  private func answer(_ item: TranscriptItem) -> [String] {
    let parts = item.parts.map { part -> String in
      switch part.kind {
      case .text: Self.text(part.markdown.source(in: 0..<part.markdown.byteCount))
      case .toolUse(let name): "[\(name)] \(Self.text(part.plain.source[...]))"
      // What the model told itself is none of its answer.
      case .thinking, .redactedThinking, .opaque: ""
      }
    }
    let ending = item.outcome.map {
      TurnEndText.sentences(for: $0, isEmpty: item.parts.isEmpty).joined(separator: "\n")
    }
    return parts + [ending ?? ""]
  }

  // MARK: For the editor

  /// The transcript in an editor, at the line that is read.
  func editorRequest() -> CopyRequest {
    let (text, lines) = markdown()
    return .editor(text, suffix: ".md", line: line(read: lines))
  }

  private func line(read lines: [Int]) -> Int {
    guard let item = state.readItem(), lines.indices.contains(item) else { return 1 }
    let place =
      state.copying.selection?.cursor ?? state.readMatch
      ?? state.painted.transcript?.topPlace
    guard let place, place.item == item, place.part > 0 else { return lines[item] }
    return lines[item] + linesOfTitle(transcript.items[item]) + linesBefore(place)
  }

  /// Lines before an item's text, the blank one among them.
  private func linesOfTitle(_ item: TranscriptItem) -> Int {
    switch item.kind {
    case .prompt, .answer: return 2
    case .notice, .lines: return 0
    case .shell:
      // And the one that opens the fence.
      return (item.shell?.command.utf8.reduce(0) { $0 + ($1 == 0x0A ? 1 : 0) } ?? 0) + 3
    }
  }

  /// Lines of the item's texts before a place.
  private func linesBefore(_ place: Viewport.Anchor) -> Int {
    let item = transcript.items[place.item]
    func count(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reduce(0) { $0 + ($1 == 0x0A ? 1 : 0) } }
    guard item.kind == .answer else {
      return count(item.body.source.prefix(max(0, place.byte))) + place.line
    }
    var sum = 0
    for (index, part) in item.parts.enumerated() where part.kind == .text {
      let bytes = part.markdown.byteCount
      if index + 1 == place.part {
        let before = max(0, min(place.byte, bytes))
        return sum + count(part.markdown.source(in: 0..<before)) + place.line
      }
      if index + 1 > place.part { break }
      sum += count(part.markdown.source(in: 0..<bytes)) + 2
    }
    return sum
  }
}
