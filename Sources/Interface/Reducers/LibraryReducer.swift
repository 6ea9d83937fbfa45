import Engine
import TextModel

/// What is told of the sessions that are kept.
enum LibraryReducer {
  static func reduce(
    into state: inout AppState, _ event: LibraryEvent, now: MonotonicTime
  ) -> [AppEffect] {
    switch event {
    case .notice(let text): state.remark(text)
    case .failed(let text): state.say(text, role: .error)
    case .saving, .opened, .listed, .offered, .deleted, .titled, .speeds, .spending, .report: break
    }
    return []
  }
}
