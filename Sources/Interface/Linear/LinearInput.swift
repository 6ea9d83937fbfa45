public import Engine
import TextModel

/// What a typed line means to a program without a screen.
public enum LinearInput {
  /// Takes a line, or several that were pasted together.
  public static func take(
    _ text: String, into state: inout AppState, now: MonotonicTime
  ) -> [AppEffect] {
    if !state.service.questions.isEmpty { return answer(text, &state, now: now) }
    if state.spending.confirmation != nil { return confirm(text, &state, now: now) }
    if state.overlay != nil { return choose(text, &state, now: now) }
    if state.comparison != nil, let side = side(text) {
      return CompareReducer.run(side, &state, now: now)
    }
    if !text.isEmpty { state.composer.buffer.setText(text) }
    let effects = SubmitReducer.submit(&state, now: now)
    switch state.overlay {
    case .help:
      state.overlay = nil
      state.transcript.appendLines(LinearHelp.lines)
    case .address(let link):
      state.overlay = nil
      state.transcript.appendLines([StyledLine("link: \(link.text)")])
    case .themes:
      state.overlay = nil
      state.say("Themes are the colours of the full screen; lines have none.")
    case .models, .tasks, .sessions, .rewind, .outline, .links, nil: break
    }
    return effects
  }

  /// Ctrl+C: as on the screen.
  public static func interrupt(_ state: inout AppState, now: MonotonicTime) -> [AppEffect] {
    if state.dialog == nil, state.overlay != nil {
      state.overlay = nil
      return []
    }
    return EscapeReducer.cancelOrQuit(&state, now: now)
  }

  private static func side(_ text: String) -> CompareCommand? {
    switch text.trimmed {
    case "1": .chooseFirst
    case "2": .chooseSecond
    default: nil
    }
  }

  /// An empty line declines.
  private static func answer(
    _ text: String, _ state: inout AppState, now: MonotonicTime
  ) -> [AppEffect] {
    guard !text.isEmpty else { return DialogReducer.close(.question, &state, now: now) }
    state.service.questions[0].clear()
    DialogReducer.type(text, &state)
    return DialogReducer.run(.send, &state, now: now)
  }

  private static func confirm(
    _ text: String, _ state: inout AppState, now: MonotonicTime
  ) -> [AppEffect] {
    switch text.trimmed.lowercased() {
    case "y", "yes": return ConfirmationReducer.send(cheaper: false, &state, now: now)
    case "s": return ConfirmationReducer.send(cheaper: true, &state, now: now)
    default:
      ConfirmationReducer.close(&state)
      return []
    }
  }

  private static func choose(
    _ text: String, _ state: inout AppState, now: MonotonicTime
  ) -> [AppEffect] {
    let words = text.trimmed
    guard !words.isEmpty else {
      state.overlay = nil
      return []
    }
    guard let number = Int(words) else {
      state.overlay?.selection?.filter = String(words.prefix(ListSelection.maximumFilterLength))
      state.overlay?.selection?.index = 0
      return OverlayReducer.filterChanged(&state)
    }
    guard number >= 1, number <= state.listCount else {
      state.toast = Toast("there is no number \(words)", at: now)
      return []
    }
    if case .outline = state.overlay {
      let lines = LinearOutline.text(ofRow: number - 1, in: state, now: now)
      state.overlay = nil
      state.transcript.appendLines(lines.map { StyledLine($0) })
      return []
    }
    state.overlay?.selection?.index = number - 1
    state.overlay?.selection?.wasTouched = true
    return OverlayReducer.run(.choose, &state, now: now)
  }
}

extension AppState {
  /// Whether nothing runs and nothing waits: a program whose input has ended
  /// may end too.
  public var hasNothingToDo: Bool {
    !isBusy && queue.isEmpty && !session.isOpening && shell.running == nil
      && composer.attaching.pending == nil
  }
}
