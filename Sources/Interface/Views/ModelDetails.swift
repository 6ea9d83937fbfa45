import Engine
import TextModel

/// Everything that the picker tells about one model.
enum ModelDetails {
  static func lines(of model: ModelDescriptor, in state: AppState) -> [StyledLine] {
    var lines = [
      StyledLine(model.displayName, TextStyle(.heading, .bold)),
      fact("id", state.access(to: model).profile ?? state.text(of: model).calledID),
      fact("prices", state.text(of: model).prices),
    ]
    if let source = state.text(of: model).priceSource { lines.append(fact("", source, .dim)) }
    lines += [
      fact(
        "tokens",
        "context \(NumberText.grouped(model.contextWindow)), "
          + "output at most \(NumberText.grouped(model.maxOutputTokens))"),
      fact(
        "called by",
        "\(state.api(of: model).rawValue)"
          + (model.profiles.isEmpty ? "" : ", profiles \(model.profiles.joined(separator: " "))")),
    ]
    if !model.recommendedFor.isEmpty {
      lines.append(fact("good for", model.recommendedFor.joined(separator: ", ")))
    }
    lines.append(fact("speed", speed(of: model, in: state)))
    let access = state.access(to: model)
    if !access.sentence.isEmpty {
      lines.append(fact("access", access.sentence, access.isUsable ? .text : .warning))
    }
    let names = [model.family] + model.aliases
    lines.append(fact("names", names.filter { !$0.isEmpty }.joined(separator: ", ")))
    let levels = model.rules.effortLevels.joined(separator: " ")
    lines.append(
      fact(
        "thinking",
        ThinkingText.ability(of: model) + (levels.isEmpty ? "" : " · effort \(levels)")))
    if let end = model.endOfLife {
      let isPast = model.isPastEndOfLife(today: state.configuration.today)
      lines.append(fact("end of life", end + (isPast ? " (past)" : ""), isPast ? .warning : .text))
    }
    return lines
  }

  private static func fact(_ name: String, _ value: String, _ role: StyleRole = .text) -> StyledLine
  {
    let label = name + String(repeating: " ", count: max(1, 12 - name.count))
    return StyledLine(
      [StyledRun(label, TextStyle(.dim)), StyledRun(value, TextStyle(role))],
      continuation: [StyledRun(String(repeating: " ", count: 12))])
  }

  private static func speed(of model: ModelDescriptor, in state: AppState) -> String {
    guard let median = state.speeds.median(of: model.key) else { return "– not measured yet" }
    let rate = median.tokensPerSecondTenths.map { ", \(($0 + 5) / 10) tok/s" } ?? ""
    let count = median.answers == 1 ? "1 answer" : "\(median.answers) answers"
    return "first token \(NumberText.tenthsOfSeconds(median.firstTokenMilliseconds)) s\(rate)"
      + " (median of \(count))"
  }
}
