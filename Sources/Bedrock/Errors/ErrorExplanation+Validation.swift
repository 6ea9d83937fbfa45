import Engine

/// HTTP 400 (bedrock-wire 7.2).
extension ErrorExplanation {
  static func validation(
    _ told: ToldError, in context: ServiceErrorContext
  ) -> ErrorExplanation? {
    address(told, in: context) ?? size(told, in: context) ?? parameters(told, in: context)
      ?? content(told) ?? account(told, in: context)
  }

  private static func address(
    _ told: ToldError, in context: ServiceErrorContext
  ) -> ErrorExplanation? {
    if told.says("on-demand throughput") {
      return ErrorExplanation(
        "\(context.model) cannot be called by its bare id\(context.inRegion).",
        "Call it through an inference profile: us.\(context.model), eu.\(context.model) or"
          + " global.\(context.model), or choose it by its name with /model.")
    }
    if told.says("model identifier is invalid") {
      return ErrorExplanation(
        "Bedrock does not know the model id \(context.model)\(context.inRegion).",
        "Check its spelling, its profile prefix and the region; /model lists the models.")
    }
    if told.says("doesn't support counting tokens") {
      return ErrorExplanation(
        "Bedrock does not count tokens for \(context.model).", "Use the bare model id for counting."
      )
    }
    return nil
  }

  private static func size(
    _ told: ToldError, in context: ServiceErrorContext
  ) -> ErrorExplanation? {
    if told.says(
      "input is too long", "prompt is too long", "input tokens exceeded",
      "exceed context limit", "exceeds the context window")
    {
      return ErrorExplanation(
        "The conversation does not fit into the context of \(context.name).",
        "Start anew with /clear, ask for a shorter answer, or switch to a model with a larger"
          + " context.")
    }
    if let limit = told.number(after: "exceeds the model limit of") ?? outputLimit(told) {
      return ErrorExplanation(
        "\(context.name) gives at most \(limit) output tokens.",
        "Ask for --max-tokens \(limit) or less.")
    }
    return nil
  }

  /// N of `max_tokens: M > N, which is the maximum allowed number of output
  /// tokens`.
  private static func outputLimit(_ told: ToldError) -> Int? {
    guard told.says("maximum allowed number of output tokens") else { return nil }
    return told.number(after: ">")
  }

  private static func parameters(
    _ told: ToldError, in context: ServiceErrorContext
  ) -> ErrorExplanation? {
    if told.says("extra inputs are not permitted", "extraneous key", "invalid beta flag") {
      return ErrorExplanation(
        "\(context.name) does not accept a part of the request: \(told.words)",
        "Correct the model's \"rules\" in models.json; the message names the part.")
    }
    if told.says(
      "effort level", "thinking.type", "thinking is not supported", "budget_tokens",
      "adaptive thinking")
    {
      return ErrorExplanation(
        "\(context.name) does not accept this thinking or effort: \(told.words)",
        "Choose another effort, or correct the model's \"rules\" in models.json.")
    }
    if told.says("temperature", "top_p", "top_k", "topp") {
      return ErrorExplanation(
        "\(context.name) does not accept these sampling parameters: \(told.words)",
        "Leave the temperature out, or correct \"rules\".\"sampling\" in models.json.")
    }
    if told.says("assistant message prefill", "must end with a user message") {
      return ErrorExplanation(
        "\(context.name) wants the conversation to end with the user's message.",
        "Send a prompt, or use /continue.")
    }
    if told.says("tool_use", "tool_result", "tooluse", "toolresult", "toolconfig") {
      return ErrorExplanation(
        "The tool calls of the conversation do not match: \(told.words)",
        "Start anew with /clear.")
    }
    if told.says("redacted_thinking", "`thinking`") {
      return ErrorExplanation(
        "The thinking in the conversation does not belong to \(context.name).",
        "Start anew with /clear, or go back to the model that answered before.")
    }
    return nil
  }

  private static func content(_ told: ToldError) -> ErrorExplanation? {
    if told.says("content block that you provided", "doesn't support the s3uri field") {
      return ErrorExplanation(
        "The model does not take a part of the message: \(told.words)", "Remove the attachment.")
    }
    if told.says(
      "image dimensions exceed", "image exceeds", "could not process image")
    {
      return ErrorExplanation(
        "The model does not take an image of the conversation: \(told.words)",
        "Remove the image, or send a smaller one.")
    }
    if told.says("text content blocks must be non-empty", "text field in the contentblock") {
      return ErrorExplanation("A message of the conversation is empty.", "Start anew with /clear.")
    }
    return nil
  }

  private static func account(
    _ told: ToldError, in context: ServiceErrorContext
  ) -> ErrorExplanation? {
    if told.says(
      "unsupported countries", "not allowed for this account", "supported-countries")
    {
      return ErrorExplanation(
        "Anthropic's models are not offered to this AWS account, because of its country.",
        "Another region, id or policy does not help: use another account or the direct API.")
    }
    if told.says("operation not allowed") {
      return ErrorExplanation(
        "This AWS account may not call \(context.model).",
        "Open the Bedrock console and check the model access, or ask AWS support.")
    }
    if told.isNamed("servicequotaexceededexception") {
      return ErrorExplanation(
        "A quota of the account is used up: \(told.words)",
        "Ask for more in the Service Quotas console, or use another region.")
    }
    if told.isNamed("conflictexception") {
      return ErrorExplanation(
        "Something else is changing the same resource: \(told.words)", "Try again later.")
    }
    return nil
  }
}
