internal import CSystem
internal import Glibc
internal import Interface

/// Hands a text to the user's editor and takes it back.
struct ExternalEditor {
  /// Nobody edits more than that by hand; a larger file is left alone.
  private static let maximumBytes = 8 << 20

  /// Editor and its arguments.
  private let command: [String]
  /// `NAME=value` of everything that the editor gets to see.
  private let variables: [String]

  /// `VISUAL`, `EDITOR`, else `vi`. Split into words, never given to a shell.
  /// `childEnvironment` is the editor's own (`ChildEnvironment`).
  /// The values are taken as they are: quotes in them part words.
  init(environment: [String: String], childEnvironment: [String: String]) {
    variables = childEnvironment.map { "\($0.key)=\($0.value)" }.sorted()
    let commands = ["VISUAL", "EDITOR"].map { CommandWords.split(environment[$0] ?? "") }
    command = commands.first { !$0.isEmpty } ?? ["vi"]
  }

  /// Runs the editor on `text` in the terminal that this process has, and
  /// waits for its end. The screen must have been released.
  func edit(_ text: String, temporaryFolder: String) -> EffectResult {
    guard let file = TemporaryFile(text, name: "prompt", suffix: ".md", folder: temporaryFolder)
    else {
      return .failed("The editor needs a file in \(temporaryFolder), which cannot be written to.")
    }
    let path = file.path
    var isKept = false
    defer { if !isKept { file.remove() } }
    switch run(command + [path]) {
    case .failure(let reason): return .failed(reason.text)
    case .success:
      guard let bytes = FileAccess.read(path, lastBytes: Self.maximumBytes + 1) else {
        return .failed("The editor left no file; the prompt is unchanged.")
      }
      guard bytes.count <= Self.maximumBytes else {
        isKept = true
        return .failed(
          "What the editor wrote is longer than \(Self.maximumBytes >> 20) MB; the prompt is"
            + " unchanged, and the text is still in \(path).")
      }
      var edited = String(decoding: bytes, as: UTF8.self)
      // Editors end a file with a line end that is not part of the prompt.
      if edited.hasSuffix("\n") { edited.removeLast() }
      return .edited(edited)
    }
  }

  /// Shows `text` in the editor at `line`, in a file whose name ends in
  /// `suffix`, and waits for its end; changes are not taken over. `nil`: it
  /// went well. The screen must have been released.
  func show(
    _ text: String, suffix: String, line: Int, temporaryFolder: String
  ) -> EffectResult? {
    guard let file = TemporaryFile(text, name: "read", suffix: suffix, folder: temporaryFolder)
    else {
      return .failed("The editor needs a file in \(temporaryFolder), which cannot be written to.")
    }
    defer { file.remove() }
    switch run(command + Self.arguments(of: command.first ?? "", line: line) + [file.path]) {
    case .success: return nil
    case .failure(let reason): return .failed(reason.text)
    }
  }

  /// What makes an editor that is known begin at `line`, and not change the
  /// file.
  static func arguments(of editor: String, line: Int) -> [String] {
    let name = editor.split(separator: "/").last.map(String.init) ?? editor
    let start = "+\(max(1, line))"
    return switch name {
    case "vi", "vim", "nvim", "view", "vim.tiny", "vim.basic": ["-R", start]
    case "nano": ["-v", start]
    case "kak": ["-ro", start]
    case "less", "emacs", "emacsclient", "hx", "helix", "joe", "micro", "mg", "ne": [start]
    default: []
    }
  }

  private struct Reason: Error { var text: String }

  private func run(_ words: [String]) -> Result<Void, Reason> {
    let name = words.first ?? "vi"
    let child = ChildProcess(
      path: name, arguments: words, environment: variables, input: STDIN_FILENO,
      output: STDOUT_FILENO, error: STDERR_FILENO
    ).start()
    guard child > 0 else {
      return .failure(
        Reason(
          text:
            "The editor \(name) could not be started; set VISUAL or EDITOR to one that is installed."
        ))
    }
    let (code, signal) = Self.wait(for: child)
    if signal != 0 {
      return .failure(
        Reason(text: "The editor \(name) was ended by signal \(signal); the prompt is unchanged."))
    }
    if code != 0 {
      return .failure(
        Reason(text: "The editor \(name) ended with code \(code); the prompt is unchanged."))
    }
    return .success(())
  }

  /// Waits for the editor's end. One that is suspended takes this program
  /// along, as its shell expects of a job, and both go on together.
  private static func wait(for child: pid_t) -> (code: Int32, signal: Int32) {
    /// What `waitpid` tells of a process that stands still, in its low byte.
    let stopped: Int32 = 0x7F
    var status: Int32 = 0
    while true {
      let got = waitpid(child, &status, WUNTRACED)
      if got < 0, errno == EINTR { continue }
      guard got == child else { return (0, 0) }
      if status & 0xFF == stopped {
        _ = adit_stop_group()
        kill(child, SIGCONT)
        continue
      }
      let signal = status & 0x7F
      return signal == 0 ? (status >> 8 & 0xFF, 0) : (0, signal)
    }
  }
}
