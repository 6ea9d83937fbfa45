internal import CTerminal
internal import Engine
public import Interface

extension TerminalSession {
  /// Poll this for writing while `isBehind`, then call `flushOutput`.
  public var outputFD: Int32 { adit_screen_waits() ? device.writer : -1 }

  /// Whether the terminal has yet to take what it was sent. Nothing should be
  /// painted meanwhile: by then there is a newer picture.
  public var isBehind: Bool { adit_screen_waits() || pace.isWaiting }

  /// Sends of what waits as much as the terminal takes.
  public func flushOutput() { _ = adit_screen_flush() }

  /// Makes the terminal show `frame`. Unchanged rows cost nothing.
  public func draw(_ frame: Frame) {
    guard isEntered else { return }
    renderer.draw(frame, synchronized: updatesSynchronously)
    setCursorShape(frame.cursorShape)
    if pace.painted(sent: adit_screen_sent_bytes(), at: Self.now()) {
      send(TerminalTraits.caughtUpQuestion)
    }
    // Not before somebody sees something: it takes about a millisecond.
    if !isWatched { isWatched = adit_watcher_start() }
  }

  /// The next `draw` clears the screen and sends everything.
  public func redraw() {
    adit_screen_redraw()
    renderer.repaint()
  }

  /// Whether sequences of xterm may be sent.
  public var speaksXterm: Bool { traits.speaksXterm }

  /// Sends what asks the terminal to take a text onto its clipboard (OSC 52);
  /// `false`: nobody would understand it. Terminals that do not allow it ignore
  /// it quietly.
  public func send(clipboard sequence: String) -> Bool {
    guard isEntered, traits.speaksXterm else { return false }
    send(sequence)
    return true
  }

  func send(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { adit_screen_send($0.baseAddress, $0.count) }
    }
  }
}
