import Engine
import TextModel

/// The list of task profiles.
enum TaskPickerView {
  static func draw(_ state: AppState, _ selection: ListSelection, on canvas: inout Canvas) {
    let frame = OverlayFrame(size: canvas.size)
    frame.begin("Task ›\(selection.filter)", hint: "Enter takes it · Esc closes", on: &canvas)
    let tasks = state.pickableTasks(filter: selection.filter)
    let index = max(0, min(selection.index, tasks.count - 1))
    let first = OverlayFrame.firstShown(index: index, count: tasks.count, rows: frame.body.count)
    for (row, offset) in zip(frame.body, first..<max(first, tasks.count)) {
      let task = tasks[offset]
      let isChosen = offset == index
      let style = TextStyle(isChosen ? .selection : .text)
      canvas.fill(row: row, columns: 0..<canvas.size.columns, role: style.role)
      let isCurrent = task.name == state.choice.taskName
      let mark = (isChosen ? "▸" : " ") + (isCurrent ? "•" : " ")
      let column = canvas.draw("\(mark)\(task.name)", style, row: row, column: 0)
      canvas.draw(details(of: task), style, row: row, column: max(column + 1, 16))
      if isChosen { canvas.placeCursor(row: row, column: 0) }
    }
    if tasks.isEmpty {
      canvas.draw(
        "  nothing fits the filter", TextStyle(.dim), row: frame.body.lowerBound, column: 0)
      canvas.placeCursor(row: frame.body.lowerBound, column: 0)
    }
  }

  private static func details(of task: TaskProfile) -> String {
    [
      task.model, task.temperature.map { "temperature \($0)" }, task.effort.map { "effort \($0)" },
      task.maxTokens.map { "≤ \(NumberText.compact($0)) tok" },
      task.summary.isEmpty ? nil : task.summary,
    ].compactMap { $0 }.joined(separator: " · ")
  }
}
