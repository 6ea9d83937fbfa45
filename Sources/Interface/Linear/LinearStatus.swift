import Engine
import TextModel

/// What the status line would show and a listener must hear: said once, when
/// it begins.
struct LinearStatus: Sendable {
  private var toast: Toast?
  private var quitIsArmed = false
  private var queued = 0
  private var phase: TurnPhase?
  private var minutesOfSilence = 0
  private var saving = SavingState.saved
  private var signIn: SignInStatus?

  mutating func news(of state: AppState, now: MonotonicTime) -> [String] {
    var lines: [String] = []
    if let new = state.toast, new != toast { lines.append("note: \(new.text)") }
    toast = state.toast
    if state.quitArmedUntil != nil, !quitIsArmed { lines.append("note: Ctrl+C again quits") }
    quitIsArmed = state.quitArmedUntil != nil
    if state.queue.count > queued { lines.append("note: queued, \(state.queue.count) waiting") }
    queued = state.queue.count
    lines += phaseNews(of: state, now: now)
    if state.session.saving != saving {
      saving = state.session.saving
      lines.append(saving == .saved ? "note: saved again" : "warning: the session is not saved")
    }
    if state.service.signIn != signIn {
      signIn = state.service.signIn
      lines += Self.lines(of: signIn)
    }
    return lines
  }

  /// A wait with an end, or one that has become long.
  private mutating func phaseNews(of state: AppState, now: MonotonicTime) -> [String] {
    let turn = state.turn
    defer { phase = turn?.phase }
    guard let turn else {
      minutesOfSilence = 0
      return []
    }
    if turn.phase != phase {
      switch turn.phase {
      case .retrying, .limited: return ["note: \(PhaseText(state: state, now: now).long)"]
      case .connecting, .waiting, .thinking, .writing, .callingTool: break
      }
    }
    let silence = turn.silentSeconds(at: now)
    // At 20 seconds, then once a minute.
    let mark = silence < Self.silenceSeconds ? 0 : 1 + silence / 60
    defer { minutesOfSilence = mark }
    return mark > minutesOfSilence ? ["note: nothing for \(NumberText.seconds(silence))"] : []
  }

  private static let silenceSeconds = 20

  private static func lines(of status: SignInStatus?) -> [String] {
    switch status {
    case .device(let url, let completeURL, let code, _):
      [
        "sign-in: open \(completeURL ?? url)", "sign-in: check the code \(code) and confirm",
        "sign-in: Ctrl+C gives up",
      ]
    case .command(let command, let output, let url):
      ["sign-in: runs \(command)"] + output.suffix(1).map { "sign-in: \($0)" }
        + (url.map { ["sign-in: open \($0)"] } ?? [])
    case .ended, nil: []
    }
  }
}
