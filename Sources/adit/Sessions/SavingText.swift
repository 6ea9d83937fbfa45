/// What is said of sessions that cannot be kept.
enum SavingText {
  /// At the end of a run, of what is not in the store.
  static func lost(reason: String, rescue: String?) -> String {
    guard let rescue else { return "the session could not be saved: \(reason)" }
    return "the session could not be saved (\(reason)); what is missing is in \(rescue): "
      + "adit sessions import \(rescue)"
  }

  /// At the start, of files that earlier runs left.
  static func found(_ rescues: [String]) -> String {
    let commands = rescues.map { "adit sessions import \($0)" }
    return "An earlier run could not save its session. Take it over with: "
      + commands.joined(separator: "; ")
  }
}
