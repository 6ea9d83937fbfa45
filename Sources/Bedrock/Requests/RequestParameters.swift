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

  /// What of `request` its model accepts.
  init(_ request: ModelRequest) {
    let rules = request.model.rules
    maxTokens = min(max(1, request.maxTokens), max(1, request.model.maxOutputTokens))
    temperature =
      switch rules.sampling {
      case .both, .one: request.temperature.map { min(max($0, 0), 1) }
      case .none: nil
      }
    effort = request.effort.flatMap { rules.effortLevels.contains($0) ? $0 : nil }
    thinking = RequestParameters.thinking(rules.thinking)
  }

  /// Models that think by themselves are asked for a summary: newer ones omit
  /// their thoughts by default, and the screen would stay silent. Others are
  /// not made to think.
  private static func thinking(_ rule: ParameterRules.Thinking) -> JSONValue? {
    switch rule {
    case .adaptiveDefaultOn, .always: ["type": "adaptive", "display": "summarized"]
    case .unsupported, .budget, .adaptive: nil
    }
  }
}
