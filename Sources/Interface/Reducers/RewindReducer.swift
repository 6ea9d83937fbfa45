import Engine
import TextModel

/// Going back: to before a prompt, which comes back into the composer, or to
/// the end of another branch. Nothing is removed; what leaves the screen is
/// kept in the tree of turns.
enum RewindReducer {
  /// Opens the list, the newest prompt chosen.
  static func open(_ state: inout AppState, now: MonotonicTime) {
    guard !state.isBusy, !state.session.isOpening else {
      state.toast = Toast("a turn is running: Esc stops it", at: now)
      return
    }
    let rows = state.rewindRows(filter: "")
    guard !rows.isEmpty else {
      state.toast = Toast("there is no prompt to go back to", at: now)
      return
    }
    var selection = ListSelection()
    selection.index = rows.lastIndex { $0.kind == .prompt } ?? rows.count - 1
    state.overlay = .rewind(selection)
  }

  static func choose(
    _ row: RewindRow, _ state: inout AppState, now: MonotonicTime
  ) -> [AppEffect] {
    guard !state.isBusy else { return [] }
    state.overlay = nil
    switch row.kind {
    case .prompt:
      let node = state.session.tree.node(row.turn)
      let parent = node?.parent
      move(to: parent, &state)
      state.composer.reset()
      state.composer.buffer.setText(row.text)
      state.takeBack(node?.attachments ?? [])
      state.toast = Toast("back to before this prompt: edit it, Enter sends it", at: now)
      return [.engine(.moveHead(parent)), .prewarm]
    case .branch:
      move(to: row.turn, &state)
      state.toast = Toast("the other branch goes on", at: now)
      return [.engine(.moveHead(row.turn))]
    }
  }

  /// Makes `target` the last turn of the conversation, on the screen too.
  static func move(to target: TurnID?, _ state: inout AppState) {
    state.exchangeScreen { exchange(to: target, &$0) }
  }

  private static func exchange(to target: TurnID?, _ state: inout AppState) {
    let old = state.session.tree.path(to: state.session.tree.head)
    let new = state.session.tree.path(to: target)
    let common = zip(old, new).prefix { $0 == $1 }.count
    keep(Array(old[common...]), &state)
    for id in new[common...] {
      switch state.session.tree.show(id) {
      case .shown: break
      case .items(let items): state.transcript.append(items)
      case .recorded(let turn):
        var rebuild = TranscriptRebuild(
          [turn], behind: state.transcript, models: state.configuration.models,
          localOffsetSeconds: state.localOffsetSeconds)
        rebuild.finish()
        state.transcript = rebuild.transcript
      }
    }
    for id in new[common...] { state.showCompared(with: id) }
    state.session.tree.moveHead(to: target)
    let answer = target.flatMap { state.transcript.answerIndex(of: $0) }
    state.lane.meter.setContext(
      tokens: answer.flatMap { state.transcript.items[$0].usage?.contextTokens } ?? 0)
    state.viewport = Viewport()
    state.find.reset()
    state.focus = .composer
  }

  /// Takes `turns`, the last ones of the conversation, off the screen; what
  /// was said between them goes with the turn before it.
  private static func keep(_ turns: [TurnID], _ state: inout AppState) {
    for id in turns.reversed() {
      let items = state.transcript.cut(from: id)
      // A command that runs stays on the screen.
      let running = state.shell.running?.number
      state.session.tree.keep(
        items.filter { running == nil || $0.shell?.number != running }, of: id)
    }
  }
}
