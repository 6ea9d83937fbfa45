/// How the transcript is shown, whatever its width.
struct TranscriptPresentation: Hashable, Sendable {
  /// Whether thinking and tool calls are shown in full.
  var showsDetails = false
  /// Whether the source is shown, without any decoration.
  var isRaw = false
}
