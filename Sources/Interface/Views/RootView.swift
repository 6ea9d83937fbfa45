public import Engine
import TextModel

/// The whole picture. Costs what is visible, whatever the transcript's length.
public enum RootView {
  /// Renders `state` at `size`. Resolves scroll requests, which is why it
  /// takes the state `inout`; everything else is left as it is.
  public static func render(
    _ state: inout AppState, size: ScreenSize, theme: Theme, cache: inout LayoutCache,
    now: MonotonicTime
  ) -> Frame {
    var canvas = Canvas(size: size, theme: theme)
    let promptRows = state.composer.buffer.rowCount(
      width: ScreenPlan.promptTextWidth(columns: size.columns),
      upTo: ScreenPlan.maximumPromptRows(of: size))
    let plan = ScreenPlan(
      size: size, promptRows: promptRows, hasStrip: StripView.isNeeded(in: state, now: now))
    for row in plan.separators { canvas.rule(row: row) }
    if let row = plan.header { HeaderView.draw(state, row: row, on: &canvas, now: now) }
    state.painted = PaintedScreen()
    if state.comparison == nil {
      TranscriptView.draw(&state, rows: plan.output, on: &canvas, cache: &cache, now: now)
      if state.showsSidePanel {
        SidePanelView.draw(state, rows: plan.output, on: &canvas, now: now)
      }
    } else {
      ComparisonView.draw(&state, rows: plan.output, on: &canvas, cache: &cache, now: now)
    }
    ReadingMarks.draw(state, plan: plan, on: &canvas)
    if let row = plan.strip { StripView.draw(state, row: row, on: &canvas, now: now) }
    ComposerView.draw(state, rows: plan.prompt, on: &canvas)
    state.painted.prompt = PaintedScreen.Prompt(
      rows: plan.prompt, indent: ScreenPlan.promptIndent(columns: size.columns),
      width: ScreenPlan.promptTextWidth(columns: size.columns))
    SelectionView.draw(state, on: &canvas, now: now)
    CompletionView.draw(state, above: plan.prompt.lowerBound, plan: plan, on: &canvas)
    if let row = plan.status { StatusView.draw(state, row: row, on: &canvas, now: now) }
    drawOverlay(&state, on: &canvas, now: now)
    if let pending = state.pendingKeys, pending.isShown {
      KeySequenceView.draw(pending, state: state, on: &canvas)
    }
    drawDialog(&state, on: &canvas, now: now)
    return canvas.frame
  }

  private static func drawDialog(
    _ state: inout AppState, on canvas: inout Canvas, now: MonotonicTime
  ) {
    switch state.frontDialog {
    case .question:
      if let question = state.service.questions.first { QuestionView.draw(question, on: &canvas) }
    case .signIn:
      if let status = state.service.signIn {
        SignInView.draw(status, state: state, now: now, on: &canvas)
      }
    case .confirmation:
      if let confirmation = state.spending.confirmation {
        ConfirmationView.draw(confirmation, state: state, now: now, on: &canvas)
      }
    case nil: break
    }
    state.paintedDialog(at: now)
  }

  private static func drawOverlay(
    _ state: inout AppState, on canvas: inout Canvas, now: MonotonicTime
  ) {
    switch state.overlay {
    case .help(let selection): HelpView.draw(state, selection, on: &canvas)
    case .models(let selection): ModelPickerView.draw(state, selection, on: &canvas, now: now)
    case .tasks(let selection): TaskPickerView.draw(state, selection, on: &canvas)
    case .sessions(let list): SessionListView.draw(state, list, on: &canvas, now: now)
    case .rewind(let selection): RewindView.draw(state, selection, on: &canvas, now: now)
    case .themes(let selection): ThemePickerView.draw(state, selection, on: &canvas)
    case .outline(let selection): OutlineView.draw(state, selection, on: &canvas, now: now)
    case .links(let selection, let links): LinkView.draw(links, selection, state, on: &canvas)
    case .address(let address): LinkView.draw(address, state, on: &canvas)
    case nil: break
    }
    state.overlay?.selection?.wasPainted = true
    state.painted.list = state.overlay == nil ? nil : canvas.list
  }
}
