import Engine
import TextModel

/// What `/status` and `/cost` say.
enum StatusText {
  static func lines(of state: AppState, now: MonotonicTime) -> [StyledLine] {
    let configuration = state.configuration
    var facts: [(name: String, value: String)] = []
    if let model = state.sessionModel {
      let text = state.text(of: model)
      facts.append(
        ("model", "\(model.displayName) (\(text.calledID), \(state.api(of: model).rawValue))"))
      facts.append(("prices", text.prices))
      if let source = text.priceSource { facts.append(("", source)) }
      facts.append(("settings", settings(for: model, in: state)))
    }
    let isDirect = state.sessionModel.map { state.api(of: $0) == .messages } ?? false
    if !isDirect { facts.append(("region", region(of: configuration))) }
    facts.append(("endpoint", configuration.endpoint))
    facts += credentials(of: state, now: now)
    facts.append(("caching", caching(of: state)))
    facts.append(("instructions", state.instructions.summary ?? ""))
    facts += configuration.facts.map { ($0.name, $0.value) }
    if !state.queue.isEmpty { facts.append(("queue", "\(state.queue.count) waiting")) }
    return styled(facts) + costs(of: state, now: now) + checks(in: state)
  }

  /// The checks, each that is not well with what mends it below.
  private static func checks(in state: AppState) -> [StyledLine] {
    let report = state.configuration.checks(
      state.service.credentials, state.service.credentialsFailure)
    guard !report.checks.isEmpty else { return [] }
    let heading = [StyledLine(""), StyledLine("Checks", TextStyle(.heading, .bold))]
    return heading + report.checks.flatMap(lines(of:))
  }

  private static func lines(of check: StatusCheck) -> [StyledLine] {
    let role: StyleRole =
      switch check.outcome {
      case .ok: .ok
      case .warning: .warning
      case .failed: .error
      case .skipped: .dim
      }
    let word = check.outcome.word
    let gap = String(repeating: " ", count: max(1, checkColumns - word.count))
    let margin = [StyledRun(String(repeating: " ", count: checkColumns))]
    let line = StyledLine(
      [
        StyledRun(word + gap, TextStyle(role)), StyledRun(check.title, TextStyle(.text, .bold)),
        StyledRun("  " + check.detail),
      ], continuation: margin)
    guard let remedy = check.remedy else { return [line] }
    return [line]
      + remedy.split(separator: "\n").map {
        StyledLine(margin + [StyledRun("→ \($0)", TextStyle(.accent))], continuation: margin)
      }
  }

  /// Columns of the words for outcomes.
  private static let checkColumns = 9

  /// Who we are, and until when.
  private static func credentials(
    of state: AppState, now: MonotonicTime
  ) -> [(name: String, value: String)] {
    var facts: [(name: String, value: String)] = []
    if let text = CredentialText(state, now: now) {
      facts.append(("credentials", text.identityWithKey))
      let renewal = text.facts.refreshesItself ? ", renewed by itself" : ""
      facts.append(("", text.expiry.map { $0 + renewal } ?? "no expiry known"))
    } else {
      facts.append(("credentials", state.configuration.credentials))
    }
    if let failure = state.service.credentialsFailure {
      facts.append(("", "✗ \(failure.message)"))
      facts.append(("", failure.remedy.map { "→ \($0)" } ?? ""))
    }
    return facts
  }

  /// `on, entries live 5 minutes`.
  private static func caching(of state: AppState) -> String {
    guard case .on(let lifetime) = state.configuration.caching else { return "off" }
    return lifetime == .oneHour ? "on, entries live an hour" : "on, entries live 5 minutes"
  }

  /// Tokens and dollars of the session, the context in use, what is kept of it,
  /// and what may be spent.
  static func costs(of state: AppState, now: MonotonicTime) -> [StyledLine] {
    let budget = ("budget", BudgetText.summary(of: state) ?? "")
    guard var usage = state.sessionUsage else {
      return styled([("session", "no turn yet, $0"), budget])
    }
    if let next = state.nextModel { usage.contextWindow = next.contextWindow }
    let tokens = usage.sessionTokens
    let session =
      "\(NumberText.grouped(tokens.input)) input · "
      + "\(NumberText.grouped(tokens.cacheRead)) read from cache · "
      + "\(NumberText.grouped(tokens.cacheWrite5m + tokens.cacheWrite1h)) written to it · "
      + "\(NumberText.grouped(tokens.output)) output · \(UsageText.sessionCost(usage))"
      + (usage.sessionHasUnknownPrices ? ", not counting turns of unknown price" : "")
    let percent = UsageText.contextPercent(usage).map { " (\($0) %)" } ?? ""
    let context =
      "\(NumberText.grouped(usage.contextTokens)) of "
      + "\(NumberText.grouped(usage.contextWindow)) tokens\(percent)"
    let cache = EstimateText.kept(in: state, now: now) ?? ""
    return styled([("session", session), ("context", context), ("cache", cache), budget])
  }

  private static func settings(for model: ModelDescriptor, in state: AppState) -> String {
    let effort = state.choice.effort(for: model) ?? "the model's own"
    let isTaken = model.rules.sampling != .none
    let temperature =
      state.choice.temperature.map { isTaken ? "\($0)" : "\($0), which it does not take" }
      ?? "the model's own"
    return "task \(state.choice.taskName ?? "none") · effort \(effort)"
      + " · thinking \(ThinkingText.choice(state.choice.thinking))"
      + " · temperature \(temperature)"
      + " · at most \(NumberText.grouped(state.choice.maxTokens)) tokens"
  }

  /// Columns of the names.
  private static let nameColumns = 13

  /// A line a fact; those without a value are left out, one without a name
  /// adds to the one before.
  private static func styled(_ facts: [(name: String, value: String)]) -> [StyledLine] {
    facts.filter { !$0.value.isEmpty }.map { name, value in
      let gap = String(repeating: " ", count: max(1, nameColumns - name.count))
      return StyledLine(
        [
          StyledRun(name + gap, TextStyle(.dim)),
          StyledRun(value, TextStyle(name.isEmpty ? .dim : .text)),
        ], continuation: [StyledRun(String(repeating: " ", count: nameColumns))])
    }
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
