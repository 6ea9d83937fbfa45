import Engine

/// What the user's own commands do.
enum ShellReducer {
  static func reduce(
    into state: inout AppState, _ event: ShellEvent, now: MonotonicTime
  ) -> [AppEffect] {
    []
  }
}
