import Engine
import TextModel

/// What is going on, in words.
struct PhaseText {
  let long: String
  let short: String
  let isSentence: Bool
  /// What `long` says for a moment only, without the phase.
  private(set) var notice: String?

  /// Silence after which the line says so, seconds.
  private static let silenceSeconds = 20

  /// From then on a connection has most likely been made, and the service has
  /// not begun to answer; nobody tells the two apart before the first header.
  private static let connectingSeconds = 2

  private init(_ long: String, short: String, isSentence: Bool = false) {
    self.long = long
    self.short = short
    self.isSentence = isSentence
  }

  /// A word beside `lasting`, which has the whole line where it is a sentence.
  private init(word: String, _ state: AppState, _ lasting: PhaseText) {
    if lasting.isSentence {
      self = lasting
    } else if state.isBusy {
      self.init("\(word) · \(lasting.long)", short: lasting.short)
      notice = word
    } else {
      self.init(word, short: word)
      notice = word
    }
  }

  init(state: AppState, now: MonotonicTime) {
    // Without a header the label stands here.
    let isHeadless = state.size.rows < ScreenPlan.rowsForHeader
    let label = isHeadless ? state.label.map { "\($0) " } ?? "" : ""
    let lasting = PhaseText.lasting(state, label: label, now: now)
    self = PhaseText.passing(state, lasting, now: now) ?? lasting
  }

  /// What stands for a moment only; beside it the counters stay, and the phase
  /// of a turn that runs.
  private static func passing(
    _ state: AppState, _ lasting: PhaseText, now: MonotonicTime
  ) -> PhaseText? {
    if let until = state.quitArmedUntil, now < until {
      return PhaseText("Ctrl+C again to quit", short: "^C quits", isSentence: true)
    }
    if let until = state.clearArmedUntil, now < until {
      return state.composer.buffer.isEmpty
        ? PhaseText("Esc again to go back to a prompt", short: "Esc: back", isSentence: true)
        : PhaseText("Esc again to clear the prompt", short: "Esc clears", isSentence: true)
    }
    if let toast = state.toast, now < toast.until {
      return PhaseText(word: toast.text, state, lasting)
    }
    if state.focus == .transcript, !state.find.isTyping {
      if let count = state.reading.count { return PhaseText(word: ":\(count)", state, lasting) }
      if let words = FindStatusText.words(for: state.find) {
        return PhaseText(word: words, state, lasting)
      }
    }
    return nil
  }

  private static func lasting(
    _ state: AppState, label: String, now: MonotonicTime
  ) -> PhaseText {
    if let phase = state.replay?.phase { return PhaseText(label + phase, short: label + phase) }
    if state.service.isSigningIn {
      let clock = state.turn.map { " " + NumberText.shortSeconds($0.phaseSeconds(at: now)) } ?? ""
      if state.turn?.isStopping != true {
        return PhaseText("\(label)signing in\(clock)", short: "\(label)sign-in")
      }
    }
    if let comparison = state.comparison {
      return comparing(comparison, state, label: label, now: now)
    }
    guard let turn = state.turn else {
      if let running = state.shell.running {
        let clock = NumberText.shortSeconds(now.milliseconds(since: running.startedAt) / 1000)
        let word = running.isStopping ? "stopping" : "running"
        if state.configuration.interface.reducesMotion {
          return PhaseText(label + word, short: label + word)
        }
        return PhaseText("\(label)\(word) \(clock)", short: label + clock)
      }
      if state.session.isOpening { return PhaseText(label + "opening …", short: label + "…") }
      let task = state.choice.taskName.flatMap { $0 == "chat" ? nil : $0 } ?? "ready"
      return PhaseText(label + task, short: label + "ready")
    }
    if state.configuration.interface.reducesMotion {
      return still(turn, label: label, now: now)
    }
    let seconds = turn.phaseSeconds(at: now)
    let clock = NumberText.shortSeconds(seconds)
    if turn.isStopping { return PhaseText("\(label)stopping \(clock)", short: label + clock) }
    switch turn.phase {
    case .connecting where seconds < connectingSeconds:
      return PhaseText("\(label)connecting \(clock)", short: label + clock)
    case .connecting, .waiting:
      guard seconds >= silenceSeconds else {
        return PhaseText("\(label)waiting \(clock)", short: label + clock)
      }
      let words = "\(label)waiting \(NumberText.seconds(seconds)) – no answer yet"
      return PhaseText(words, short: label + clock)
    case .thinking: return working("thinking", turn, label: label, now: now)
    case .writing: return working("writing", turn, label: label, now: now)
    case .callingTool: return working("tool call", turn, label: label, now: now)
    case .limited(let until, let limit):
      let remaining = NumberText.seconds((until.milliseconds(since: now) + 999) / 1000)
      return PhaseText(
        "\(label)waiting \(remaining) for \(limit)", short: "\(label)wait \(remaining)",
        isSentence: true)
    case .retrying(let attempt, let of, let until, let failure):
      let remaining = (until.milliseconds(since: now) + 999) / 1000
      let reason = failure.message
      return PhaseText(
        "\(label)retry \(attempt)/\(of) in \(NumberText.seconds(remaining)): \(reason)",
        short: "\(label)retry \(remaining)s", isSentence: true)
    }
  }

  /// When `turn` will have been silent for so long that it is said.
  static func silenceBegins(in turn: RunningTurn) -> MonotonicTime {
    max(turn.heardAt, turn.phaseSince).adding(milliseconds: silenceSeconds * 1_000)
  }

  /// What is going on, in words that do not change with the clock.
  private static func still(
    _ turn: RunningTurn, label: String, now: MonotonicTime
  ) -> PhaseText {
    let isSilent = silenceBegins(in: turn) <= now
    let words: (String, String)
    switch turn.phase {
    case _ where turn.isStopping: words = ("stopping", "stop")
    case .connecting, .waiting:
      words = (isSilent ? "waiting – no answer yet" : "waiting", "waiting")
    case .thinking: words = (isSilent ? "thinking – nothing new" : "thinking", "thinking")
    case .writing: words = (isSilent ? "writing – nothing new" : "writing", "writing")
    case .callingTool: words = ("tool call", "tool")
    case .limited(_, let limit): words = ("waiting for \(limit)", "waiting")
    case .retrying(let attempt, let of, _, let failure):
      words = ("retry \(attempt)/\(of): \(failure.message)", "retry")
    }
    return PhaseText(label + words.0, short: label + words.1)
  }

  /// Two answers: each tells above itself what it is doing.
  private static func comparing(
    _ comparison: Comparison, _ state: AppState, label: String, now: MonotonicTime
  ) -> PhaseText {
    if let chosen = comparison.chosen {
      let name = comparison[chosen].name
      return state[chosen].turn == nil
        ? PhaseText("\(label)stopping \(comparison[chosen.other].name)", short: label + "stopping")
        : PhaseText("\(label)going on with \(name) when it ends", short: label + name)
    }
    let choice = "1 \(comparison.first.name) or 2 \(comparison.second.name)"
    if comparison.isAsking {
      return PhaseText("\(label)choose first: \(choice)", short: label + "1 or 2?")
    }
    if !state.isRunning {
      return PhaseText("\(label)choose \(choice)", short: label + "choose 1 or 2")
    }
    return state.canChoose
      ? PhaseText("\(label)comparing: 1 or 2 goes on with it", short: label + "1 or 2")
      : PhaseText("\(label)comparing two models", short: label + "comparing")
  }

  /// An answer that is coming in, or has stopped coming without an end.
  private static func working(
    _ word: String, _ turn: RunningTurn, label: String, now: MonotonicTime
  ) -> PhaseText {
    let clock = NumberText.shortSeconds(turn.phaseSeconds(at: now))
    let silence = turn.silentSeconds(at: now)
    let note = silence >= silenceSeconds ? " – nothing for \(NumberText.shortSeconds(silence))" : ""
    return PhaseText("\(label)\(word) \(clock)\(note)", short: label + clock)
  }
}
