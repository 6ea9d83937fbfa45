import Engine

extension Transcript {
  /// Takes in what an engine says of a turn: as it happens, and when a session
  /// is opened again. What the screen shows beside the transcript is not its
  /// business.
  mutating func take(_ event: EngineEvent, at now: MonotonicTime) {
    switch event {
    case .turnStarted, .phase: break
    case .blockStarted(let id, let block, let kind):
      beginPart(of: id, block: block, kind: kind, at: now)
    case .delta(let id, let block, let text): append(text, to: id, block: block, at: now)
    case .blockEnded(let id, let block): endPart(of: id, block: block, at: now)
    case .longText(let id, let block, let text): share(text, with: id, block: block)
    case .answerReset(let id): resetAnswer(of: id)
    case .usage(let id, let report), .settled(let id, let report):
      updateAnswer(of: id) { $0.usage = report }
    case .turnEnded(let id, let outcome):
      endAllParts(of: id, at: now)
      updateAnswer(of: id) {
        $0.outcome = outcome
        $0.endedAt = now
      }
    case .budget(let id, let mark): note(BudgetText.sentence(for: mark), of: id)
    case .notice(let text):
      // Said of the turn that is last.
      if let id = items.last(where: { $0.kind == .answer })?.turn { note(text, of: id) }
    }
  }

  /// Says something about a turn in its answer.
  mutating func note(_ text: String, of turn: TurnID) {
    updateAnswer(of: turn) {
      if $0.notes.count < TranscriptItem.maximumNotes { $0.notes.append(text) }
    }
  }
}
