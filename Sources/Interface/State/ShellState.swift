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
  }

  var running: Running?
  /// Oldest first.
  var waiting: [String] = []
  var held: [Held] = []
  var lastNumber = 0

  /// The outputs as files that go with the next prompt.
  var attachments: [Attachment] {
    held.map { held in
      var text = held.output[...]
      if text.utf8.last == 0x0A { text = text.dropLast() }
      let lines = text.isEmpty ? 0 : text.utf8.reduce(1) { $1 == 0x0A ? $0 + 1 : $0 }
      return Attachment(
        name: "output of `\(held.command)` (\(held.words))",
        content: .text(
          AttachedText(
            text: String(text), lineCount: lines, totalLines: lines,
            fileBytes: held.output.utf8.count)))
    }
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
