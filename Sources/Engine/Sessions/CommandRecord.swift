internal import Wire

/// A command of the user's own that ran in the shell (`!command`), as a session
/// keeps it.
public struct CommandRecord: Hashable, Sendable {
  /// Why a command ended.
  public enum Ending: Hashable, Sendable {
    case exit(Int)
    case signal(Int)
    /// The user stopped it.
    case stopped

    /// `exit 1`, `ended by signal 9`, `stopped`.
    public var words: String {
      switch self {
      case .exit(let code): "exit \(code)"
      case .signal(let number): "ended by signal \(number)"
      case .stopped: "stopped"
      }
    }
  }

  /// Outputs that one prompt takes along, and bytes of one: a prompt, not an
  /// archive.
  public static let maximumUnsent = 10, maximumOutputBytes = 64 << 10
  /// What the name of an output that goes with a prompt is made of.
  public static let nameLead = "output of `", nameMiddle = "` (", nameEnd = ")"

  /// What was typed behind the exclamation mark.
  public var command: String
  /// Why it ended.
  public var ending: Ending
  /// What it printed, bounded to what goes with a prompt.
  public var output: String
  /// Lines of all that it printed.
  public var lineCount: Int
  /// From its start to its end.
  public var milliseconds: Int
  /// The turn that it was begun behind; `nil`: it was before the first one.
  public var behind: TurnID?

  /// A command that has ended.
  public init(
    command: String, ending: Ending, output: String, lineCount: Int, milliseconds: Int,
    behind: TurnID?
  ) {
    self.command = command
    self.ending = ending
    self.output = output
    self.lineCount = lineCount
    self.milliseconds = milliseconds
    self.behind = behind
  }

  /// The output as a file that goes with a prompt.
  public var attachment: Attachment {
    Self.attachment(command: command, words: ending.words, output: output)
  }

  /// The same of parts. `words`: how it ended.
  public static func attachment(command: String, words: String, output: String) -> Attachment {
    var text = output[...]
    if text.utf8.last == 0x0A { text = Substring(text.utf8.dropLast()) }
    let lines = text.isEmpty ? 0 : text.utf8.reduce(1) { $1 == 0x0A ? $0 + 1 : $0 }
    return Attachment(
      name: "\(nameLead)\(command)\(nameMiddle)\(words)\(nameEnd)",
      content: .text(
        AttachedText(
          text: String(text), lineCount: lines, totalLines: lines, fileBytes: text.utf8.count)))
  }
}

extension CommandRecord {
  var json: JSONValue {
    var object: JSONObject = ["command": .string(command)]
    object.add("turn", behind?.json)
    switch ending {
    case .exit(let code): object["exit"] = JSONValue(code)
    case .signal(let number): object["signal"] = JSONValue(number)
    case .stopped: object["stopped"] = .bool(true)
    }
    object["output"] = .string(output)
    object["lines"] = JSONValue(lineCount)
    object["milliseconds"] = JSONValue(milliseconds)
    return .object(object)
  }

  init?(json: JSONValue) {
    guard let command = json["command"]?.string, let output = json["output"]?.string else {
      return nil
    }
    let ending: Ending
    if let code = json["exit"]?.int {
      ending = .exit(code)
    } else if let number = json["signal"]?.int {
      ending = .signal(number)
    } else {
      ending = .stopped
    }
    self.init(
      command: command, ending: ending, output: output,
      lineCount: max(0, json["lines"]?.int ?? 0),
      milliseconds: KeptNumber.milliseconds(json["milliseconds"]) ?? 0,
      behind: TurnID(json: json["turn"]))
  }
}

/// The outputs of commands that no prompt has taken along yet, told from a
/// session's events.
struct UnsentOutputs: Hashable, Sendable {
  /// Oldest first.
  private(set) var commands: [CommandRecord] = []

  /// A command has ended; of too many the oldest goes.
  mutating func add(_ command: CommandRecord) {
    commands.removeAll { $0.attachment == command.attachment }
    commands.append(command)
    if commands.count > CommandRecord.maximumUnsent { commands.removeFirst() }
  }

  /// A prompt took `attachments` along.
  mutating func send(_ attachments: [Attachment]) {
    guard !commands.isEmpty else { return }
    commands.removeAll { attachments.contains($0.attachment) }
  }

  mutating func drop() { commands = [] }
}
