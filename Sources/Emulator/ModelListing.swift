import Wire

/// The listing calls of the control plane, from the emulator's own table.
struct ModelListing {
  /// botocore, bedrock 2023-04-20.
  private static let maximumResults = 1000
  /// Where callers without a signature are taken to be.
  static let defaultRegion = "us-east-1"
  private static let account = "000000000000"

  var region: String
  /// Application profile id → model id.
  var applications: [String: String] = [:]

  /// `GET /foundation-models`. Models past their end are gone.
  func models(query: Substring) -> JSONValue {
    let provider = Self.parameters(query)["byProvider"]?.lowercased()
    guard provider == nil || provider == "anthropic" else { return ["modelSummaries": .array([])] }
    let items = ModelRules.all.filter { !$0.isRetired }.map { rules -> JSONValue in
      [
        "modelArn": .string(Self.modelARN(rules, region: region)),
        "modelId": .string(rules.bedrockID),
        "modelName": .string(Self.title(rules)),
        "providerName": "Anthropic",
        "inputModalities": ["TEXT", "IMAGE"],
        "outputModalities": ["TEXT"],
        "responseStreamingSupported": true,
        "customizationsSupported": .array([]),
        "inferenceTypesSupported": [rules.needsProfile ? "INFERENCE_PROFILE" : "ON_DEMAND"],
        "modelLifecycle": ["status": rules.isLegacy ? "LEGACY" : "ACTIVE"],
      ]
    }
    return ["modelSummaries": .array(items)]
  }

  /// `GET /inference-profiles`, in pages.
  func profiles(query: Substring) throws(ServiceFailure) -> JSONValue {
    let parameters = Self.parameters(query)
    var size = Self.maximumResults
    if let text = parameters["maxResults"] {
      guard let number = Int(text), (1...Self.maximumResults).contains(number) else {
        throw .validation("Value at 'maxResults' failed to satisfy constraint: 1 to 1000")
      }
      size = number
    }
    let all =
      switch parameters["type"] {
      case "APPLICATION": applicationProfiles
      case "SYSTEM_DEFINED": systemProfiles
      default: systemProfiles + applicationProfiles
      }
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

  /// `GET /inference-profiles/{id or ARN}`.
  func profile(named name: String) throws(ServiceFailure) -> JSONValue {
    let found = (systemProfiles + applicationProfiles).first {
      $0["inferenceProfileId"]?.string == name || $0["inferenceProfileArn"]?.string == name
    }
    guard let found else {
      throw ServiceFailure(
        404, "ResourceNotFoundException", "The requested inference profile was not found: \(name)")
    }
    return found
  }

  /// Prefix, title, and the regions that it reaches. Those of a global profile
  /// are not told.
  private var scopes: [(prefix: String, title: String, regions: [String])] {
    let geographic: (prefix: String, title: String, regions: [String]) =
      if region.hasPrefix("us-gov-") {
        ("us-gov", "US GovCloud", ["us-gov-east-1", "us-gov-west-1"])
      } else if region.hasPrefix("eu-") {
        ("eu", "EU", ["eu-central-1", "eu-west-1", "eu-west-3"])
      } else if region.hasPrefix("ap-") {
        ("apac", "APAC", ["ap-northeast-1", "ap-southeast-2"])
      } else {
        ("us", "US", ["us-east-1", "us-east-2", "us-west-2"])
      }
    return [geographic, (prefix: "global", title: "Global", regions: [""])]
  }

  private var systemProfiles: [JSONValue] {
    ModelRules.all.filter { $0.needsProfile && !$0.isRetired }.flatMap { rules in
      scopes.map { scope -> JSONValue in
        let id = "\(scope.prefix).\(rules.bedrockID)"
        return [
          "inferenceProfileName": .string("\(scope.title) \(Self.title(rules))"),
          "description": .string("Routes requests to \(Self.title(rules))."),
          "createdAt": "2026-11-01T00:00:00Z",
          "updatedAt": "2026-11-01T00:00:00Z",
          "inferenceProfileArn":
            .string("arn:aws:bedrock:\(region):\(Self.account):inference-profile/\(id)"),
          "inferenceProfileId": .string(id),
          "models": .array(
            scope.regions.map { ["modelArn": .string(Self.modelARN(rules, region: $0))] }),
          "status": "ACTIVE",
          "type": "SYSTEM_DEFINED",
        ]
      }
    }
  }

  /// Each on the regions of the geography.
  private var applicationProfiles: [JSONValue] {
    applications.sorted { $0.key < $1.key }.compactMap { id, model -> JSONValue? in
      guard let rules = ModelRules.all.first(where: { $0.bedrockID == model }) else { return nil }
      let arn = "arn:aws:bedrock:\(region):\(Self.account):application-inference-profile/\(id)"
      return [
        "inferenceProfileName": .string("team-\(id)"),
        "createdAt": "2026-11-01T00:00:00Z",
        "updatedAt": "2026-11-01T00:00:00Z",
        "inferenceProfileArn": .string(arn),
        "inferenceProfileId": .string(id),
        "models": .array(
          scopes[0].regions.map { ["modelArn": .string(Self.modelARN(rules, region: $0))] }),
        "status": "ACTIVE",
        "type": "APPLICATION",
      ]
    }
  }

  private static func modelARN(_ rules: ModelRules, region: String) -> String {
    "arn:aws:bedrock:\(region)::foundation-model/\(rules.bedrockID)"
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
