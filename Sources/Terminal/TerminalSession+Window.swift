internal import CSystem
internal import CTerminal
public import Interface

extension TerminalSession {
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

  /// A terminal that does not tell its size is taken for one of old.
  private static let unknownSize = ScreenSize(columns: 80, rows: 24)

  static func size(of device: TerminalDevice) -> ScreenSize {
    var columns: Int32 = 0
    var rows: Int32 = 0
    guard adit_window_size(device.output, &columns, &rows) == 0, columns > 0, rows > 0 else {
      return unknownSize
    }
    return ScreenSize(columns: Int(columns), rows: Int(rows))
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
    prepareRestore()
    send(off + TerminalTraits.mouseOn(wanted))
  }

  /// Shows the cursor so, where the terminal has shapes; nothing is sent unless
  /// it changes.
  func setCursorShape(_ wanted: CursorShape) {
    guard isEntered, traits.hasCursorShapes, wanted != cursorShape else { return }
    cursorShape = wanted
    if !changesCursor {
      changesCursor = true
      prepareRestore()
    }
    send(TerminalTraits.cursor(wanted))
  }

  /// Names the window, where its old name can be given back; nothing is sent
  /// unless it changes.
  public func setTitle(_ wanted: String) {
    let wanted = Self.line(wanted)
    guard isEntered, traits.keepsTitles, wanted != title else { return }
    let isFirst = title == nil
    title = wanted
    if isFirst { prepareRestore() }
    send((isFirst ? TerminalTraits.titlePush : "") + TerminalTraits.title(wanted))
  }

  /// Longest title or message, characters.
  private static let lineLimit = 120

  /// `text` without anything that would end or begin a sequence.
  static func line(_ text: String) -> String {
    let scalars = text.unicodeScalars.filter {
      $0.properties.generalCategory != .control && $0.properties.generalCategory != .format
    }
    return String(String(String.UnicodeScalarView(scalars)).prefix(lineLimit))
  }
}
