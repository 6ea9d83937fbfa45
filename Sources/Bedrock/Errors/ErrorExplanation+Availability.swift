import Engine

/// Time-outs, model errors, quotas and capacity: 408, 424, 429 and 5xx
/// (bedrock-wire 7.2, 7.4).
extension ErrorExplanation {
  static func availability(
    _ told: ToldError, in context: ServiceErrorContext
  ) -> ErrorExplanation? {
    switch told.status {
    case 408:
      return ErrorExplanation(
        "\(context.name) took too long to answer.",
        "Shorten the prompt or lower the effort if it happens again.", retry: .transient)
    case 424:
      return ErrorExplanation(
        "\(context.name) failed while answering: \(told.words)",
        "Choose another model if it happens again.", retry: .few(tries: modelErrorRetries))
    case 429: return throttled(told, in: context)
    case 503:
      return ErrorExplanation(
        "\(context.serviceName) has no capacity for \(context.name)\(context.inRegion) right now.",
        context.service == .bedrock
          ? "If it stays, choose another model, region or profile prefix."
          : "If it stays, choose another model.", retry: .transient)
    case 529:
      return ErrorExplanation(
        "\(context.serviceName) is overloaded; this is not your quota.",
        "If it stays, choose another model.", retry: .transient)
    default: return nil
    }
  }

  private static func throttled(
    _ told: ToldError, in context: ServiceErrorContext
  ) -> ErrorExplanation {
    if told.says("per day") {
      return ErrorExplanation(
        "The daily token quota for \(context.name)\(context.inRegion) is used up.",
        "Choose another model or region, or ask for more: \(context.quotasPage)")
    }
    if told.says("spend limit", "spend_limit") {
      return ErrorExplanation(
        "The account's spend limit is reached: \(told.words)", "Raise the limit, or wait for it.")
    }
    if told.isNamed("modelnotreadyexception") {
      return ErrorExplanation(
        "\(context.name) is still being made ready.", "Wait a moment.", retry: .transient)
    }
    if told.says("too many tokens") {
      return ErrorExplanation(
        "The quota of tokens per minute for \(context.name)\(context.inRegion) is used up.",
        "A lower --max-tokens reserves less of it; another model or region has its own. More:"
          + " \(context.quotasPage)",
        retry: .throttled)
    }
    return ErrorExplanation(
      "Too many requests to \(context.name)\(context.inRegion).",
      "Wait, or choose another model or region.", retry: .throttled)
  }
}
