/// The routes to a clipboard that are tried, in their order. Pure: it goes by
/// the environment alone, because none of the routes can be asked whether it
/// will work.
struct ClipboardPlan: Equatable {
  enum Route: Equatable {
    /// A program that takes the text on its stdin.
    case tool([String])
    case tmux
    case terminal(TerminalClipboard)
    case file
  }

  let routes: [Route]
  /// Why there is no other way than the file, where that is so.
  let reason: String

  /// `speaksXterm`: the terminal understands OSC 52, or ignores it quietly.
  init(environment: [String: String], choice: ClipboardChoice, speaksXterm: Bool) {
    func has(_ name: String) -> Bool { environment[name]?.isEmpty == false }
    let tools = Self.tools(
      hasWayland: has("WAYLAND_DISPLAY"), hasX11: has("DISPLAY")
    ).map(Route.tool)
    // The clipboard at this end of the connection is nobody's.
    let isRemote = has("SSH_CONNECTION") || has("SSH_TTY")
    let tmux: [Route] = has("TMUX") ? [.tmux] : []
    let terminal: [Route] =
      speaksXterm ? [.terminal(TerminalClipboard(environment: environment))] : []
    let wanted: [Route]
    switch choice {
    case .auto: wanted = (isRemote ? [] : tools) + tmux + terminal
    case .tool: wanted = tools
    case .tmux: wanted = tmux
    case .osc52: wanted = terminal
    case .file: wanted = []
    }
    routes = wanted + [.file]
    reason = Self.reason(for: choice)
  }

  private static func tools(hasWayland: Bool, hasX11: Bool) -> [[String]] {
    let wayland = [["wl-copy"]]
    let x11 = [["xclip", "-selection", "clipboard"], ["xsel", "--clipboard", "--input"]]
    return (hasWayland ? wayland : []) + (hasX11 ? x11 : [])
  }

  /// Why nothing but the file is left when there was nothing to try.
  private static func reason(for choice: ClipboardChoice) -> String {
    switch choice {
    case .auto: "no clipboard can be reached from this terminal"
    case .tool: "there is no display for a clipboard tool"
    case .tmux: "this is not in tmux"
    case .osc52: "this terminal does not know OSC 52"
    case .file: "as the setting \"clipboard\" says"
    }
  }
}
