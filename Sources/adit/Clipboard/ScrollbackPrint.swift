internal import Glibc

/// Prints a text to the terminal while the screen is released, so that it goes
/// into the terminal's own scrollback, and waits for a key.
///
/// A signal ends the waiting; it is not read here. A key ends the printing
/// itself: nobody is made to watch ten megabytes.
struct ScrollbackPrint {
  /// What is written at once before keys are looked for: some screens.
  private static let chunkBytes = 16 << 10
  private static let question = "-- printed; any key goes back to adit --"

  /// Where keys come from.
  let input: Int32
  /// Readable when a signal waits.
  let signals: Int32

  /// Prints `text`, which holds nothing that a terminal interprets.
  func run(_ text: String) {
    var settings = termios()
    let isTerminal = tcgetattr(input, &settings) == 0
    var single = settings
    // Every key is one, Ctrl+C and Ctrl+Z too, and none is shown.
    single.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG | IEXTEN)
    if isTerminal { tcsetattr(input, TCSANOW, &single) }
    defer { if isTerminal { tcsetattr(input, TCSANOW, &settings) } }
    let bytes = Array((text + "\n" + Self.question).utf8)
    var rest = bytes[...]
    while !rest.isEmpty {
      guard FileAccess.write(Array(rest.prefix(Self.chunkBytes)), to: STDOUT_FILENO) else { return }
      rest = rest.dropFirst(Self.chunkBytes)
      if isInterrupted(milliseconds: 0) { break }
    }
    if rest.isEmpty { _ = isInterrupted(milliseconds: -1) }
    _ = FileAccess.write(Array("\r\u{1b}[K\n".utf8), to: STDOUT_FILENO)
  }

  /// Whether a key or a signal came within that time; -1: whenever it comes.
  private func isInterrupted(milliseconds: Int32) -> Bool {
    while true {
      var items = [
        pollfd(fd: input, events: Int16(POLLIN), revents: 0),
        pollfd(fd: signals, events: Int16(POLLIN), revents: 0),
      ]
      let count = poll(&items, nfds_t(items.count), milliseconds)
      if count < 0, errno == EINTR { continue }
      return count != 0
    }
  }
}
