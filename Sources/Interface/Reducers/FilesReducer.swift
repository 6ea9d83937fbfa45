import Engine

/// What comes of the files that the prompt names.
enum FilesReducer {
  static func reduce(
    into state: inout AppState, _ event: FileEvent, now: MonotonicTime
  ) -> [AppEffect] {
    []
  }
}
