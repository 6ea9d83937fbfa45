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
  /// Line ends in the text of a text block.
  private var markdownLineEnds = 0

  init(serial: Int, block: Int, kind: AnswerBlockKind, startedAt: MonotonicTime) {
    self.serial = serial
    self.block = block
    self.kind = kind
    self.startedAt = startedAt
  }

  mutating func append(_ text: String) {
    guard kind == .text else { return plain.append(text) }
    markdown.append(text)
    for byte in text.utf8 where byte == 0x0A { markdownLineEnds += 1 }
  }

  /// Lines of its source.
  var lineCount: Int {
    kind == .text
      ? markdownLineEnds + (markdown.byteCount > 0 ? 1 : 0)
      : plain.lineEnds + (plain.isEmpty ? 0 : 1)
  }

  mutating func end(at now: MonotonicTime) {
    guard endedAt == nil else { return }
    endedAt = now
    if kind == .text { markdown.finish() }
  }
}
