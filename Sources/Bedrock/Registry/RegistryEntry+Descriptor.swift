import Engine
import Wire

/// From the members of an entry to a `ModelDescriptor`.
extension RegistryEntry {
  /// The entry as a model; throws the first thing that makes it unusable.
  func descriptor() throws(RegistryProblem) -> ModelDescriptor {
    guard let modelId = try string("modelId"), !modelId.isEmpty else {
      throw problem("\"modelId\" is missing")
    }
    if let shape = members["rules"] { throw problem("\"rules\" must be an object", at: shape) }
    let address = ModelAddress(modelId)
    let isFixed = address.prefix != nil || address.isARN
    let vendor = ModelVendor(bareID: address.bareID)
    var descriptor = ModelDescriptor(
      key: key, modelId: modelId, directId: try string("directId"),
      displayName: try string("displayName") ?? key,
      provider: try string("provider") ?? vendor.provider,
      family: try string("family")?.lowercased() ?? vendor.family(of: address.bareID),
      released: try date("released") ?? "", endOfLife: try date("endOfLife"),
      aliases: try strings("aliases") ?? [], capabilities: try strings("capabilities") ?? [],
      recommendedFor: try strings("recommendedFor") ?? [],
      contextWindow: try tokens("contextWindow"), maxOutputTokens: try tokens("maxOutputTokens"),
      regions: try strings("regions") ?? [],
      profiles: isFixed ? [] : try strings("profiles") ?? [],
      preferredAPI: try word("api", ModelAPI.self) ?? vendor.preferredAPI,
      rules: try rules(startingFrom: vendor.conservativeRules), prices: try prices())
    descriptor.lifecycle = try string("lifecycle")
    descriptor.mantleId = try string("mantleId")
    return descriptor
  }

  private func rules(
    startingFrom defaults: ParameterRules
  ) throws(RegistryProblem) -> ParameterRules {
    ParameterRules(
      sampling: try word("rules.sampling", ParameterRules.Sampling.self) ?? defaults.sampling,
      thinking: try word("rules.thinking", ParameterRules.Thinking.self) ?? defaults.thinking,
      effortLevels: try strings("rules.effort") ?? defaults.effortLevels,
      prefill: try bool("rules.prefill") ?? defaults.prefill,
      system: try bool("rules.system") ?? defaults.system,
      bytesPerTokenHundredths: try bytesPerTokenHundredths() ?? defaults.bytesPerTokenHundredths,
      thinkingOff: try word("rules.thinkingOff", ParameterRules.ThinkingOff.self),
      thinkingOffEffort: try string("rules.thinkingOffEffort"),
      budgetBeta: try string("rules.budgetBeta"), effortBeta: try string("rules.effortBeta"),
      forcedTool: try word("rules.forcedTool", ParameterRules.ForcedTool.self)
        ?? defaults.forcedTool,
      cacheMinimum: members["rules.cacheMinimum"] == nil ? nil : try tokens("rules.cacheMinimum"),
      cachesForAnHour: try bool("rules.cachesForAnHour") ?? defaults.cachesForAnHour,
      structuredOutput: try bool("rules.structuredOutput") ?? defaults.structuredOutput)
  }

  private func bytesPerTokenHundredths() throws(RegistryProblem) -> Int? {
    guard let member = members["rules.bytesPerToken"] else { return nil }
    guard case .number(let number) = member.node.kind,
      let hundredths = DecimalText.scaled(number.text, places: 2), (1...10_000).contains(hundredths)
    else { throw problem("\"rules.bytesPerToken\" must be between 0.01 and 100", at: member) }
    return Int(hundredths)
  }

  // MARK: Prices

  private func prices() throws(RegistryProblem) -> PriceList? {
    guard let member = members["prices"] else { return nil }
    guard case .object(let fields) = member.node.kind else {
      throw problem("\"prices\" must be an object", at: member)
    }
    let known: Set<String> = [
      "source", "date", "input", "output", "cacheWrite5m", "cacheWrite1h", "cacheRead",
      "geographicFactor", "govFactor", "longPrompt", "comment",
    ]
    for field in fields where !known.contains(field.name) {
      throw problem(
        "\"prices\" has an unknown member \"\(field.name)\"", in: member, at: field.node)
    }
    guard case .string(let source)? = member.node["source"]?.kind, !source.isEmpty,
      case .string(let date)? = member.node["date"]?.kind, !date.isEmpty
    else { throw problem("\"prices\" need a \"source\" and a \"date\"", at: member) }
    let geographic = try factor("geographicFactor", of: member) ?? 1000
    var list = PriceList(
      base: try tokenPrices(member.node, in: member), geographicPermille: geographic,
      govPermille: try factor("govFactor", of: member) ?? geographic, source: source, date: date)
    if let long = member.node["longPrompt"] {
      guard case .number(let number)? = long["threshold"]?.kind, let threshold = number.int,
        threshold > 0
      else { throw problem("\"longPrompt\" needs a \"threshold\" in tokens", in: member, at: long) }
      list.longPromptThreshold = threshold
      list.longPrompt = try tokenPrices(long, in: member)
    }
    return list
  }

  private func tokenPrices(
    _ node: JSONNode, in member: RegistryMember
  ) throws(RegistryProblem) -> TokenPrices {
    guard let input = try price("input", of: node, in: member),
      let output = try price("output", of: node, in: member)
    else { throw problem("prices need \"input\" and \"output\"", in: member, at: node) }
    return TokenPrices(
      input: input, output: output,
      cacheWrite5m: try price("cacheWrite5m", of: node, in: member),
      cacheWrite1h: try price("cacheWrite1h", of: node, in: member),
      cacheRead: try price("cacheRead", of: node, in: member))
  }

  private func price(
    _ name: String, of node: JSONNode, in member: RegistryMember
  ) throws(RegistryProblem) -> Int64? {
    guard let field = node[name] else { return nil }
    guard case .number(let number) = field.kind,
      let nanoDollars = DecimalText.scaled(number.text, places: 9)
    else {
      throw problem(
        "\"\(name)\" must be US dollars per million tokens, with at most nine decimals",
        in: member, at: field)
    }
    return nanoDollars
  }

  private func factor(
    _ name: String, of member: RegistryMember
  ) throws(RegistryProblem) -> Int64? {
    guard let field = member.node[name] else { return nil }
    guard case .number(let number) = field.kind,
      let permille = DecimalText.scaled(number.text, places: 3), (1...100_000).contains(permille)
    else {
      throw problem("\"\(name)\" must be a factor such as 1.1", in: member, at: field)
    }
    return permille
  }

  // MARK: Members by type

  private func string(_ name: String) throws(RegistryProblem) -> String? {
    guard let member = members[name] else { return nil }
    guard case .string(let text) = member.node.kind else {
      throw problem("\"\(name)\" must be a string", at: member)
    }
    return text
  }

  private func bool(_ name: String) throws(RegistryProblem) -> Bool? {
    guard let member = members[name] else { return nil }
    guard case .bool(let value) = member.node.kind else {
      throw problem("\"\(name)\" must be true or false", at: member)
    }
    return value
  }

  private func strings(_ name: String) throws(RegistryProblem) -> [String]? {
    guard let member = members[name] else { return nil }
    guard case .array(let nodes) = member.node.kind else {
      throw problem("\"\(name)\" must be a list of strings", at: member)
    }
    var texts: [String] = []
    for node in nodes {
      guard case .string(let text) = node.kind else {
        throw problem("\"\(name)\" must be a list of strings", in: member, at: node)
      }
      texts.append(text)
    }
    return texts
  }

  private func tokens(_ name: String) throws(RegistryProblem) -> Int {
    guard let member = members[name] else { throw problem("\"\(name)\" is missing") }
    guard case .number(let number) = member.node.kind, let count = number.int,
      (1...RegistryEntry.maximumTokens).contains(count)
    else { throw problem("\"\(name)\" must be a whole number of tokens", at: member) }
    return count
  }

  /// Far beyond any context window; keeps sums of token counts from overflow.
  private static let maximumTokens = 1_000_000_000

  private func date(_ name: String) throws(RegistryProblem) -> String? {
    guard let text = try string(name), let member = members[name] else { return nil }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let widths = parts.map(\.utf8.count)
    guard widths == [4, 2, 2] || widths == [4, 2],
      parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } })
    else { throw problem("\"\(name)\" must be a date such as 2026-11-21", at: member) }
    return text
  }

  private func word<Word: RawRepresentable & CaseIterable>(
    _ name: String, _ type: Word.Type
  ) throws(RegistryProblem) -> Word? where Word.RawValue == String {
    guard let text = try string(name), let member = members[name] else { return nil }
    guard let word = Word(rawValue: text) else {
      let choices = Word.allCases.map(\.rawValue).joined(separator: ", ")
      throw problem("\"\(name)\" must be one of \(choices)", at: member)
    }
    return word
  }

  // MARK: Problems

  private func problem(_ message: String) -> RegistryProblem {
    RegistryProblem(file: file, key: key, line: line, message: message)
  }

  private func problem(_ message: String, at member: RegistryMember) -> RegistryProblem {
    RegistryProblem(file: member.file, key: key, line: member.line, message: message)
  }

  private func problem(
    _ message: String, in member: RegistryMember, at node: JSONNode
  ) -> RegistryProblem {
    RegistryProblem(file: member.file, key: key, line: node.position.line, message: message)
  }
}
