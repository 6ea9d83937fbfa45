internal import Engine
internal import Store

/// By what requests are summed up.
enum CostGrouping: String, CaseIterable, Sendable {
  case model, day, project, session, task

  /// The group of `row`: what names it for programs, and for people.
  func group(
    of row: LedgerRow, in calendar: LocalCalendar
  ) -> (key: String, title: String) {
    switch self {
    case .model:
      let key = row.entry.modelKey.isEmpty ? row.entry.modelID : row.entry.modelKey
      return (key, key)
    case .day:
      let day = calendar.day(atMilliseconds: row.at).text
      return (day, day)
    case .project: return (row.project, row.project.isEmpty ? "(no project)" : row.project)
    case .session:
      guard let session = row.session else { return ("", "(no session)") }
      return (session.text, "\(session.short) \(row.title)")
    case .task:
      let task = row.entry.task ?? ""
      return (task, task.isEmpty ? "(no task)" : task)
    }
  }
}
