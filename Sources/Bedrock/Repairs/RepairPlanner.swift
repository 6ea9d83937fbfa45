import Engine

/// Finds out whether a refusal can be mended by asking differently, and how
/// (bedrock-wire 7.2, 7.4: class B). Pure: what is learnt is remembered by who
/// asks.
struct RepairPlanner: Sendable {
  /// What to do about a refusal.
  enum Plan: Hashable, Sendable {
    /// Ask under these adjustments, now and later.
    case ask(RequestAdjustments, Repair)
    /// Ask once more, with what stands in the repair.
    case once(Repair)
    /// What was learnt before is wrong, and nothing better is known.
    case forget(RequestAdjustments)
  }

  /// The request as the engine made it.
  let original: ModelRequest
  /// What was in force when it was sent.
  let adjustments: RequestAdjustments
  /// What was sent.
  let prepared: PreparedRequest
  let settings: ServiceSettings
  /// Ids of the inference profiles that the account lists; empty: not known.
  let listedProfiles: [String]

  var context: ServiceErrorContext { prepared.context }
  /// The request under the adjustments.
  var asked: ModelRequest { adjustments.applied(to: original) }

  /// The plan for `error`; `nil`: asking differently does not help.
  func plan(for error: ServiceError) -> Plan? {
    let told = ToldError(error)
    guard let plan = address(told) ?? request(told, words: error.message) else { return nil }
    switch plan {
    case .once, .forget: return plan
    case .ask(let changed, _): return changesTheRequest(changed) ? plan : nil
    }
  }

  private func request(_ told: ToldError, words: String) -> Plan? {
    guard told.status == 400 || told.says("prompt caching") else { return nil }
    return images(told) ?? length(told) ?? parameter(told, words: words)
  }

  /// A picture that the service cannot take fails every later request too
  /// (bedrock-wire 4.7): first those of the last prompt are left out, then
  /// every one.
  private func images(_ told: ToldError) -> Plan? {
    guard
      told.says(
        "could not process image", "image exceeds", "image dimensions", "image.source",
        "image was specified", "invalid image", "image format", "provided image")
    else { return nil }
    func hasImage(_ message: Message) -> Bool {
      message.content.contains { if case .image = $0 { true } else { false } }
    }
    if asked.messages.last.map(hasImage) ?? false {
      return .once(
        Repair(
          id: "images",
          notice: "The service could not read an image of this prompt: its images are left out from"
            + " now on.", refusedImages: .ofPrompt))
    }
    guard asked.messages.contains(where: hasImage) else { return nil }
    return .once(
      Repair(
        id: "earlierImages",
        notice: "The service could not read an image of this conversation: its images are left out"
          + " from now on.", refusedImages: .all))
  }

  /// Whether the next request would be another one; the same one would be
  /// refused again.
  private func changesTheRequest(_ changed: RequestAdjustments) -> Bool {
    guard
      let next = try? PreparedRequest(original, settings: settings, adjustments: changed)
    else { return false }
    return next.body != prepared.body || next.path != prepared.path
      || next.headers != prepared.headers
  }

  /// A plan that changes the adjustments in force.
  func ask(
    _ id: String, notice: String?, _ change: (inout RequestAdjustments) -> Void
  ) -> Plan {
    var changed = adjustments
    change(&changed)
    return .ask(changed, Repair(id: id, notice: notice))
  }

  // MARK: Length

  /// Shorter answers are not worth asking for.
  private static let leastUsefulTokens = 1_024

  private func length(_ told: ToldError) -> Plan? {
    if let limit = told.outputLimit, limit > 0, limit < asked.maxTokens {
      let notice =
        "\(context.name) gives at most \(limit) output tokens; no more are asked for from now on."
      return ask("outputLimit", notice: notice) { $0.maximumOutputTokens = limit }
    }
    guard let sum = told.contextSum, sum.room >= RepairPlanner.leastUsefulTokens else { return nil }
    return .once(
      Repair(
        id: "answerLength",
        notice:
          "The conversation leaves room for \(sum.room) tokens: this answer can get no longer.",
        maxTokens: sum.room))
  }

  // MARK: Parameters

  private func parameter(_ told: ToldError, words: String) -> Plan? {
    // Cache points stand in several places; a refusal names the first.
    if let plan = caching(told) ?? answerForm(told) { return plan }
    return members(words) ?? betas(told) ?? sampling(told) ?? replayedThinking(told) ?? effort(told)
      ?? forcedTool(told) ?? thinking(told) ?? conversation(told) ?? tier(told)
  }

  /// A refused schema, or a model that has no structured output: the form is
  /// asked for in words.
  private func answerForm(_ told: ToldError) -> Plan? {
    let isRefused: Bool
    switch prepared.answerForm {
    case .free, .words: isRefused = false
    case .schema:
      isRefused = told.says(
        "output_config.format", "outputconfig.textformat", "textformat", "output_format",
        "extraneous key [format]", "structured output", "schema")
    case .tool:
      isRefused = told.says(
        "tool_choice", "toolchoice", "tool choice", "tool use", "tools.0", "toolspec", "toolconfig",
        "schema")
    }
    guard isRefused else { return nil }
    return ask(
      "answerForm",
      notice: "\(context.name) cannot be held to the schema here: it is asked to in words."
    ) { $0.refusesAnswerForms = true }
  }

  private func members(_ words: String) -> Plan? {
    let paths = RefusedMembers.paths(in: words).filter(RequestAdjustments.canOmit)
    guard !paths.isEmpty else { return nil }
    let named = paths.map { "\"\($0)\"" }.joined(separator: ", ")
    return ask(
      "members",
      notice: "\(context.name) does not take \(named): left out from now on."
    ) { $0.omittedMembers.formUnion(paths) }
  }

  private func betas(_ told: ToldError) -> Plan? {
    guard told.says("invalid beta flag", "anthropic-beta", "anthropic_beta") else { return nil }
    let named = prepared.betas.filter { told.says($0.lowercased()) }
    let what = named.isEmpty ? "its beta flags" : named.joined(separator: ", ")
    return ask(
      "betas", notice: "\(context.name) does not take \(what): left out from now on."
    ) { changed in
      if named.isEmpty {
        changed.omittedMembers.insert("anthropic_beta")
      } else {
        changed.omittedBetas.formUnion(named)
      }
    }
  }

  private func sampling(_ told: ToldError) -> Plan? {
    if told.says("temperature"), told.says("top_p", "topp"), told.says("both") {
      return ask(
        "sampling", notice: "\(context.name) takes one of temperature and top_p: top_p is left out."
      ) { changed in
        changed.sampling = .one
        changed.omittedMembers.formUnion(["top_p", "inferenceConfig.topP"])
      }
    }
    guard told.says("temperature", "top_p", "top_k", "topp") else { return nil }
    return ask(
      "sampling", notice: "\(context.name) takes no temperature here: it is left out from now on."
    ) { changed in
      changed.sampling = ParameterRules.Sampling.none
      changed.omittedMembers.formUnion(["top_p", "top_k", "inferenceConfig.topP"])
    }
  }

  private func conversation(_ told: ToldError) -> Plan? {
    if told.says("assistant message prefill", "must end with a user message") {
      return ask("prefill", notice: nil) { $0.endsWithUser = true }
    }
    guard told.says("system message", "system prompt"),
      told.says("support", "not allowed", "not permitted")
    else { return nil }
    return ask(
      "system",
      notice: "\(context.name) takes no system prompt: it is left out from now on."
    ) { $0.omitsSystem = true }
  }

  private func forcedTool(_ told: ToldError) -> Plan? {
    guard told.says("tool_choice", "toolchoice", "tool choice") else { return nil }
    return ask(
      "forcedTool",
      notice: "\(context.name) cannot be made to call a tool: it is asked to from now on."
    ) { $0.refusesForcedTools = true }
  }

  private func caching(_ told: ToldError) -> Plan? {
    guard told.says("cache_control", "cachepoint", "cache point", "prompt caching") else {
      return nil
    }
    if told.says("ttl"), adjustments.caching == nil {
      return ask(
        "cacheTTL",
        notice: "\(context.name) caches for five minutes only."
      ) { $0.caching = .withoutTTL }
    }
    return ask(
      "caching", notice: "\(context.name) does not cache prompts here: not asked for from now on."
    ) { $0.caching = .off }
  }

  private func tier(_ told: ToldError) -> Plan? {
    guard told.says("service tier", "service_tier", "servicetier") else { return nil }
    return ask(
      "serviceTier",
      notice: "\(context.name) does not have this service tier\(context.inRegion): the default one"
        + " is used."
    ) { $0.omittedMembers.formUnion(["service_tier", "serviceTier"]) }
  }
}
