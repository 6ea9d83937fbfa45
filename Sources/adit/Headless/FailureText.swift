internal import Engine

/// A failure as one line for stderr, a log or JSON.
enum FailureText {
  /// What happened, what to do, and the service's words and id where they
  /// help; line ends become blanks.
  static func line(for failure: ModelFailure) -> String {
    var text = sentence(for: failure)
    if let remedy = failure.remedy { text += " \(oneLine(remedy))" }
    if let id = failure.requestID { text += " [request \(id)]" }
    return text
  }

  /// What happened alone: as long as it is tried again, nobody has to do
  /// anything.
  static func sentence(for failure: ModelFailure) -> String {
    var text = oneLine(failure.message)
    if let words = failure.serviceMessage.map(oneLine), !words.isEmpty, !text.contains(words) {
      text += " (\(words))"
    }
    if let last = text.last, !".!?)…".contains(last) { text += "." }
    return text
  }

  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
