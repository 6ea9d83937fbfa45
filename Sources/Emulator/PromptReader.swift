import Wire

/// From a body to a prompt, by operation, with every check of the service.
struct PromptReader {
  let validates: Bool
  let headers: [EmulatorHeader]
  /// Application profiles that are known: id → model id.
  var applications: [String: String] = [:]

  func prompt(
    _ body: JSONValue, route: Route, region: String?
  ) throws(ServiceFailure) -> Prompt {
    switch route.operation {
    case .invoke, .invokeStream:
      let model = try NamedModel(
        bedrockID: route.modelID, region: region, applications: applications)
      guard !model.isForeign else {
        throw .validation(
          "Malformed input request: the emulator speaks only the native body of Anthropic's "
            + "models; use Converse for \(model.id).")
      }
      return try checked(NativeBody(body: body, surface: .bedrock).prompt(for: model))
    case .converse, .converseStream:
      let model = try NamedModel(
        bedrockID: route.modelID, region: region, applications: applications)
      return try converse(ConverseBody(body: body).prompt(for: model))
    case .countTokens: return try countTokens(body, modelID: route.modelID)
    case .messages, .mantleMessages, .messagesCountTokens:
      guard headers.contains(where: { $0.name == "anthropic-version" }) else {
        throw .validation("anthropic-version: header is required")
      }
      guard let id = body["model"]?.string else { throw .validation("model: Field required") }
      let surface = NativeBody.Surface.messages(counts: route.operation == .messagesCountTokens)
      return try checked(
        NativeBody(body: body, surface: surface).prompt(for: NamedModel(messagesID: id)))
    case .listModels, .listProfiles, .getProfile: throw .unknownOperation
    }
  }

  private func checked(_ prompt: Prompt) throws(ServiceFailure) -> Prompt {
    guard validates else { return prompt }
    for message in prompt.messages {
      for case .thinking(let text, let signature?) in message.blocks
      where ThinkingSignature.isForged(signature, for: text) {
        throw .validation(
          "`thinking` or `redacted_thinking` blocks in the latest assistant message cannot be "
            + "modified. These blocks must remain as they were in the original response.")
      }
    }
    try PromptRules(prompt: prompt).check()
    return prompt
  }

  /// Converse checks the limit itself and wraps what the model's API refuses.
  private func converse(_ prompt: Prompt) throws(ServiceFailure) -> Prompt {
    if let maxTokens = prompt.maxTokens, let rules = prompt.model.rules,
      maxTokens > rules.maximumOutputTokens
    {
      throw .validation(
        "The maximum tokens you requested exceeds the model limit of "
          + "\(rules.maximumOutputTokens). Try again with a maximum tokens value that is lower "
          + "than \(rules.maximumOutputTokens).")
    }
    do {
      return try checked(prompt)
    } catch {
      var failure = error
      failure.message = ConverseBody.wrapper + failure.message
      throw failure
    }
  }

  /// Takes the bare id of a model that is not for profiles only.
  private func countTokens(
    _ body: JSONValue, modelID: String
  ) throws(ServiceFailure) -> Prompt {
    guard let rules = ModelRules.all.first(where: { $0.bedrockID == modelID }),
      !rules.suffix.isEmpty
    else { throw .validation("The provided model doesn't support counting tokens.") }
    var model = try NamedModel(bedrockID: "global." + modelID, region: nil)
    model.id = modelID
    if let converse = body["input"]?["converse"] {
      return try ConverseBody(body: converse).prompt(for: model)
    }
    guard let text = body["input"]?["invokeModel"]?["body"]?.string,
      let bytes = Base64.decode(Array(text.utf8)), let native = try? JSONValue(parsing: bytes)
    else {
      throw .validation(
        "Malformed input request: #: input must hold converse or invokeModel, "
          + "please reformat your input and try again.")
    }
    return try checked(NativeBody(body: native, surface: .bedrock).prompt(for: model))
  }
}
