/// tmux's own clipboard: a buffer that it keeps, and passes on to the terminal
/// where both are set to.
struct TmuxClipboard {
  /// `NAME=value` of what tmux gets to see.
  let environment: [String]

  enum Outcome: Equatable {
    /// `isPassedOn`: to a terminal that takes it.
    case done(isPassedOn: Bool)
    case failed(String)
  }

  func take(_ text: [UInt8]) -> Outcome {
    // tmux before 3.2 knows no -w.
    guard case .failed = run(["load-buffer", "-w", "-"], text) else {
      return .done(isPassedOn: passesOn)
    }
    switch run(["load-buffer", "-"], text) {
    case .done: return .done(isPassedOn: false)
    case .failed(let reason): return .failed(reason)
    }
  }

  /// Whether tmux gives its buffers to the terminal, and the terminal is known
  /// to take them.
  private var passesOn: Bool {
    let question = "#{set-clipboard} #{client_termfeatures}"
    guard case .done(let answer) = run(["display-message", "-p", question], []) else {
      return false
    }
    return Self.passesOn(answer)
  }

  /// `external clipboard,title,256`.
  static func passesOn(_ answer: String) -> Bool {
    let words = answer.split { $0 == " " || $0 == "\n" || $0 == "," }
    return words.first != "off" && words.dropFirst().contains("clipboard")
  }

  private func run(_ arguments: [String], _ input: [UInt8]) -> ClipboardCommand.Outcome {
    ClipboardCommand(arguments: ["tmux"] + arguments, environment: environment).run(input: input)
  }
}
