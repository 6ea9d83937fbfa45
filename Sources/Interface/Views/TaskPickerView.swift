import Engine
import TextModel

/// The list of task profiles.
enum TaskPickerView {
  static func draw(_ state: AppState, _ selection: ListSelection, on canvas: inout Canvas) {
    let tasks = state.pickableTasks(filter: selection.filter)
    var popup = ListPopup(
      title: "Task", typed: selection.filter,
      hints: ["Enter takes it · Esc closes", "Enter · Esc"],
      count: tasks.count, chosen: selection.index)
    // What the row of the chosen one cuts off stands below it.
    if tasks.indices.contains(selection.index) {
      let text = details(of: tasks[selection.index])
      if detailColumn + TextLayout.width(of: text) > canvas.size.columns {
        popup.details = [StyledLine(text, TextStyle(.dim))]
        popup.isBelow = true
      }
    }
    popup.draw(on: &canvas) { index in
      let task = tasks[index]
      let isCurrent = task.name == state.choice.taskName
      let name = (isCurrent ? "•" : " ") + task.name
      return ListPopup.Row(pieces: [
        ListPopup.Piece(column: 1, text: name),
        ListPopup.Piece(
          column: max(TextLayout.width(of: name) + 2, detailColumn), text: details(of: task)),
      ])
    }
  }

  /// Where what a task sets begins.
  private static let detailColumn = 16

  private static func details(of task: TaskProfile) -> String {
    [
      task.summary.isEmpty ? nil : task.summary, task.model,
      task.temperature.map { "temperature \($0)" }, task.effort.map { "effort \($0)" },
      task.maxTokens.map { "≤ \(NumberText.compact($0)) tok" },
    ].compactMap { $0 }.joined(separator: " · ")
  }
}
