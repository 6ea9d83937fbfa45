import Engine
import Wire

/// The optional parameters of a request, as the model's rules let them through
/// (bedrock-wire 4.4). The same for every API.
struct RequestParameters: Hashable, Sendable {
  /// Tokens, within what the model can give.
  var maxTokens: Int
  /// 0…1; `nil`: not sent.
  var temperature: Double?
  /// `nil`: not sent.
  var effort: String?
  /// The `thinking` member; `nil`: not sent.
  var thinking: JSONValue?
  /// Flags that the other parameters need.
  var betas: [String] = []
  /// The tool that has to be called; `nil`: the model decides.
  var requiredTool: String?

  /// What of `request` its model accepts.
  init(_ request: ModelRequest) {
    let rules = request.model.rules
    maxTokens = min(max(1, request.maxTokens), max(1, request.model.maxOutputTokens))
    var bounded = request
    bounded.maxTokens = maxTokens
    let plan = bounded.thinkingPlan
    thinking = RequestParameters.member(plan)
    effort = RequestParameters.effort(request, plan: plan)
    // A model that thinks samples its own way.
    temperature =
      rules.sampling == .none || plan.isOn ? nil : request.temperature.map { min(max($0, 0), 1) }
    switch rules.forcedTool {
    case .allowed, .withoutBudget: requiredTool = request.requiredTool
    case .never: requiredTool = nil
    }
    if case .budget = plan, let beta = rules.budgetBeta { betas.append(beta) }
    if effort != nil, let beta = rules.effortBeta { betas.append(beta) }
  }

  private static func member(_ plan: ThinkingPlan) -> JSONValue? {
    switch plan {
    case .unsaid: nil
    case .adaptive: ["type": "adaptive", "display": "summarized"]
    case .budget(let tokens):
      ["type": "enabled", "budget_tokens": .number(JSONNumber(tokens))]
    case .disabled: ["type": "disabled"]
    case .betweenTools: ["type": "between_tools"]
    }
  }

  /// The effort, lowered to what goes with thinking turned off.
  private static func effort(_ request: ModelRequest, plan: ThinkingPlan) -> String? {
    let rules = request.model.rules
    guard let effort = request.effort, let place = rules.effortLevels.firstIndex(of: effort) else {
      return nil
    }
    switch plan {
    case .unsaid, .adaptive, .budget: return effort
    case .disabled, .betweenTools:
      guard let limit = rules.thinkingOffEffort.flatMap(rules.effortLevels.firstIndex(of:))
      else { return effort }
      return rules.effortLevels[min(place, limit)]
    }
  }
}
