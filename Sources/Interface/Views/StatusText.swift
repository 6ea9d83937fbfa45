import Engine
import TextModel

/// What `/status` says.
enum StatusText {
  static func lines(of state: AppState) -> [StyledLine] {
    let configuration = state.configuration
    var lines: [StyledLine] = []
    func add(_ name: String, _ value: String) {
      let label = name + String(repeating: " ", count: max(1, 13 - name.count))
      lines.append(
        StyledLine(
          [
            StyledRun(label, TextStyle(.dim)),
            StyledRun(value, TextStyle(name.isEmpty ? .dim : .text)),
          ],
          continuation: [StyledRun(String(repeating: " ", count: 13))]))
    }
    if let model = state.sessionModel {
      let text = state.text(of: model)
      add("model", "\(model.displayName) (\(text.calledID), \(state.api(of: model).rawValue))")
      add("prices", text.prices)
      if let source = text.priceSource { add("", source) }
      let effort = state.choice.effort(for: model) ?? "the model's own"
      let isTaken = model.rules.sampling != .none
      let temperature =
        state.choice.temperature.map { isTaken ? "\($0)" : "\($0), which it does not take" }
        ?? "the model's own"
      add(
        "settings",
        "task \(state.choice.taskName ?? "none") · effort \(effort) · temperature \(temperature)"
          + " · at most \(NumberText.grouped(state.choice.maxTokens)) tokens")
    }
    add("region", region(of: configuration))
    if !configuration.endpoint.isEmpty { add("endpoint", configuration.endpoint) }
    if !configuration.credentials.isEmpty { add("credentials", configuration.credentials) }
    if let usage = state.meter.shown {
      let tokens = usage.sessionTokens
      add(
        "session",
        "\(NumberText.grouped(tokens.input)) input · "
          + "\(NumberText.grouped(tokens.cacheRead)) read from cache · "
          + "\(NumberText.grouped(tokens.cacheWrite5m + tokens.cacheWrite1h)) written to it · "
          + "\(NumberText.grouped(tokens.output)) output · \(UsageText.sessionCost(usage))"
          + (usage.sessionHasUnknownPrices ? ", not counting turns of unknown price" : ""))
      let percent = UsageText.contextPercent(usage).map { " (\($0) %)" } ?? ""
      add(
        "context",
        "\(NumberText.grouped(usage.contextTokens)) of "
          + "\(NumberText.grouped(usage.contextWindow)) tokens\(percent)")
    }
    if !state.queue.isEmpty { add("queue", "\(state.queue.count) waiting") }
    return lines
  }

  /// `eu-west-1 (from AWS_REGION)`.
  static func region(of configuration: AppConfiguration) -> String {
    let source =
      configuration.regionSource.isEmpty && configuration.regionIsAssumed
      ? "assumed" : configuration.regionSource
    return configuration.region + (source.isEmpty ? "" : " (\(source))")
  }
}

extension AppState {
  /// The operation family through which `model` is called.
  func api(of model: ModelDescriptor) -> ModelAPI { configuration.api ?? model.preferredAPI }
}
