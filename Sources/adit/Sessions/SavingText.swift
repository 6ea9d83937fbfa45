/// What is said of sessions that cannot be kept.
enum SavingText {
  /// At the end of a run, of what is not in the store: one line. `remedy`: the
  /// cause with what is to be done about it, where more is known than `reason`.
  static func lost(reason: String, rescue: String?, remedy: String?) -> String {
    let cause = remedy ?? reason
    guard let rescue else { return "the session could not be saved: \(cause)" }
    return "the session could not be saved: \(cause)\(cause.hasSuffix(".") ? "" : ".")"
      + " What is missing is in \(rescue): adit sessions import \(rescue)"
  }

  /// `text` with the beginning and the end of a sentence; a path stays one.
  static func sentence(_ text: String) -> String {
    "\(text.prefix(1).uppercased())\(text.dropFirst())\(text.hasSuffix(".") ? "" : ".")"
  }

  /// At the start, of files that earlier runs left.
  static func found(_ rescues: [String]) -> String {
    let commands = rescues.map { "adit sessions import \($0)" }
    return "An earlier run could not save its session. Take it over with: "
      + commands.joined(separator: "; ")
  }
}
