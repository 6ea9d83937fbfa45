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
          + " global.\(context.model), or choose it by its name with \(modelChoice).")
    }
    if told.says("model identifier is invalid") {
      return ErrorExplanation(
        "Bedrock does not know the model id \(context.model)\(context.inRegion).",
        "Check its spelling, its profile prefix and the region; adit models lists the models.")
    }
    if context.service == .mantle, told.says("model"),
      told.says("not found", "not supported", "not served", "does not exist", "invalid model")
    {
      return ErrorExplanation(
        "Mantle does not serve \(context.model)\(context.inRegion): \(told.words)",
        "Use --api invoke, or choose another model with \(modelChoice).")
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
    if let sum = told.contextSum, sum.room > 0 {
      return overflow(
        "The conversation (\(sum.input) tokens) and the answer (up to \(sum.answer)) are"
          + " \(sum.input + sum.answer - sum.window) tokens too long for \(context.name), which"
          + " holds \(sum.window).")
    }
    if let sum = told.contextSum ?? told.promptSize {
      return overflow(
        "The conversation is \(sum.excess) tokens too long for \(context.name): \(sum.input) of at"
          + " most \(sum.window).")
    }
    if told.says(
      "input is too long", "prompt is too long", "input tokens exceeded",
      "exceed context limit", "exceeds the context window")
    {
      return overflow("The conversation does not fit into the context of \(context.name).")
    }
    if let limit = told.outputLimit {
      return ErrorExplanation(
        "\(context.name) gives at most \(limit) output tokens.",
        "Ask for --max-tokens \(limit) or less.")
    }
    return nil
  }

  private static func overflow(_ message: String) -> ErrorExplanation {
    var explanation = ErrorExplanation(
      message,
      "Send a shorter text, choose a model with a larger context with \(modelChoice), or start anew"
        + " with /clear. The prompt is left out of the conversation.")
    explanation.leavesOutPrompt = true
    return explanation
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
        "Check the model access in the console, or ask AWS support: \(context.modelAccessPage)")
    }
    if told.isNamed("servicequotaexceededexception") {
      return ErrorExplanation(
        "A quota of the account is used up: \(told.words)",
        "Ask for more in Service Quotas, or use another region: \(context.quotasPage)")
    }
    if told.isNamed("conflictexception") {
      return ErrorExplanation(
        "Something else is changing the same resource: \(told.words)", "Try again later.")
    }
    return nil
  }
}
