internal import CSystem
internal import CTerminal
internal import Engine
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
  public internal(set) var inputHasEnded = false
  /// Whether the terminal brackets whole updates of the screen.
  public internal(set) var updatesSynchronously = false

  let device: TerminalDevice
  let traits: TerminalTraits
  let report: CrashReport
  var settings = termios()
  var capture: ErrorCapture?
  var decoder = InputDecoder()
  var burst: PasteBurst
  var renderer: CursesRenderer
  var knowsKitty = false
  var isEntered = false
  /// When questions were sent whose last answer is still out.
  var askedAt: MonotonicTime?
  /// What the program takes of the mouse.
  var mouse = InterfaceSettings.Mouse.off
  /// The window's title while the program has one.
  var title: String?
  /// The cursor's shape as the program left it.
  var cursorShape = CursorShape.standard
  /// Whether it was ever another than the terminal's own.
  var changesCursor = false
  var pace = OutputPace()
  /// Focus reports were found to be there.
  var isFocusAssumed = false
  var isClosed = false
  /// Another process gives the terminal back should this one be killed.
  var isWatched = false

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

  static func now() -> MonotonicTime {
    MonotonicTime(nanoseconds: adit_monotonic_nanoseconds())
  }
}
