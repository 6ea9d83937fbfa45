internal import CSystem
internal import CTerminal
internal import Glibc
internal import Interface

extension TerminalSession {
  /// The part of entering that follows curses.
  func enterModes() {
    let errors = ErrorCapture.begin()
    capture = errors
    armGuard(capturedErrors: errors.file)
    isEntered = true
    sendModes()
  }

  func sendModes() {
    let mouse = traits.speaksXterm ? TerminalTraits.mouseOn(mouse) : ""
    let title = title.map { TerminalTraits.titlePush + TerminalTraits.title($0) } ?? ""
    let cursor = cursorShape == .standard ? "" : TerminalTraits.cursor(cursorShape)
    send(traits.modesOn(kitty: knowsKitty) + mouse + title + cursor)
  }

  /// All that undoes `sendModes`.
  var modesOff: String {
    (changesCursor ? TerminalTraits.cursor(.standard) : "")
      + (title == nil ? "" : TerminalTraits.titlePop)
      + (mouse == .off ? "" : TerminalTraits.mouseOff)
      + traits.modesOff(kitty: knowsKitty)
  }

  /// How long a terminal may take for what it has not shown yet when it is
  /// left; what it has not taken by then is dropped.
  static let drainMilliseconds: Int32 = 1_000

  /// Gives the terminal back as it was: modes, screen, settings, stderr.
  /// Idempotent.
  public func leave() {
    guard isEntered else { return }
    isEntered = false
    if adit_screen_drain(Self.drainMilliseconds) { awaitAnswers() }
    send(modesOff)
    adit_screen_leave()
    tcsetattr(device.output, TCSADRAIN, &settings)
    adit_guard_disarm()
    capture?.end(log: report.logFD)
    capture = nil
  }

  /// Takes the terminal again after `leave`, with the settings it has now as
  /// those to give back.
  public func enter() {
    guard !isEntered else { return }
    // What was typed for somebody else; what follows the first sign of the
    // program is typed for it.
    tcflush(device.input, TCIFLUSH)
    tcgetattr(device.output, &settings)
    adit_screen_return()
    enterModes()
    resize()
    decoder = freshDecoder()
    pace.restart()
    // Somebody may have ended the watcher meanwhile: the next frame looks.
    isWatched = false
  }

  /// Leaves for good and frees curses. Idempotent; also done by `deinit`.
  public func close() {
    guard !isClosed else { return }
    isClosed = true
    leave()
    adit_watcher_stop()
    adit_screen_close()
    device.close()
  }

  /// Stops the program's process group as ^Z does and takes the terminal
  /// again when it goes on.
  public func suspend() {
    leave()
    adit_stop_group()
    enter()
  }

  /// Sets everything anew after the process was stopped by someone else
  /// (SIGCONT without `suspend`): a shell may have changed all of it.
  public func rearm() {
    guard isEntered else { return }
    adit_screen_drain(Self.drainMilliseconds)
    send(modesOff)
    adit_screen_leave()
    adit_screen_return()
    sendModes()
    pace.restart()
    resize()
  }

  /// Gives the terminal to `body` (an editor) and takes it back.
  public func withScreenReleased<Result>(_ body: () throws -> Result) rethrows -> Result {
    leave()
    defer { enter() }
    return try body()
  }
}
