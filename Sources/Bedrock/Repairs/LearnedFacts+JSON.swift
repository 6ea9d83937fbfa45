import Engine
import Wire

/// The file form: `{"version":1,"facts":[{…}]}`. Whatever cannot be read is
/// passed over: everything in it can be learnt again.
extension LearnedFacts {
  private static let version = 1

  /// A file beyond this is not ours. Bytes.
  static let maximumBytes = 256 * 1_024

  /// The facts in `bytes`; none where they are not what was written.
  init(parsing bytes: [UInt8]) {
    guard bytes.count <= LearnedFacts.maximumBytes, let root = try? JSONValue(parsing: bytes),
      root["version"]?.int == LearnedFacts.version, let facts = root["facts"]?.array
    else { return }
    for fact in facts {
      guard let origin = fact["origin"]?.string, let region = fact["region"]?.string,
        let modelID = fact["model"]?.string, let learnedAt = fact["learnedAt"]?.int,
        let adjustments = RequestAdjustments(fact), !adjustments.isEmpty
      else { continue }
      merge(
        Entry(adjustments: adjustments, learnedAt: learnedAt),
        for: Key(origin: origin, region: region, modelID: modelID))
    }
  }

  /// The facts, in a stable order.
  var serialized: [UInt8] {
    let sorted = entries.sorted { left, right in
      (left.key.origin, left.key.region, left.key.modelID)
        < (right.key.origin, right.key.region, right.key.modelID)
    }
    var facts: [JSONValue] = []
    for (key, entry) in sorted {
      var fact = entry.adjustments.lasting
      guard !fact.members.isEmpty else { continue }
      fact["origin"] = .string(key.origin)
      fact["region"] = .string(key.region)
      fact["model"] = .string(key.modelID)
      fact["learnedAt"] = .number(JSONNumber(entry.learnedAt))
      facts.append(.object(fact))
    }
    let root: JSONValue = [
      "version": .number(JSONNumber(LearnedFacts.version)), "facts": .array(facts),
    ]
    return root.serialized() + [UInt8(ascii: "\n")]
  }
}

extension RequestAdjustments {
  /// Longest text that is taken from a file: ids, levels, paths.
  private static let maximumTextBytes = 2_048

  /// What outlives the run: everything but what belongs to one conversation.
  fileprivate var lasting: JSONObject {
    var object = JSONObject()
    if let modelID { object["calledAs"] = .string(modelID) }
    if let maximumOutputTokens {
      object["maximumOutputTokens"] = .number(JSONNumber(maximumOutputTokens))
    }
    if let sampling { object["sampling"] = .string(sampling.rawValue) }
    if let thinking { object["thinking"] = .string(thinking.rawValue) }
    if let effortLevels { object["effortLevels"] = RequestAdjustments.list(effortLevels) }
    if omitsSystem { object["omitsSystem"] = true }
    if endsWithUser { object["endsWithUser"] = true }
    if refusesAnswerForms { object["refusesAnswerForms"] = true }
    if refusesForcedTools { object["refusesForcedTools"] = true }
    if let caching { object["caching"] = .string(caching.rawValue) }
    if !omittedMembers.isEmpty {
      object["omittedMembers"] = RequestAdjustments.list(omittedMembers.sorted())
    }
    if !omittedBetas.isEmpty {
      object["omittedBetas"] = RequestAdjustments.list(omittedBetas.sorted())
    }
    return object
  }

  private static func list(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }

  /// `nil` where a member is not what was written: a half of it may be worse
  /// than nothing.
  fileprivate init?(_ fact: JSONValue) {
    self.init()
    modelID = fact["calledAs"]?.string
    maximumOutputTokens = fact["maximumOutputTokens"]?.int
    sampling = fact["sampling"]?.string.flatMap(ParameterRules.Sampling.init)
    thinking = fact["thinking"]?.string.flatMap(ParameterRules.Thinking.init)
    effortLevels = fact["effortLevels"].flatMap(RequestAdjustments.texts)
    omitsSystem = fact["omitsSystem"]?.bool ?? false
    endsWithUser = fact["endsWithUser"]?.bool ?? false
    refusesForcedTools = fact["refusesForcedTools"]?.bool ?? false
    refusesAnswerForms = fact["refusesAnswerForms"]?.bool ?? false
    caching = fact["caching"]?.string.flatMap(Caching.init)
    omittedMembers = Set(fact["omittedMembers"].flatMap(RequestAdjustments.texts) ?? [])
    omittedBetas = Set(fact["omittedBetas"].flatMap(RequestAdjustments.texts) ?? [])
    guard omittedMembers.allSatisfy(RequestAdjustments.canOmit),
      omittedMembers.count + omittedBetas.count <= LearnedFacts.maximumOmissions,
      (modelID?.utf8.count ?? 0) <= RequestAdjustments.maximumTextBytes,
      maximumOutputTokens ?? 1 > 0
    else { return nil }
  }

  private static func texts(_ value: JSONValue) -> [String]? {
    guard let array = value.array else { return nil }
    let texts = array.compactMap(\.string)
    guard texts.count == array.count,
      texts.allSatisfy({ $0.utf8.count <= maximumTextBytes })
    else { return nil }
    return texts
  }
}
