import Engine
import TextModel

/// A sign-in that goes on outside of the program: a device login, or a command
/// of the user's.
enum SignInView {
  /// Lines of a command's output that are shown, the last.
  private static let maximumOutputLines = 6

  static func draw(
    _ status: SignInStatus, state: AppState, now: MonotonicTime, on canvas: inout Canvas
  ) {
    let lines: [PanelView.Line] =
      switch status {
      case .device(let url, _, let code, let expiresAt):
        device(url: url, code: code, expiry: expiry(expiresAt, state: state, now: now))
      case .command(let command, let output, let url):
        self.command(command, output: output, url: url)
      case .ended: []
      }
    let hasAddress = status.address != nil
    let opens = hasAddress && state.configuration.canOpenBrowser
    let hint = [opens ? "Enter browser" : nil, hasAddress ? "c copy" : nil, "Esc cancels"]
    let shortHint = [opens ? "Enter" : nil, hasAddress ? "c" : nil, "Esc"]
    PanelView(
      title: "Signing in", hint: hint.compactMap { $0 }.joined(separator: " · "),
      shortHint: shortHint.compactMap { $0 }.joined(separator: " · "), lines: lines
    ).draw(on: &canvas)
  }

  private static func device(url: String, code: String, expiry: String) -> [PanelView.Line] {
    [
      PanelView.Line("Open this address, check the code and confirm:", rank: 4),
      PanelView.Line("", rank: 9),
      address(url, rank: 1),
      PanelView.Line("", rank: 8),
      PanelView.Line(code, TextStyle(.accent, .bold), rank: 0),
      PanelView.Line("", rank: 7),
      PanelView.Line("waiting for you to confirm\(expiry)", TextStyle(.dim), rank: 3),
    ]
  }

  private static func command(
    _ command: String, output: [String], url: String?
  ) -> [PanelView.Line] {
    var lines = [
      PanelView.Line(
        StyledLine(
          [StyledRun("runs  ", TextStyle(.dim)), StyledRun(command)],
          continuation: [StyledRun("      ")]), rank: 2)
    ]
    if let url {
      lines += [PanelView.Line("", rank: 9), address(url, rank: 0), PanelView.Line("", rank: 8)]
    }
    lines += output.suffix(maximumOutputLines).map {
      PanelView.Line($0, TextStyle(.dim), rank: 6)
    }
    lines.append(PanelView.Line("waiting for it to end", TextStyle(.dim), rank: 3))
    return lines
  }

  /// On lines of its own, from the first column and broken at the last one:
  /// that is how a terminal's own selection takes it whole.
  private static func address(_ url: String, rank: Int) -> PanelView.Line {
    PanelView.Line(
      StyledLine([StyledRun(url, TextStyle(.link))], wrapsAtWords: false), rank: rank)
  }

  private static func expiry(
    _ expiresAt: Int, state: AppState, now: MonotonicTime
  ) -> String {
    guard let seconds = state.unixSeconds(at: now) else { return "" }
    let left = expiresAt - seconds
    return left > 0
      ? " · the code expires in \(NumberText.shortSeconds(left))" : " · the code has expired"
  }
}
