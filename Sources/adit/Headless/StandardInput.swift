internal import Glibc

/// What is piped into a headless run.
enum StandardInput {
  /// A longer prompt is refused.
  static let maximumBytes = 10 << 20
  /// How long a run that has a prompt already waits for the first byte of a
  /// pipe that nobody writes to, as under many schedulers.
  static let patienceMilliseconds: Int32 = 3_000

  /// How reading ended.
  enum Outcome: Equatable {
    case text(String)
    /// A terminal, or nothing came.
    case nothing
    /// A pipe stayed silent.
    case silent
    case tooLong
  }

  /// Reads everything; waits for the first byte only so long when
  /// `isOptional`.
  static func read(isOptional: Bool) -> Outcome {
    guard isatty(STDIN_FILENO) == 0, fcntl(STDIN_FILENO, F_GETFD) >= 0 else { return .nothing }
    if isOptional {
      var waiting = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      if poll(&waiting, 1, patienceMilliseconds) == 0 { return .silent }
    }
    let bytes = FileAccess.readAll(STDIN_FILENO, limit: maximumBytes + 1)
    if bytes.count > maximumBytes { return .tooLong }
    let text = String(decoding: bytes, as: UTF8.self)
    return text.contains(where: { !$0.isWhitespace }) ? .text(text) : .nothing
  }
}
