import Wire

/// A member of an entry and where it stands.
struct RegistryMember: Hashable, Sendable {
  var node: JSONNode
  var file: String
  var line: Int
}

/// The members of one entry, collected from the built-in file and whatever
/// overlays speak of the same key. Members of `rules` are kept one by one
/// (`rules.effort`), so that an overlay can change one of them; `prices` are
/// replaced as a whole, because a price belongs to its source and date.
struct RegistryEntry: Hashable, Sendable {
  var key: String
  /// Where the newest text about this entry stands.
  var file: String
  var line: Int
  var members: [String: RegistryMember]

  /// Names that an entry may have.
  static let knownMembers: Set<String> = [
    "modelId", "directId", "mantleId", "displayName", "provider", "family", "released", "endOfLife",
    "lifecycle", "aliases", "capabilities", "recommendedFor", "contextWindow", "maxOutputTokens",
    "regions", "profiles", "api", "prices", "comment",
    "rules.sampling", "rules.thinking", "rules.effort", "rules.prefill", "rules.system",
    "rules.bytesPerToken", "rules.thinkingOff", "rules.thinkingOffEffort", "rules.budgetBeta",
    "rules.effortBeta", "rules.forcedTool", "rules.cacheMinimum", "rules.cachesForAnHour",
    "rules.structuredOutput",
  ]

  /// Reads the members of the object `node`; unknown ones become warnings.
  init(
    key: String, node: JSONNode, file: String, problems: inout [RegistryProblem]
  ) throws(RegistryProblem) {
    guard case .object(let members) = node.kind else {
      throw RegistryProblem(
        file: file, key: key, line: node.position.line, message: "an object was expected")
    }
    self.key = key
    self.file = file
    self.line = node.position.line
    self.members = [:]
    for member in members {
      if member.name == "rules", case .object(let rules) = member.node.kind {
        for rule in rules { add(rule, named: "rules.\(rule.name)", problems: &problems) }
      } else {
        add(member, named: member.name, problems: &problems)
      }
    }
  }

  private mutating func add(
    _ member: JSONNode.Member, named name: String, problems: inout [RegistryProblem]
  ) {
    let line = member.position.line
    guard RegistryEntry.knownMembers.contains(name) || name == "rules" else {
      problems.append(
        RegistryProblem(
          severity: .warning, file: file, key: key, line: line,
          message: "the member \"\(name)\" is unknown and was ignored"))
      return
    }
    members[name] = RegistryMember(node: member.node, file: file, line: line)
  }

  /// This entry with the members of `newer` laid over it.
  func overlaid(by newer: RegistryEntry) -> RegistryEntry {
    var result = newer
    result.members = members.merging(newer.members) { _, new in new }
    return result
  }
}
