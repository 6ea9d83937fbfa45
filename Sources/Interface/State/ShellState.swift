import Engine

/// The user's own commands: the one that runs, those that wait for it, and the
/// output that goes with the next prompt.
struct ShellState: Hashable, Sendable {
  /// Commands that may wait; nobody plans further ahead.
  static let maximumWaiting = 20
  /// Outputs that one prompt takes along, and bytes of one: a prompt, not an
  /// archive. Beyond them the beginning and the end go.
  static let maximumHeld = 10
  static let maximumHeldBytes = 64 << 10

  struct Running: Hashable, Sendable {
    var number: Int
    var startedAt: MonotonicTime
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
      var text = output[...]
      if text.utf8.last == 0x0A { text = text.dropLast() }
      let lines = text.isEmpty ? 0 : text.utf8.reduce(1) { $1 == 0x0A ? $0 + 1 : $0 }
      return Attachment(
        name: "\(Self.lead)\(command)\(Self.middle)\(words))",
        content: .text(
          AttachedText(
            text: String(text), lineCount: lines, totalLines: lines, fileBytes: text.utf8.count)))
    }

    static let lead = "output of `"
    static let middle = "` ("
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
  /// The output that `attachment` was made of; `nil`: it is a file.
  init?(_ attachment: Attachment) {
    guard case .text(let text) = attachment.content, attachment.name.hasPrefix(Self.lead),
      attachment.name.hasSuffix(")")
    else { return nil }
    let rest = attachment.name.dropFirst(Self.lead.count).dropLast()
    // The last one: a command may have anything in it, the words have not.
    guard
      let split = rest.indices.last(where: { rest[$0...].hasPrefix(Self.middle) })
    else { return nil }
    self.init(
      command: String(rest[..<split]),
      words: String(rest[split...].dropFirst(Self.middle.count)), output: text.text,
      lineCount: text.lineCount)
  }
}

extension AppState {
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
