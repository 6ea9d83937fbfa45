/// The text of the prompt with its caret: multi-line, with readline's words,
/// a kill ring and undo. Pure; the caret always stands on a grapheme border.
public struct EditBuffer: Equatable, Sendable {
  /// What is in the buffer, chips expanded.
  public var text: String { stored }
  private var stored = ""

  /// An empty buffer.
  public init() {}

  /// Puts `text` at the caret, as one unit of undo.
  public mutating func insert(_ text: String) { stored += text }
}
