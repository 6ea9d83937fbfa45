internal import Wire

/// A text that must never be shown. Printing, dumping and interpolating it
/// give `‹redacted›`; only `reveal()` gives the text. All copies share one
/// buffer, which is zeroed with the last of them.
public struct Secret: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  private let bytes: WipedBytes

  /// Hides `text`.
  public init(_ text: String) { bytes = WipedBytes(text) }

  /// The text, for the one place that sends it. As late as possible: what is
  /// revealed is not zeroed.
  public func reveal() -> String {
    bytes.withBytes { span in
      span.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }
  }

  /// Whether both hide the same text.
  public static func == (left: Secret, right: Secret) -> Bool {
    left.bytes === right.bytes || left.reveal() == right.reveal()
  }

  /// Hashes the text.
  public func hash(into hasher: inout Hasher) {
    bytes.withBytes { span in
      span.withUnsafeBufferPointer { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
  }

  /// Never the text.
  public var description: String { "‹redacted›" }
  /// Never the text.
  public var debugDescription: String { "‹redacted›" }
  /// No children, so that `dump` shows nothing.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
