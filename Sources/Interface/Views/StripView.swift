import Engine
import TextModel

/// The strip above the prompt: what is inside the folded paste on which the
/// caret stands, else the files that the draft names, else prompts that wait
/// for the running turn, else a command's output that goes with it, else the
/// folded paste before the caret, else what it is going to cost, else a
/// suggestion of another task, else drafts that were put aside.
enum StripView {
  static func isNeeded(in state: AppState, now: MonotonicTime) -> Bool {
    !state.queue.isEmpty || !state.shell.held.isEmpty || !state.composer.stash.isEmpty
      || state.composer.suggestion != nil || glimpse(in: state) != nil
      || state.draftEstimate(at: now) != nil || AttachmentText.draft(state) != nil
  }

  static func draw(_ state: AppState, row: Int, on canvas: inout Canvas, now: MonotonicTime) {
    if let glimpse = glimpse(in: state), glimpse.isAtCaret {
      draw(glimpse, state, row: row, on: &canvas, now: now)
    } else if let files = AttachmentText.draft(state) {
      let cost = state.draftEstimate(at: now).map { " · " + EstimateText.sentence($0) } ?? ""
      let count = state.shell.held.count
      let outputs =
        count == 0 ? "" : " · the output of \(count == 1 ? "a command" : "\(count) commands")"
      let queued = state.queue.isEmpty ? "" : " · \(state.queue.count) queued"
      canvas.draw(
        " " + files.text + outputs + queued + cost,
        TextStyle(files.isWarning || !cost.isEmpty ? .warning : .dim), row: row, column: 0,
        limit: canvas.size.columns - 1)
    } else if !state.queue.isEmpty {
      drawQueue(state, row: row, on: &canvas)
    } else if !state.shell.held.isEmpty {
      drawHeld(state, row: row, on: &canvas)
    } else if let glimpse = glimpse(in: state) {
      draw(glimpse, state, row: row, on: &canvas, now: now)
    } else if let estimate = state.draftEstimate(at: now) {
      canvas.draw(
        " " + EstimateText.sentence(estimate), TextStyle(.warning), row: row, column: 0,
        limit: canvas.size.columns - 1)
    } else if state.composer.suggestion == nil {
      drawStash(state, row: row, on: &canvas)
    } else {
      drawSuggestion(state, row: row, on: &canvas)
    }
  }

  private static func glimpse(in state: AppState) -> EditBuffer.ChipGlimpse? {
    state.composer.search == nil ? state.composer.buffer.chipGlimpse : nil
  }

  /// What a folded paste begins and ends with, behind what it costs.
  private static func draw(
    _ glimpse: EditBuffer.ChipGlimpse, _ state: AppState, row: Int, on canvas: inout Canvas,
    now: MonotonicTime
  ) {
    let lines = glimpse.lineCount > 1 ? "\(NumberText.grouped(glimpse.lineCount)) lines, " : ""
    let end = glimpse.last == glimpse.first ? "" : " … " + glimpse.last
    let text =
      "#\(glimpse.number) (\(lines)\(AttachmentText.size(glimpse.byteCount))): "
      + glimpse.first + end
    if let estimate = state.draftEstimate(at: now) {
      canvas.draw(
        " " + EstimateText.sentence(estimate) + " · " + text, TextStyle(.warning), row: row,
        column: 0, limit: canvas.size.columns - 1)
    } else {
      drawLine(" " + text, hint: "Alt+E opens", row: row, on: &canvas)
    }
  }

  /// The output that goes with the next prompt, and how to keep it out.
  private static func drawHeld(_ state: AppState, row: Int, on canvas: inout Canvas) {
    guard let last = state.shell.held.last else { return }
    let lines = last.lineCount == 1 ? "1 line" : "\(NumberText.grouped(last.lineCount)) lines"
    let command = String(last.command.prefix(maximumPreviewLength).prefix { $0 != "\n" })
    let others = state.shell.held.count - 1
    let more = others > 0 ? " and \(others) more" : ""
    let hint = "Ctrl+X x drops it" + aside(state, columns: canvas.size.columns)
    let room = canvas.size.columns - 1 - TextLayout.width(of: hint) - 2
    let (start, end) = (" + output of `", "` (\(lines))\(more)")
    // The command gives way first, then what is done with it.
    let whole = end + " goes with the next prompt"
    let columns = TextLayout.width(of: command)
    let least = columns <= shortCommandColumns ? columns : leastCommandColumns
    let fits = TextLayout.width(of: start + whole) + least <= room
    let behind = fits ? whole : end
    let commandRoom = room - TextLayout.width(of: start + behind)
    let text = start + TextLayout.truncated(command, to: max(1, commandRoom)) + behind
    let column = canvas.draw(text, TextStyle(.accent), row: row, column: 0, limit: max(0, room))
    canvas.draw(
      hint, TextStyle(.dim), row: row, column: column + 2, limit: canvas.size.columns - 1)
  }

  /// Drafts that lie aside while something else has the row, where there is
  /// room to tell it.
  private static func aside(_ state: AppState, columns: Int) -> String {
    let count = state.composer.stash.count
    return count > 0 && columns >= leastColumnsForAside ? " · \(count) aside" : ""
  }

  /// Columns of a window in which the row has room for both.
  private static let leastColumnsForAside = 70

  /// Columns of a command below which its name tells nothing.
  private static let leastCommandColumns = 8
  /// Columns of a command that is not cut where that can be avoided.
  private static let shortCommandColumns = 16

  private static func drawSuggestion(_ state: AppState, row: Int, on canvas: inout Canvas) {
    guard let suggestion = state.composer.suggestion else { return }
    let profile = suggestion.profile
    let model = profile.model.flatMap(state.lookup.resolve)?.shortName
    let text =
      " looks like \(profile.name)\(model.map { " (\($0))" } ?? ""): \(suggestion.reason) · Alt+S switches"
    canvas.draw(text, TextStyle(.dim), row: row, column: 0, limit: canvas.size.columns - 1)
  }

  private static func drawStash(_ state: AppState, row: Int, on canvas: inout Canvas) {
    guard let draft = state.composer.stash.last else { return }
    drawLine(
      " aside \(state.composer.stash.count): \(draft.firstLine(limit: maximumPreviewLength))",
      hint: state.composer.buffer.isEmpty ? "Ctrl+S takes up" : "", row: row, on: &canvas)
  }

  private static func drawQueue(_ state: AppState, row: Int, on canvas: inout Canvas) {
    guard let next = state.queue.first else { return }
    let hint =
      (state.isBusy ? "↑ takes back" : "Enter sends, ↑ takes back")
      + aside(state, columns: canvas.size.columns)
    let first = next.text.prefix { $0 != "\n" }.prefix(maximumPreviewLength)
    let count = next.attachments.count
    let attached = count == 0 ? "" : " (\(count) attached)"
    let lines = next.text.split(separator: "\n", maxSplits: 1)
    let more = lines.count > 1 ? " …" : ""
    drawLine(
      " queued \(state.queue.count)\(attached): \(first)\(more)", hint: hint, row: row, on: &canvas)
  }

  /// A text, cut where it must be, and the key behind it where there is room
  /// for both.
  private static func drawLine(
    _ text: String, hint: String, row: Int, on canvas: inout Canvas
  ) {
    let room = canvas.size.columns - 1
    let wanted = TextLayout.width(of: hint) + 2
    let hintWidth = wanted <= room / 2 ? wanted : 0
    let style = TextStyle(.accent)
    let end = canvas.draw(text, style, row: row, column: 0, limit: max(0, room - hintWidth))
    guard hintWidth > 0 else { return }
    canvas.draw(hint, TextStyle(.dim), row: row, column: end + 2, limit: room)
  }

  /// Characters of a queued prompt looked at: more than a wide screen shows.
  private static let maximumPreviewLength = 600
}
