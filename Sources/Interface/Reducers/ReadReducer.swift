import Engine

/// Finding one's way in the transcript: folds, filter, outline, bookmarks,
/// code blocks.
enum ReadReducer {
  static func run(
    _ command: ReadCommand, _ state: inout AppState, now: MonotonicTime
  ) -> [AppEffect] {
    []
  }
}
