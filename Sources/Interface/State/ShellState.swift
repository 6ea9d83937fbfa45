import Engine

/// The user's own commands: the one that runs, those that wait for it, and the
/// output that goes with the next prompt.
struct ShellState: Hashable, Sendable {
  /// Commands that may wait; nobody plans further ahead.
  static let maximumWaiting = 20
  /// Of more outputs the last go with a prompt, of a longer one its beginning
  /// and its end.
  static let maximumHeld = CommandRecord.maximumUnsent
  static let maximumHeldBytes = CommandRecord.maximumOutputBytes

  struct Running: Hashable, Sendable {
    var number: Int
    var startedAt: MonotonicTime
    /// The turn behind which it was begun.
    var behind: TurnID?
    var isStopping = false
  }

  /// The output of a command that has ended.
  struct Held: Hashable, Sendable {
    var command: String
    var words: String
    var output: String
    var lineCount: Int

    /// As a file that goes with a prompt.
    var attachment: Attachment {
      CommandRecord.attachment(command: command, words: words, output: output)
    }
  }

  var running: Running?
  /// Oldest first.
  var waiting: [String] = []
  var held: [Held] = []
  var lastNumber = 0

  /// The outputs as files that go with the next prompt.
  var attachments: [Attachment] { held.map(\.attachment) }

  /// Keeps `output` for the next prompt; of too many the oldest goes.
  mutating func hold(_ output: Held) {
    guard !held.contains(output) else { return }
    if held.count == Self.maximumHeld { held.removeFirst() }
    held.append(output)
  }

  /// Bytes that the outputs add to the next prompt.
  var heldBytes: Int { held.reduce(0) { $0 + $1.output.utf8.count + $1.command.utf8.count } }

  /// `bytes` bounded to what goes with a prompt.
  static func bounded(_ bytes: [UInt8]) -> String {
    guard bytes.count > maximumHeldBytes else { return String(decoding: bytes, as: UTF8.self) }
    let half = maximumHeldBytes / 2
    let left = bytes.count - 2 * half
    return String(decoding: bytes.prefix(half), as: UTF8.self)
      + "\n… \(NumberText.grouped(left)) bytes are left out here …\n"
      + String(decoding: bytes.suffix(half), as: UTF8.self)
  }
}

extension ShellState.Held {
  /// The output of a command that was kept.
  init(_ record: CommandRecord) {
    self.init(
      command: record.command, words: record.ending.words, output: record.output,
      lineCount: record.lineCount)
  }

  /// The output that `attachment` was made of; `nil`: it is a file.
  init?(_ attachment: Attachment) {
    guard case .text(let text) = attachment.content,
      attachment.name.hasPrefix(CommandRecord.nameLead),
      attachment.name.hasSuffix(CommandRecord.nameEnd)
    else { return nil }
    let rest = attachment.name.dropFirst(CommandRecord.nameLead.count).dropLast()
    // The last one: a command may have anything in it, the words have not.
    guard
      let split = rest.indices.last(where: { rest[$0...].hasPrefix(CommandRecord.nameMiddle) })
    else { return nil }
    self.init(
      command: String(rest[..<split]),
      words: String(rest[split...].dropFirst(CommandRecord.nameMiddle.count)), output: text.text,
      lineCount: text.lineCount)
  }
}

extension AppState {
  /// Changes what is on the screen, and what the conversation stands behind; a
  /// command that runs stays in sight, and its output is kept.
  mutating func exchangeScreen(_ change: (inout AppState) -> Void) {
    let running = shell.running.flatMap { transcript.shellItem($0.number) }
    change(&self)
    guard let running else { return }
    transcript.put(running)
    shell.running?.behind = session.tree.head
  }

  /// What went with a prompt that comes back into the draft: its files are kept
  /// as they were, outputs go with the next prompt again.
  mutating func takeBack(_ attachments: [Attachment]) {
    var files: [Attachment] = []
    for attachment in attachments {
      if let output = ShellState.Held(attachment) {
        shell.hold(output)
      } else {
        files.append(attachment)
      }
    }
    composer.attaching.keep(files)
  }
}
