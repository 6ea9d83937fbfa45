import Engine
import TextModel

/// One entry of the transcript. A struct whose unused members stay empty, not
/// an enum with payloads: text is appended in place, and taking a payload out
/// of an enum would copy ten megabytes for every delta.
struct TranscriptItem: Sendable {
  /// Notes of one answer; a turn mends each thing once.
  static let maximumNotes = 20

  enum Kind: Hashable, Sendable {
    /// A prompt of the user.
    case prompt
    /// An answer of a model, running or complete.
    case answer
    /// Something the program says, in the role that tells how serious it is.
    case notice(StyleRole)
    /// A few lines of the program's own, styled.
    case lines
    /// A command of the user's own, with its output as the body.
    case shell
  }

  let kind: Kind
  /// Serial of `body`; see `AnswerPart.serial`.
  let serial: Int
  /// Of a prompt or a notice.
  var body = PlainDocument()
  /// Of a prompt: the files that went with it, a line each.
  var attachments: [String] = []
  /// Of `.lines`.
  var lines: [StyledLine] = []
  /// Time of day, seconds since midnight, where known.
  var secondsOfDay: Int?

  /// Of a prompt and of an answer.
  var turn: TurnID?

  /// Of a command.
  var shell: ShellRun?

  // Of an answer:
  var modelName = ""
  /// For estimates of thinking tokens.
  var bytesPerTokenHundredths = 350
  var startedAt = MonotonicTime(nanoseconds: 0)
  var endedAt: MonotonicTime?
  var parts: [AnswerPart] = []
  var usage: UsageReport?
  var outcome: TurnOutcome?
  /// Whether the program ended before the turn did.
  var isCutOff = false
  /// What the program did for the turn by itself, a sentence each.
  var notes: [String] = []

  /// Whether another answer to the same prompt was chosen: one row tells that
  /// it is there, and the details tell the rest.
  var isPassedOver = false

  init(kind: Kind, serial: Int) {
    self.kind = kind
    self.serial = serial
  }

  /// Whether a first block of thinking is told in the title's own row.
  var opensWithThinking: Bool { parts.first?.kind == .thinking }
}
