import Engine
import TextModel

/// Taking text out of the transcript: selections, messages, code blocks, and
/// where they go.
enum CopyReducer {
  static func run(
    _ command: CopyCommand, _ state: inout AppState, now: MonotonicTime
  ) -> [AppEffect] {
    if let number = command.codeNumber { return copyCode(number, &state, now: now) }
    switch command {
    case .selectCharacters: SelectionReducer.begin(.characters, &state, now: now)
    case .selectLines: SelectionReducer.begin(.lines, &state, now: now)
    case .yankSelection: return copySelection(&state, now: now)
    case .yankMessage: return copyMessage(&state, now: now)
    case .lastAnswer: return copyLast(.answer, &state, now: now)
    case .lastPrompt: return copyLast(.prompt, &state, now: now)
    case .nearestCode: return copyCode(nil, &state, now: now)
    case .editCode: return editCode(&state, now: now)
    case .toggleRaw: toggleRaw(&state, now: now)
    case .openLink: return LinkReducer.open(&state, now: now)
    case .copyLink: return LinkReducer.copy(&state, now: now)
    case .openInEditor: return [.copying(TranscriptSource(state, now: now).editorRequest())]
    case .printAll: return [.copying(.terminal(TranscriptSource(state, now: now).plainText()))]
    case .writeToFile, .acceptName, .shortenName, .clearName:
      return FileNameReducer.run(command, &state, now: now)
    case .codeBlock1, .codeBlock2, .codeBlock3, .codeBlock4, .codeBlock5, .codeBlock6, .codeBlock7,
      .codeBlock8, .codeBlock9:
      break
    }
    return []
  }

  /// `/copy`, `/copy last`, `/copy code 2`, `/copy all`, `/copy 2` (the answer
  /// before the last).
  static func run(
    argument: String, _ state: inout AppState, now: MonotonicTime
  ) -> [AppEffect] {
    let words = argument.lowercased().split(separator: " ")
    switch words.first {
    case nil, "last": return copyLast(.answer, &state, now: now)
    case "prompt": return copyLast(.prompt, &state, now: now)
    case "all":
      return copy(
        TranscriptSource(state, now: now).markdown().text, name: "the transcript", &state, now: now)
    case "code":
      guard words.count > 1 else { return copyCode(nil, &state, now: now) }
      if let number = Int(words[1]), number > 0 { return copyCode(number, &state, now: now) }
    case .some(let word):
      if let number = Int(word), number > 0 {
        return copyAnswer(number, &state, now: now)
      }
    }
    state.say(
      "/copy takes last, prompt, all, code, the number of a code block as in /copy code 2, or of"
        + " an answer counted from the last: /copy 2.",
      role: .warning)
    return []
  }

  // MARK: What is copied

  private static func copySelection(
    _ state: inout AppState, now: MonotonicTime
  ) -> [AppEffect] {
    guard let selection = state.copying.selection else { return [] }
    let width = state.painted.transcript?.columns ?? state.size.columns
    var selected = SelectedText(state.transcriptLayout(width: width, now: now))
    let text = selected.text(of: selection)
    SelectionReducer.end(&state)
    return copy(text, name: "the selection", &state, now: now)
  }

  private static func copyMessage(_ state: inout AppState, now: MonotonicTime) -> [AppEffect] {
    if state.copying.selection != nil { return copySelection(&state, now: now) }
    guard let item = state.readItem() else { return nothing(&state, now: now) }
    let name: String =
      switch state.transcript.items[item].kind {
      case .prompt: "the prompt"
      case .answer: "the answer"
      case .shell: "the output"
      case .notice, .lines: "the message"
      }
    return copy(
      TranscriptSource(state, now: now).source(ofItem: item), name: name, &state, now: now)
  }

  private static func copyLast(
    _ kind: TranscriptItem.Kind, _ state: inout AppState, now: MonotonicTime
  ) -> [AppEffect] {
    guard let item = state.transcript.items.lastIndex(where: { $0.kind == kind }) else {
      return nothing(&state, now: now)
    }
    return copy(
      TranscriptSource(state, now: now).source(ofItem: item),
      name: kind == .prompt ? "the last prompt" : "the last answer", &state, now: now)
  }

  /// The answer `number`, counted from the last, which is 1.
  private static func copyAnswer(
    _ number: Int, _ state: inout AppState, now: MonotonicTime
  ) -> [AppEffect] {
    let answers = state.transcript.items.indices.filter {
      state.transcript.items[$0].kind == .answer
    }
    guard number <= answers.count else {
      state.toast = Toast("there are \(answers.count) answers", at: now)
      return []
    }
    return copy(
      TranscriptSource(state, now: now).source(ofItem: answers[answers.count - number]),
      name: number == 1 ? "the last answer" : "answer \(number) from the end", &state, now: now)
  }

  /// Code block `number` of the answer in view; `nil`: the nearest one.
  private static func copyCode(
    _ number: Int?, _ state: inout AppState, now: MonotonicTime
  ) -> [AppEffect] {
    guard let block = ReadCode(state, now: now).block(number) else {
      let words = number.map { "there is no code block \($0) here" } ?? "there is no code block"
      state.toast = Toast(words, at: now)
      return []
    }
    return copy(block.text, name: "code block \(block.number)", &state, now: now)
  }

  private static func editCode(_ state: inout AppState, now: MonotonicTime) -> [AppEffect] {
    guard let block = ReadCode(state, now: now).block(nil) else {
      state.toast = Toast("there is no code block", at: now)
      return []
    }
    let suffix = FileSuffix.suffix(ofLanguage: block.language)
    return [.copying(.editor(block.text + "\n", suffix: suffix, line: 1))]
  }

  private static func nothing(_ state: inout AppState, now: MonotonicTime) -> [AppEffect] {
    state.toast = Toast("there is nothing to copy yet", at: now)
    return []
  }

  static func copy(
    _ text: String, name: String, _ state: inout AppState, now: MonotonicTime
  ) -> [AppEffect] {
    guard !text.isEmpty else {
      state.toast = Toast("\(name) is empty: nothing was copied", at: now)
      return []
    }
    return [.copying(.clipboard(text, name: name))]
  }

  // MARK: The raw view

  static func toggleRaw(_ state: inout AppState, now: MonotonicTime) {
    SelectionReducer.end(&state)
    state.presentation.isRaw.toggle()
    state.toast = Toast(
      state.presentation.isRaw ? "source, as it came: r goes back" : "formatted", at: now)
  }

  // MARK: What came of it

  static func reduce(
    into state: inout AppState, _ event: CopyEvent, now: MonotonicTime
  ) -> [AppEffect] {
    switch event {
    case .copied(let name, let lines, let route):
      state.toast = Toast(
        CopyText.sentence(name: name, lines: lines, route: route), at: now,
        milliseconds: CopyText.milliseconds(route))
    case .written(let path, let lines):
      state.copying.fileName = nil
      state.toast = Toast(
        "written to \(path) (\(CopyText.lines(lines)))", at: now,
        milliseconds: CopyText.longMilliseconds)
    case .exists(let path): FileNameReducer.exists(path, &state)
    case .failed(let text):
      state.copying.fileName = nil
      state.say(text, role: .error)
    }
    return []
  }
}
