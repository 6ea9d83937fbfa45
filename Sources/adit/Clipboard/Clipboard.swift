internal import Bedrock
internal import Interface
internal import Wire

/// Puts texts on the clipboard, by the first route that works, and into files;
/// on a thread of its own, because programs and disks can hang. The thread
/// starts with the first text and sleeps in between.
///
/// Nothing is ever read from a clipboard.
struct Clipboard: Sendable {
  /// What became of a text; with a sequence that is to be sent to the terminal
  /// first, by whoever may.
  struct News: Hashable, Sendable {
    var event: CopyEvent
    var sequence: String?
  }

  /// Where a text is kept that no route takes.
  static let fileName = "copied.txt"

  private let environment: [String: String]
  private let choice: ClipboardChoice
  private let directories: Directories
  /// `nil`: the system has no descriptor left.
  private let thread: BackgroundWriter?
  private let tell: @Sendable (News) -> Void

  /// `environment`: of the clipboard's programs.
  init(
    environment: [String: String], choice: ClipboardChoice, directories: Directories,
    tell: @escaping @Sendable (News) -> Void
  ) {
    self.environment = environment
    self.choice = choice
    self.directories = directories
    self.tell = tell
    thread = BackgroundWriter()
  }

  /// Takes `text`, which people call `name`.
  func take(_ text: String, name: String, speaksXterm: Bool) {
    run { take(Array(text.utf8), name: name, speaksXterm: speaksXterm) }
  }

  /// Writes `text` into the file of the user's choice.
  func write(_ text: String, path: String, replaces: Bool) {
    run {
      let file = WrittenFile(path: path, home: directories.home)
      tell(News(event: file.write(text, replaces: replaces)))
    }
  }

  /// Waits for what is under way, for the program's own end.
  func drain() { thread?.drain() }

  private func run(_ job: @escaping @Sendable () -> Void) {
    guard let thread else {
      return tell(News(event: .failed("Nothing can be copied: the system has no descriptor left.")))
    }
    guard thread.run(job) else {
      return tell(News(event: .failed("Nothing is copied: what was copied before still waits.")))
    }
  }

  private func take(_ text: [UInt8], name: String, speaksXterm: Bool) {
    let plan = ClipboardPlan(environment: environment, choice: choice, speaksXterm: speaksXterm)
    let variables = environment.map { "\($0.key)=\($0.value)" }.sorted()
    let lines = Self.lineCount(of: text)
    func told(_ route: ClipboardRoute, _ sequence: String? = nil) {
      tell(News(event: .copied(name: name, lines: lines, route), sequence: sequence))
    }
    var reason = plan.reason
    for route in plan.routes {
      switch route {
      case .tool(let arguments):
        let command = ClipboardCommand(arguments: arguments, environment: variables)
        switch command.run(input: text) {
        case .done: return told(.tool(arguments.first ?? ""))
        case .failed(let why): reason = why
        }
      case .tmux:
        switch TmuxClipboard(environment: variables).take(text) {
        case .done(let isPassedOn): return told(.tmux(isPassedOn: isPassedOn))
        case .failed(let why): reason = why
        }
      case .terminal(let terminal):
        if let sequence = terminal.sequence(for: text) { return told(.terminal, sequence) }
        reason = "too long for the terminal"
      case .file: return tell(News(event: keep(text, name: name, lines: lines, reason: reason)))
      }
    }
  }

  private func keep(_ text: [UInt8], name: String, lines: Int, reason: String) -> CopyEvent {
    guard let folder = directories.state else {
      return .failed(
        "\(name) could not be copied: \(reason), and there is no home directory for a file."
          + " Set HOME or XDG_STATE_HOME.")
    }
    let path = "\(folder)/\(Self.fileName)"
    let file = FileReplacement(
      path: path, shownPath: directories.abbreviated(path), home: directories.home,
      suffix: Hex.encode((0..<8).map { _ in .random(in: .min ... .max) }))
    do throws(FileFailure) {
      try file.write(text)
      return .copied(name: name, lines: lines, .file(path: file.shownPath, reason: reason))
    } catch {
      return .failed("\(name) could not be copied: \(reason), and \(error.message).")
    }
  }

  /// As people count them: the last line needs no end.
  static func lineCount(of text: [UInt8]) -> Int {
    guard let last = text.last else { return 0 }
    return text.reduce(last == 0x0A ? 0 : 1) { $0 + ($1 == 0x0A ? 1 : 0) }
  }
}
