/// A text that must never be shown. Printing, dumping and interpolating it
/// give `‹redacted›`; only `reveal()` gives the text.
public struct Secret: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  private let text: String

  /// Hides `text`.
  public init(_ text: String) { self.text = text }

  /// The text, for the one place that sends it.
  public func reveal() -> String { text }

  /// Never the text.
  public var description: String { "‹redacted›" }
  /// Never the text.
  public var debugDescription: String { "‹redacted›" }
  /// No children, so that `dump` shows nothing.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
