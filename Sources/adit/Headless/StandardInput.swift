internal import Engine
internal import Glibc

/// What is piped into a headless run.
enum StandardInput {
  /// A longer prompt is refused.
  static let maximumBytes = 10 << 20
  /// How long a run that has a prompt already waits for the first byte of a
  /// pipe that nobody writes to, as under many schedulers.
  static let patienceMilliseconds: Int32 = 3_000

  /// U+FEFF, with which editors of other systems begin files; no part of the
  /// text.
  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// How reading ended.
  enum Outcome: Equatable {
    case text(String)
    /// A terminal, or nothing came.
    case nothing
    /// A pipe stayed silent.
    case silent
    case tooLong
    /// A signal came meanwhile.
    case signal(Int32)
  }

  /// Reads everything; waits for the first byte only so long when
  /// `isOptional`.
  static func read(isOptional: Bool, signals: HeadlessSignals) -> Outcome {
    guard isatty(STDIN_FILENO) == 0, fcntl(STDIN_FILENO, F_GETFD) >= 0 else { return .nothing }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= maximumBytes {
      var items = [
        pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
        pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0),
      ]
      let ready = poll(&items, 2, isOptional && bytes.isEmpty ? patienceMilliseconds : -1)
      if ready == 0 { return .silent }
      if let number = signals.next() { return .signal(number) }
      guard items[0].revents != 0 else { continue }
      let count = Glibc.read(STDIN_FILENO, &buffer, buffer.count)
      if count < 0, errno == EINTR || errno == EAGAIN { continue }
      guard count > 0 else { break }
      bytes += buffer[..<count]
    }
    if bytes.count > maximumBytes { return .tooLong }
    if bytes.starts(with: byteOrderMark) { bytes.removeFirst(byteOrderMark.count) }
    let text = String(decoding: bytes, as: UTF8.self)
    return text.contains(where: { !$0.isWhitespace }) ? .text(text) : .nothing
  }
}
