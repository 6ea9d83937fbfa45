/// What is going on with text that is to leave the transcript.
struct CopyingState: Hashable, Sendable {
  var selection: Selection?
  /// The name of a file that is being typed.
  var fileName: TypedFileName?
}

/// The name of a file into which the transcript is to go, while it is typed.
struct TypedFileName: Hashable, Sendable {
  /// Characters of a name; no system takes a longer path.
  static let maximumLength = 4_096

  var text: String
  /// The name of which it was said that there is such a file: entered again,
  /// the file is exchanged.
  var existing: String?

  mutating func append(_ more: String) {
    text += more.prefix(max(0, Self.maximumLength - text.count))
  }
}
