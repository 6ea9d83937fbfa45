import Engine
import Markup

/// One block of an answer as the transcript shows it.
struct AnswerPart: Sendable {
  /// Unique in the transcript and never used again, so that a cached layout
  /// can never be taken for that of another part.
  let serial: Int
  /// The engine's index of the block.
  let block: Int
  let kind: AnswerBlockKind
  let startedAt: MonotonicTime
  /// `nil` while it still grows.
  var endedAt: MonotonicTime?
  /// The text of a text block.
  var markdown = MarkdownDocument()
  /// The text of every other block.
  var plain = PlainDocument()

  init(serial: Int, block: Int, kind: AnswerBlockKind, startedAt: MonotonicTime) {
    self.serial = serial
    self.block = block
    self.kind = kind
    self.startedAt = startedAt
  }

  mutating func append(_ text: String) {
    if kind == .text { markdown.append(text) } else { plain.append(text) }
  }

  mutating func end(at now: MonotonicTime) {
    guard endedAt == nil else { return }
    endedAt = now
    if kind == .text { markdown.finish() }
  }
}
