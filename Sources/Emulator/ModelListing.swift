import Wire

/// The two listing calls of the control plane, from the emulator's own table.
enum ModelListing {
  /// botocore, bedrock 2023-04-20.
  private static let maximumResults = 1000

  /// `GET /foundation-models`.
  static func models(query: Substring) -> JSONValue {
    let provider = parameters(query)["byProvider"]?.lowercased()
    guard provider == nil || provider == "anthropic" else { return ["modelSummaries": .array([])] }
    let items = ModelRules.all.map { rules -> JSONValue in
      [
        "modelArn": .string("arn:aws:bedrock:us-east-1::foundation-model/\(rules.bedrockID)"),
        "modelId": .string(rules.bedrockID),
        "modelName": .string(title(rules)),
        "providerName": "Anthropic",
        "inputModalities": ["TEXT", "IMAGE"],
        "outputModalities": ["TEXT"],
        "responseStreamingSupported": true,
        "customizationsSupported": .array([]),
        "inferenceTypesSupported": [rules.needsProfile ? "INFERENCE_PROFILE" : "ON_DEMAND"],
        "modelLifecycle": ["status": rules.isRetired ? "LEGACY" : "ACTIVE"],
      ]
    }
    return ["modelSummaries": .array(items)]
  }

  /// `GET /inference-profiles`, in pages.
  static func profiles(
    query: Substring, region: String?
  ) throws(ServiceFailure) -> JSONValue {
    let parameters = parameters(query)
    var size = maximumResults
    if let text = parameters["maxResults"] {
      guard let number = Int(text), (1...maximumResults).contains(number) else {
        throw .validation("Value at 'maxResults' failed to satisfy constraint: 1 to 1000")
      }
      size = number
    }
    guard parameters["type"] != "APPLICATION" else {
      return ["inferenceProfileSummaries": .array([])]
    }
    let all = everyProfile(region: region ?? "us-east-1")
    var start = 0
    if let token = parameters["nextToken"] {
      guard let number = Int(token), all.indices.contains(number) else {
        throw .validation("The provided next token is invalid.")
      }
      start = number
    }
    let page = all[start...].prefix(size)
    var out = JSONObject()
    out["inferenceProfileSummaries"] = .array(Array(page))
    if start + page.count < all.count { out["nextToken"] = .string("\(start + page.count)") }
    return .object(out)
  }

  private static func everyProfile(region: String) -> [JSONValue] {
    let geographic: (prefix: String, title: String) =
      if region.hasPrefix("us-gov-") {
        ("us-gov", "US GovCloud")
      } else if region.hasPrefix("eu-") {
        ("eu", "EU")
      } else if region.hasPrefix("ap-") {
        ("apac", "APAC")
      } else {
        ("us", "US")
      }
    let prefixes = [geographic, (prefix: "global", title: "Global")]
    return ModelRules.all.filter { $0.needsProfile && !$0.isRetired }.flatMap { rules in
      prefixes.map { profile -> JSONValue in
        let id = "\(profile.prefix).\(rules.bedrockID)"
        let model = "arn:aws:bedrock:\(region)::foundation-model/\(rules.bedrockID)"
        return [
          "inferenceProfileName": .string("\(profile.title) \(title(rules))"),
          "description": .string("Routes requests to \(title(rules))."),
          "createdAt": "2026-11-01T00:00:00Z",
          "updatedAt": "2026-11-01T00:00:00Z",
          "inferenceProfileArn":
            .string("arn:aws:bedrock:\(region):000000000000:inference-profile/\(id)"),
          "inferenceProfileId": .string(id),
          "models": [["modelArn": .string(model)]],
          "status": "ACTIVE",
          "type": "SYSTEM_DEFINED",
        ]
      }
    }
  }

  private static func title(_ rules: ModelRules) -> String {
    rules.name.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }
      .joined(separator: " ")
  }

  private static func parameters(_ query: Substring) -> [String: String] {
    var out: [String: String] = [:]
    for part in query.split(separator: "&") {
      let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      out[PercentCoding.decode(String(halves[0]))] =
        halves.count > 1 ? PercentCoding.decode(String(halves[1])) : ""
    }
    return out
  }
}
