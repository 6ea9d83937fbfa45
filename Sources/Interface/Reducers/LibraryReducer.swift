import Engine
import TextModel

/// What is told of the sessions that are kept.
enum LibraryReducer {
  static func reduce(
    into state: inout AppState, _ event: LibraryEvent, now: MonotonicTime
  ) -> [AppEffect] {
    switch event {
    case .saving(let saving): return take(saving, &state, now: now)
    case .opened(let opened): return OpeningReducer.open(opened, &state, now: now)
    case .listed(let number, let rows, let isWhole):
      state.overlay?.sessions?.take(rows, isWhole: isWhole, number: number)
    case .offered(let summary):
      let age = AgeText(state, now: now).ago(ofMilliseconds: summary.updatedAt)
      let title = TextLayout.truncated(summary.title, to: offeredTitleColumns)
      state.say("“\(title)” was cut off \(age). /resume last goes on with it.")
    case .ambiguous(let words):
      // What was written meanwhile is for the session that will be chosen.
      state.session.isOpening = false
      return SessionListReducer.open(filter: words, projectOnly: false, &state)
    case .deleted(let id, let title): SessionListReducer.deleted(id, title: title, &state)
    case .titled(let title): state.session.title = title
    case .report(let lines): state.transcript.appendLines(ReportText.lines(lines))
    case .notice(let text): state.remark(text)
    case .failed(let text):
      state.overlay?.sessions?.remark = text
      state.say(text, role: .error)
      return OpeningReducer.stopWaiting(&state, now: now)
    case .speeds(let measured): state.speeds.seed(measured)
    case .spending(let totals):
      state.spending.learn(totals, session: state.meter.shown?.sessionCost ?? .zero)
    }
    return []
  }

  /// Columns of the title in an offer, which is one line at 80.
  private static let offeredTitleColumns = 24

  /// A change is told once; the mark in the status line stays as long as it
  /// holds.
  private static func take(
    _ saving: SavingState, _ state: inout AppState, now: MonotonicTime
  ) -> [AppEffect] {
    let before = state.session.saving
    state.session.saving = saving
    switch (before, saving) {
    case (.unsaved(_, let oldRescue), .unsaved(let reason, let rescue)):
      if rescue != oldRescue { tell(reason, rescue: rescue, &state) }
    case (_, .unsaved(let reason, let rescue)):
      tell(reason, rescue: rescue, &state)
      return OpeningReducer.stopWaiting(&state, now: now)
    case (.unsaved, .saved): state.say("This session is saved again, all of it.")
    case (_, .saved), (_, .off): break
    }
    return []
  }

  private static func tell(_ reason: String, rescue: String?, _ state: inout AppState) {
    let file =
      rescue.map { " What happens is written to \($0) instead." }
      ?? " No other file can be written either: what is on the screen is all there is."
    state.say("This session is not being saved: \(reason).\(file)", role: .warning)
  }
}
