import Engine

/// Writing the transcript into a file: its name is asked for on the bottom
/// line, and no file is exchanged that the user did not name twice.
enum FileNameReducer {
  static func run(
    _ command: CopyCommand, _ state: inout AppState, now: MonotonicTime
  ) -> [AppEffect] {
    switch command {
    case .writeToFile:
      state.focus = .transcript
      state.copying.fileName = TypedFileName(text: defaultName(in: state))
    case .acceptName: return accept(&state, now: now)
    case .shortenName:
      if state.copying.fileName?.text.popLast() == nil { state.copying.fileName = nil }
    case .clearName: state.copying.fileName?.text = ""
    default: break
    }
    return []
  }

  /// `/write`, `/write PATH`.
  static func write(
    to path: String, _ state: inout AppState, now: MonotonicTime
  ) -> [AppEffect] {
    guard path.isEmpty else { return request(path, replaces: false, state, now: now) }
    return run(.writeToFile, &state, now: now)
  }

  /// A name that tells what it is and of when.
  private static func defaultName(in state: AppState) -> String {
    let day = state.configuration.today
    return "transcript\(day.isEmpty ? "" : "-\(day)").md"
  }

  private static func accept(_ state: inout AppState, now: MonotonicTime) -> [AppEffect] {
    guard let typed = state.copying.fileName else { return [] }
    let path = typed.text.trimmed
    guard !path.isEmpty else {
      state.copying.fileName = nil
      return []
    }
    return request(path, replaces: typed.existing == path, state, now: now)
  }

  private static func request(
    _ path: String, replaces: Bool, _ state: AppState, now: MonotonicTime
  ) -> [AppEffect] {
    let text = TranscriptSource(state, now: now).markdown().text
    return [.copying(.file(text, path: path, replaces: replaces))]
  }

  /// There is such a file: it is asked once more.
  static func exists(_ path: String, _ state: inout AppState) {
    state.focus = .transcript
    state.copying.fileName = TypedFileName(text: path, existing: path)
  }
}
