import Engine

/// Taking text out of the transcript: selections, messages, code blocks, and
/// where they go.
enum CopyReducer {
  static func run(
    _ command: CopyCommand, _ state: inout AppState, now: MonotonicTime
  ) -> [AppEffect] {
    []
  }
}
