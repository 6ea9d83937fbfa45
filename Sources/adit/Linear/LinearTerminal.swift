internal import Glibc
internal import Interface

/// Where the lines go, and what is set for them: nothing but the echo of a
/// secret.
struct LinearTerminal {
  /// Whether a person types here.
  let isInteractive = isatty(STDIN_FILENO) == 1
  private let ringsBell = isatty(STDOUT_FILENO) == 1
  /// What stands at the end of the output without a line end.
  private var prompt = ""
  private var settings: termios?

  /// Writes what there is to say, then what stands before the next line.
  mutating func show(_ news: LinearNews) {
    if !news.lines.isEmpty { write(news.lines) }
    if news.ringsBell { bell() }
    hideInput(news.hidesInput)
    guard isInteractive, prompt != news.prompt else { return }
    beginLine()
    prompt = news.prompt
    PlainOutput.answer.write(prompt)
  }

  mutating func write(_ lines: [String]) {
    beginLine()
    PlainOutput.answer.write(lines.joined(separator: "\n") + "\n")
  }

  /// The user ended the line at whose beginning the prompt stands.
  mutating func lineWasTyped() {
    if settings != nil { PlainOutput.answer.write("\n") }
    prompt = ""
  }

  /// What comes next begins a line.
  mutating func beginLine() {
    guard !prompt.isEmpty else { return }
    prompt = ""
    PlainOutput.answer.write("\n")
  }

  func bell() {
    if ringsBell { _ = FileAccess.write([0x07], to: STDOUT_FILENO) }
  }

  /// Forgets what was typed and not read.
  func dropInput() { tcflush(STDIN_FILENO, TCIFLUSH) }

  /// Gives the terminal back as it was.
  mutating func close() {
    hideInput(false)
    beginLine()
  }

  private mutating func hideInput(_ isHidden: Bool) {
    guard isInteractive, isHidden != (settings != nil) else { return }
    if var saved = settings {
      tcsetattr(STDIN_FILENO, TCSADRAIN, &saved)
      settings = nil
      return
    }
    var saved = termios()
    guard tcgetattr(STDIN_FILENO, &saved) == 0 else { return }
    var silent = saved
    silent.c_lflag &= ~tcflag_t(ECHO)
    settings = saved
    tcsetattr(STDIN_FILENO, TCSADRAIN, &silent)
  }
}
