internal import CSystem
internal import CTerminal
public import Engine
internal import Glibc
public import Interface

/// The terminal while the program has it: entered in `open`, given back in
/// `leave`. Main thread only; one at a time, because curses has one.
///
/// Entering and leaving are the same list of steps forwards and backwards:
/// stderr captured · guard armed · curses · modes · questions. Every step of
/// leaving may be repeated.
public final class TerminalSession {
  /// How many colours themes have to work with.
  public let colorLevel: ColorLevel
  /// Poll this for reading, then call `readInput`.
  public var inputFD: Int32 { device.input }
  /// The terminal went away: nothing will come any more.
  public private(set) var inputHasEnded = false
  /// Whether the terminal brackets whole updates of the screen.
  public private(set) var updatesSynchronously = false

  private let device: TerminalDevice
  private let traits: TerminalTraits
  private let report: CrashReport
  private var settings = termios()
  private var capture: ErrorCapture?
  private var decoder = InputDecoder()
  private var burst: PasteBurst
  private var renderer: CursesRenderer
  private var knowsKitty = false
  private var isEntered = false
  /// When questions were sent whose last answer is still out.
  private var askedAt: MonotonicTime?
  /// What the program takes of the mouse.
  private var mouse = InterfaceSettings.Mouse.off
  /// The window's title while the program has one.
  private var title: String?
  private var pace = OutputPace()

  /// What the crash guard tells, and where the log is.
  public struct CrashReport: Sendable {
    /// `name version`.
    public var program: String
    /// The log file's path, for people; empty when there is none.
    public var logPath: String
    /// The log, open for writing; -1 when there is none. Stays the caller's.
    public var logFD: Int32

    /// A report.
    public init(program: String, logPath: String = "", logFD: Int32 = -1) {
      self.program = program
      self.logPath = logPath
      self.logFD = logFD
    }
  }

  /// Takes the terminal: alternate screen, raw mode, stderr captured.
  /// `environment` is asked for TERM, TMUX and NO_COLOR.
  public static func open(
    environment: [String: String], report: CrashReport
  ) throws(TerminalError) -> TerminalSession {
    let device = try TerminalDevice.open()
    do {
      return try TerminalSession(device: device, environment: environment, report: report)
    } catch {
      device.close()
      throw error
    }
  }

  init(
    device: TerminalDevice, environment: [String: String], report: CrashReport
  ) throws(TerminalError) {
    let term = environment["TERM"] ?? ""
    guard !term.isEmpty else { throw .termUnset }
    guard adit_use_utf8() else { throw .noUTF8Locale }
    switch adit_term_check(term, device.output) {
    case ADIT_TERM_USABLE: break
    case ADIT_TERM_NO_CURSOR: throw .cannotAddressCursor(term)
    default: throw .termUnknown(term)
    }
    self.device = device
    self.report = report
    traits = TerminalTraits(environment: environment)
    burst = PasteBurst(hasBrackets: traits.speaksXterm)
    tcgetattr(device.output, &settings)
    let size = Self.size(of: device)
    let opened = adit_screen_open(
      term, device.output, device.input, device.writer, Int32(size.columns), Int32(size.rows))
    guard opened else {
      tcsetattr(device.output, TCSADRAIN, &settings)
      throw .cannotAddressCursor(term)
    }
    let colors = traits.wantsNoColor ? 0 : Int(adit_screen_start_colors())
    colorLevel = traits.colorLevel(colors: colors)
    renderer = CursesRenderer(
      pairs: ColorPairs(level: colorLevel, colors: colors, pairs: Int(adit_screen_pairs())),
      hasSafeCorner: adit_screen_has_safe_corner())
    enterModes()
    ask()
  }

  deinit { close() }

  // MARK: enter and leave

  /// The part of entering that follows curses.
  private func enterModes() {
    let errors = ErrorCapture.begin()
    capture = errors
    armGuard(capturedErrors: errors.file)
    isEntered = true
    sendModes()
  }

  private func sendModes() {
    let mouse = traits.speaksXterm ? TerminalTraits.mouseOn(mouse) : ""
    let title = title.map { TerminalTraits.titlePush + TerminalTraits.title($0) } ?? ""
    send(traits.modesOn(kitty: knowsKitty) + mouse + title)
  }

  /// All that undoes `sendModes`.
  private var modesOff: String {
    (title == nil ? "" : TerminalTraits.titlePop) + (mouse == .off ? "" : TerminalTraits.mouseOff)
      + traits.modesOff(kitty: knowsKitty)
  }

  /// How long a terminal may take for what it has not shown yet when it is
  /// left; what it has not taken by then is dropped.
  private static let drainMilliseconds: Int32 = 1_000

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
    tcgetattr(device.output, &settings)
    adit_screen_return()
    enterModes()
    resize()
    // What was typed for somebody else.
    tcflush(device.input, TCIFLUSH)
    decoder = freshDecoder()
    pace.restart()
  }

  /// Leaves for good and frees curses. Idempotent; also done by `deinit`.
  public func close() {
    guard !isClosed else { return }
    isClosed = true
    leave()
    adit_screen_close()
    device.close()
  }
  private var isClosed = false

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

  // MARK: input

  /// What was typed and has not been read; also settles what waited until
  /// `inputDeadline`. Replies that only the session needs stay here.
  public func readInput(now: MonotonicTime) -> [InputEvent] {
    var events: [InputEvent] = []
    switch device.readAll() {
    case .bytes(let bytes): events = decoder.feed(bytes, at: now)
    case .nothing: break
    case .ended: inputHasEnded = true
    }
    events += decoder.expire(at: now)
    pace.expire(at: now)
    events.removeAll { handled($0, now) }
    if isFocusAssumed {
      isFocusAssumed = false
      events.insert(.focus(true), at: 0)
    }
    return burst.joined(events, at: now)
  }

  /// When `readInput` has something to do though nothing was typed.
  public var inputDeadline: MonotonicTime? {
    [decoder.deadline, pace.deadline].compactMap { $0 }.min()
  }
  /// Focus reports were found to be there.
  private var isFocusAssumed = false

  private func handled(_ event: InputEvent, _ now: MonotonicTime) -> Bool {
    guard case .reply(let reply) = event else { return false }
    switch reply {
    case .kittyKeyboard:
      guard !knowsKitty, isEntered else { return true }
      knowsKitty = true
      decoder.escapeMilliseconds = InputDecoder.disambiguatedEscapeMilliseconds
      send(TerminalTraits.kittyOn)
      prepareRestore()
    case .mode(let mode, let state):
      // 1 set, 2 reset, 3 permanently set: it is there.
      let isThere = (1...3).contains(state)
      if mode == 2026 { updatesSynchronously = isThere }
      // Reports come when it changes: until then somebody looks.
      if mode == 1004, isThere { isFocusAssumed = true }
    case .deviceAttributes:
      askedAt = nil
      pace.answersEnd()
    case .caughtUp: pace.caughtUp(at: now)
    case .backgroundColor, .colorScheme: return false
    }
    return true
  }

  private func freshDecoder() -> InputDecoder {
    var fresh = InputDecoder()
    fresh.escapeMilliseconds = decoder.escapeMilliseconds
    return fresh
  }

  private func ask() {
    guard !traits.questions.isEmpty else { return }
    send(traits.questions)
    let now = Self.now()
    askedAt = now
    pace.asked(at: now)
  }

  /// How long a terminal is waited for of which nobody knows whether it answers
  /// at all. Only a session that ends sooner than this after a question waits,
  /// and only for the rest of it.
  private static let answersMilliseconds = 150

  /// Answers that come after the end would be typed into the shell. Those of a
  /// terminal that has answered before are on their way, however long it is.
  private func awaitAnswers() {
    let start = Self.now()
    while askedAt != nil || pace.isAsking {
      let left =
        pace.canAsk && pace.isAsking
        ? Int(Self.drainMilliseconds) - Self.now().milliseconds(since: start)
        : Self.answersMilliseconds - Self.now().milliseconds(since: askedAt ?? start)
      guard left > 0, !inputHasEnded else { break }
      var item = pollfd(fd: device.input, events: Int16(POLLIN), revents: 0)
      guard poll(&item, 1, Int32(left)) > 0 else { break }
      _ = readInput(now: Self.now())
    }
    askedAt = nil
  }

  // MARK: output

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
    if pace.painted(sent: adit_screen_sent_bytes(), at: Self.now()) {
      send(TerminalTraits.caughtUpQuestion)
    }
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

  /// Rings or flashes.
  public func bell() { if isEntered { adit_screen_bell() } }

  /// Tells somebody who looks elsewhere: on the desktop where the terminal is
  /// known to do that and `onDesktop`, else by the bell.
  public func notify(_ text: String, onDesktop: Bool) {
    guard isEntered else { return }
    let text = Self.line(text)
    guard onDesktop, traits.speaksXterm,
      let bytes = traits.desktopNotice.bytes(text, isInTmux: traits.isInTmux)
    else { return bell() }
    send(bytes)
  }

  /// Takes that much of the mouse from now on.
  public func setMouse(_ wanted: InterfaceSettings.Mouse) {
    guard wanted != mouse else { return }
    let off = mouse == .off ? "" : TerminalTraits.mouseOff
    mouse = wanted
    guard isEntered, traits.speaksXterm else { return }
    send(off + TerminalTraits.mouseOn(wanted))
    prepareRestore()
  }

  /// Names the window, where its old name can be given back; nothing is sent
  /// unless it changes.
  public func setTitle(_ wanted: String) {
    let wanted = Self.line(wanted)
    guard isEntered, traits.keepsTitles, wanted != title else { return }
    send((title == nil ? TerminalTraits.titlePush : "") + TerminalTraits.title(wanted))
    let isFirst = title == nil
    title = wanted
    if isFirst { prepareRestore() }
  }

  /// Longest title or message, characters.
  private static let lineLimit = 120

  /// `text` without anything that would end or begin a sequence.
  private static func line(_ text: String) -> String {
    let scalars = text.unicodeScalars.filter {
      $0.properties.generalCategory != .control && $0.properties.generalCategory != .format
    }
    return String(String(String.UnicodeScalarView(scalars)).prefix(lineLimit))
  }

  /// Asks for the background's colour again.
  public func askForBackground() {
    guard isEntered, traits.speaksXterm else { return }
    send(TerminalTraits.backgroundQuestion + TerminalTraits.lastQuestion)
    askedAt = Self.now()
  }

  /// The window's size now, asked of the system; cheap.
  public func size() -> ScreenSize { Self.size(of: device) }

  /// Follows the window's size; the next `draw` sends everything. Call it
  /// after SIGWINCH and before drawing a frame of another size.
  @discardableResult
  public func resize() -> ScreenSize {
    let size = size()
    adit_screen_resize(Int32(size.columns), Int32(size.rows))
    adit_screen_redraw()
    renderer.forget()
    return size
  }

  /// What the program is at, for the crash report; cut at 63 bytes.
  public func setPhase(_ phase: String) { adit_guard_set_phase(phase) }

  /// A terminal that does not tell its size is taken for one of old.
  private static let unknownSize = ScreenSize(columns: 80, rows: 24)

  private static func size(of device: TerminalDevice) -> ScreenSize {
    var columns: Int32 = 0
    var rows: Int32 = 0
    guard adit_window_size(device.output, &columns, &rows) == 0, columns > 0, rows > 0 else {
      return unknownSize
    }
    return ScreenSize(columns: Int(columns), rows: Int(rows))
  }

  private func send(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { adit_screen_send($0.baseAddress, $0.count) }
    }
  }

  private static func now() -> MonotonicTime {
    MonotonicTime(nanoseconds: adit_monotonic_nanoseconds())
  }

  // MARK: crash guard

  private func armGuard(capturedErrors: Int32) {
    var guarded = adit_guard()
    guarded.terminal = device.output
    guarded.captured_errors = capturedErrors
    guarded.log = report.logFD
    withUnsafeMutableBytes(of: &guarded.program) { Self.copy(report.program, to: $0) }
    withUnsafeMutableBytes(of: &guarded.log_path) { Self.copy(report.logPath, to: $0) }
    adit_guard_arm(&guarded, &settings)
    prepareRestore()
  }

  private func prepareRestore() {
    var bytes = Array((TerminalTraits.cancel + TerminalTraits.synchronizedOff + modesOff).utf8)
    if !traits.speaksXterm { bytes = [] }
    var screen = [CChar](repeating: 0, count: Int(ADIT_GUARD_TEXT))
    let count = adit_screen_restore_bytes(&screen, screen.count)
    bytes += screen.prefix(count).map { UInt8(bitPattern: $0) }
    bytes.withUnsafeBytes {
      $0.withMemoryRebound(to: CChar.self) { adit_guard_set_restore($0.baseAddress, $0.count) }
    }
  }

  /// Cut to leave room for the NUL.
  private static func copy(_ text: String, to target: UnsafeMutableRawBufferPointer) {
    target.copyBytes(from: Array(text.utf8.prefix(target.count - 1)) + [0])
  }
}
