internal import Interface
internal import Terminal

extension EventLoop {
  /// Takes a text of the transcript to where it is wanted.
  mutating func run(_ request: CopyRequest) {
    let now = SystemClock.now()
    switch request {
    case .clipboard(let text, let name):
      effects.clipboard.take(text, name: name, speaksXterm: session.speaksXterm)
    case .file(let text, let path, let replaces):
      effects.clipboard.write(text, path: path, replaces: replaces)
    case .editor(let text, let suffix, let line):
      let result = session.withScreenReleased {
        effects.show(text, suffix: suffix, line: line)
      }
      if let result { apply(.effectResult(result), now) }
      apply(.resumed, SystemClock.now())
    case .terminal(let text):
      let print = ScrollbackPrint(input: session.inputFD, signals: signals.descriptor)
      session.withScreenReleased { print.run(text) }
      apply(.resumed, SystemClock.now())
    case .browser(let link):
      guard !effects.browser.open(link) else { return }
      apply(
        .effectResult(
          .failed("The browser could not be started: xdg-open is not installed.")), now)
    }
  }

  /// What became of a request, as the clipboard's thread tells it.
  mutating func take(_ news: Clipboard.News) {
    var event = news.event
    if let sequence = news.sequence, !session.send(clipboard: sequence) {
      event = .failed("The text could not be sent to the terminal. Try again.")
    }
    apply(.copying(event), SystemClock.now())
  }
}
