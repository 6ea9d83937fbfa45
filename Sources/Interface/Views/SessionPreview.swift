import Engine
import TextModel

/// What the list tells about one session, in words.
enum SessionPreview {
  static func lines(
    of session: SessionSummary, in state: AppState, ages: AgeText
  ) -> [StyledLine] {
    let model = state.model(forKey: session.modelKey)?.displayName ?? session.modelKey
    let place = [model, directory(of: session, in: state)].filter { !$0.isEmpty }
    let turns = session.turns == 1 ? "1 turn" : "\(NumberText.grouped(session.turns)) turns"
    let isCutOff = isCutOff(session, in: state)
    let begun = ages.ago(ofMilliseconds: session.createdAt)
    let facts =
      [turns, cost(of: session), begun.isEmpty ? "" : "begun \(begun)"]
      + [isCutOff ? "its last turn was cut off: /continue goes on" : ""]
      + [session.forkedFrom.map { "a fork of \($0.short)" } ?? "", session.id.short]
    return [
      session.snippet.map(line(of:)) ?? StyledLine(session.firstWords),
      StyledLine(session.title, TextStyle(.heading, .bold)),
      StyledLine(place.joined(separator: " · "), TextStyle(.dim)),
      StyledLine(facts.filter { !$0.isEmpty }.joined(separator: " · "), TextStyle(.dim)),
    ].filter { !$0.runs.allSatisfy(\.text.isEmpty) }
  }

  /// What a row says behind the title, in words.
  static func marks(of session: SessionSummary, in state: AppState) -> [String] {
    (isCutOff(session, in: state) ? ["cut off"] : [])
      + (session.forkedFrom != nil ? ["fork"] : [])
  }

  /// Whether its last turn ended with its program. The turn that runs here has
  /// no end in the store either.
  private static func isCutOff(_ session: SessionSummary, in state: AppState) -> Bool {
    session.isCutOff && !(state.isRunning && session.id == state.session.id)
  }

  static func cost(of session: SessionSummary) -> String {
    let spent = session.spent
    if spent.requests > 0, spent.isUnknown { return "$?" }
    let isLeast = spent.isLowerBound || spent.hasUnknownPrices
    return (isLeast ? "≥" : "") + NumberText.dollars(spent.cost)
  }

  /// The last part of the project's directory, unless it is the one that we
  /// are in.
  static func projectName(of session: SessionSummary, in state: AppState) -> String {
    guard session.project != state.configuration.project else { return "" }
    return session.project.split(separator: "/").last.map(String.init) ?? session.project
  }

  private static func directory(of session: SessionSummary, in state: AppState) -> String {
    let path = session.directory.isEmpty ? session.project : session.directory
    let home = state.configuration.home
    guard !home.isEmpty, path == home || path.hasPrefix(home + "/") else { return path }
    return "~" + path.dropFirst(home.count)
  }

  /// `you: … the words that were searched for …`, the words highlighted.
  private static func line(of snippet: SearchSnippet) -> StyledLine {
    let utf8 = snippet.text.utf8
    var runs = [StyledRun(snippet.role == .user ? "you: " : "answer: ", TextStyle(.dim))]
    var position = 0
    for match in snippet.matches {
      guard match.lowerBound >= position, match.upperBound <= utf8.count else { continue }
      runs.append(StyledRun(text(of: utf8, position..<match.lowerBound)))
      runs.append(StyledRun(text(of: utf8, match), TextStyle(.match)))
      position = match.upperBound
    }
    runs.append(StyledRun(text(of: utf8, position..<utf8.count)))
    return StyledLine(runs.filter { !$0.text.isEmpty })
  }

  private static func text(of utf8: String.UTF8View, _ range: Range<Int>) -> String {
    let start = utf8.index(utf8.startIndex, offsetBy: range.lowerBound)
    return String(decoding: utf8[start...].prefix(range.count), as: UTF8.self)
  }
}
