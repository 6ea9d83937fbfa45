internal import Wire

extension TurnOpening {
  /// As it is kept; what is not there is left out.
  var json: JSONValue {
    var object = JSONObject()
    object["turn"] = id.json
    object.add("parent", parent?.json)
    object.add("prompt", prompt)
    object["model"] = .string(modelKey)
    object["model_name"] = .string(modelName)
    object["api"] = .string(api.rawValue)
    object.add("task", task)
    object.add("effort", effort)
    object.add("temperature", temperature.map { .number(JSONNumber($0)) })
    object["max_tokens"] = JSONValue(maxTokens)
    object.add("compared_with", comparedWith?.json)
    if !attachments.isEmpty { object["attachments"] = .array(attachments.map(\.json)) }
    return .object(object)
  }

  /// `nil`: damaged.
  init?(json: JSONValue) {
    guard let id = TurnID(json: json["turn"]), let modelKey = json["model"]?.string else {
      return nil
    }
    self.init(
      id: id, parent: TurnID(json: json["parent"]), prompt: json["prompt"]?.string,
      modelKey: modelKey, modelName: json["model_name"]?.string ?? modelKey,
      api: json["api"]?.string.flatMap(ModelAPI.init) ?? .invoke, task: json["task"]?.string,
      effort: json["effort"]?.string, temperature: json["temperature"]?.double,
      maxTokens: KeptNumber.tokens(json["max_tokens"]) ?? TurnSettings.defaultMaxTokens,
      comparedWith: TurnID(json: json["compared_with"]))
    attachments = (json["attachments"]?.array ?? []).compactMap(Attachment.init(json:))
  }
}

extension TurnClosing {
  /// As it is kept.
  func json(of turn: TurnID) -> JSONValue {
    var object = JSONObject()
    object["turn"] = turn.json
    object["outcome"] = outcome.json
    object["usage"] = usage.json
    object.add("left_out", if: isLeftOut)
    object.add("refused_images", refusedImages?.rawValue)
    return .object(object)
  }

  /// `nil`: damaged.
  init?(json: JSONValue) {
    guard let outcome = json["outcome"].flatMap(TurnOutcome.init(json:)) else { return nil }
    self.init(
      outcome: outcome, usage: json["usage"].flatMap(UsageReport.init(json:)) ?? .nothing,
      isLeftOut: json["left_out"]?.bool ?? false,
      refusedImages: json["refused_images"]?.string.flatMap(RefusedImages.init))
  }
}

extension TurnOutcome {
  fileprivate var json: JSONValue {
    var object = JSONObject()
    switch self {
    case .completed(let reason): object["completed"] = .string(reason.word)
    case .interrupted(let hasText): object["interrupted"] = .object(Self.kept(hasText))
    case .failed(let failure, let hasText):
      object["failed"] = failure.json
      object.add("has_text", if: hasText)
    case .overBudget(let mark, let hasText):
      object["over_budget"] = mark.json
      object.add("has_text", if: hasText)
    }
    return .object(object)
  }

  private static func kept(_ hasText: Bool) -> JSONObject {
    var object = JSONObject()
    object.add("has_text", if: hasText)
    return object
  }

  fileprivate init?(json: JSONValue) {
    let hasText = json["has_text"]?.bool ?? false
    if let word = json["completed"]?.string {
      self = .completed(StopReason(word: word))
    } else if let interrupted = json["interrupted"] {
      self = .interrupted(hasText: interrupted["has_text"]?.bool ?? false)
    } else if let failure = json["failed"].flatMap(ModelFailure.init(json:)) {
      self = .failed(failure, hasText: hasText)
    } else if let mark = json["over_budget"].flatMap(BudgetMark.init(json:)) {
      self = .overBudget(mark, hasText: hasText)
    } else {
      return nil
    }
  }
}

extension BudgetMark {
  fileprivate var json: JSONValue {
    [
      "scope": .string(scope.rawValue), "percent": JSONValue(percent),
      "spent_nano_usd": JSONValue(spent.count), "limit_nano_usd": JSONValue(limit.count),
    ]
  }

  fileprivate init?(json: JSONValue) {
    guard let scope = json["scope"]?.string.flatMap(BudgetScope.init),
      let spent = NanoDollars(json: json["spent_nano_usd"]),
      let limit = NanoDollars(json: json["limit_nano_usd"])
    else { return nil }
    self.init(scope: scope, percent: json["percent"]?.int ?? 100, spent: spent, limit: limit)
  }
}
