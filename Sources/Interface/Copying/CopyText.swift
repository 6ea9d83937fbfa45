/// What is said about copies.
enum CopyText {
  /// `copied code block 2 (34 lines) with wl-copy`.
  static func sentence(name: String, lines: Int, route: ClipboardRoute) -> String {
    let what = "\(name) (\(self.lines(lines)))"
    return switch route {
    case .tool(let tool): "copied \(what) with \(tool)"
    case .tmux(isPassedOn: true): "copied \(what) with tmux"
    case .tmux(isPassedOn: false): "copied \(what) into tmux alone: paste with prefix + ]"
    case .terminal: "copied \(what): sent to the terminal (OSC 52)"
    // What is cut in narrow windows is the reason, never the path.
    case .file(let path, let reason): "\(what) written to \(path): \(reason)"
    }
  }

  static func lines(_ count: Int) -> String {
    count == 1 ? "1 line" : "\(NumberText.grouped(count)) lines"
  }

  /// A path has to be read, and maybe typed.
  static let longMilliseconds = 8_000

  /// How long the sentence stands.
  static func milliseconds(_ route: ClipboardRoute) -> Int {
    switch route {
    case .tool, .tmux(isPassedOn: true), .terminal: Toast.durationMilliseconds
    case .tmux(isPassedOn: false), .file: longMilliseconds
    }
  }
}
