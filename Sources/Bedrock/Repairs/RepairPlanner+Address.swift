import Engine

/// Inference profiles (bedrock-wire 4.9, 4.11). An ARN and the id of a profile
/// that the user gave are never called otherwise.
extension RepairPlanner {
  func address(_ told: ToldError) -> Plan? {
    guard context.service == .bedrock, let id = context.modelID else { return nil }
    let called = ModelAddress(id)
    guard !called.isARN else { return nil }
    if told.says("on-demand throughput"), called.prefix == nil {
      guard let prefix = prefixes(of: called.bareID).first else { return nil }
      let profile = "\(prefix).\(called.bareID)"
      return ask(
        "profile",
        notice: "\(called.bareID) answers only through an inference profile: \(profile) is called"
          + " from now on."
      ) { $0.modelID = profile }
    }
    guard let prefix = called.prefix, choseThePrefix, refusesTheProfile(told, called) else {
      return nil
    }
    return next(after: prefix, called)
  }

  /// Whether `told` says that there is no such profile here, in any of the
  /// three ways in which the service does (bedrock-wire 4.11). A denial says as
  /// well that a policy or the model's access is missing: only the account's
  /// own list tells the two apart.
  private func refusesTheProfile(_ told: ToldError, _ called: ModelAddress) -> Bool {
    if told.says("model identifier is invalid") { return true }
    guard !listedProfiles.isEmpty, !listedProfiles.contains(called.text) else { return false }
    switch told.status {
    case 403:
      return told.isNamed("accessdeniedexception") && !told.namesAPolicy
        && ErrorExplanation.identity(told, in: context) == nil
    case 404:
      return told.isNamed("resourcenotfoundexception")
        && ErrorExplanation.lookup(told, in: context) == nil
    default: return false
    }
  }

  /// Whether the program chose the profile, and not the user.
  private var choseThePrefix: Bool {
    if adjustments.modelID != nil { return true }
    return settings.profilePrefix == nil && !original.model.profiles.isEmpty
  }

  /// Where requests are answered is the user's decision (bedrock-wire 4.9):
  /// only a profile that the account lists takes the place of another one.
  private func next(after prefix: String, _ called: ModelAddress) -> Plan? {
    let listed = listedPrefixes(of: called.bareID)
    let order = prefixes(of: called.bareID).filter(listed.contains)
    let rest = order.firstIndex(of: prefix).map { order[($0 + 1)...] } ?? order[...]
    guard let next = rest.first else {
      guard adjustments.modelID != nil else { return nil }
      var changed = adjustments
      changed.modelID = nil
      return .forget(changed)
    }
    let profile = "\(next).\(called.bareID)"
    let residency =
      next == "global" ? " Its requests may be answered in any commercial region." : ""
    return ask(
      "profile.\(next)",
      notice: "\(called.text) is not known\(context.inRegion): \(profile) is called from now on."
        + residency
    ) { $0.modelID = profile }
  }

  /// The prefixes to try for a model, best first: those that the account lists
  /// where the list is known, otherwise those of the region.
  private func prefixes(of bareID: String) -> [String] {
    let region = prepared.region
    let preferred =
      region.hasPrefix("us-gov-") ? ["us-gov"] : ProfileChoice.preferred(region: region)
    let listed = listedPrefixes(of: bareID)
    guard !listed.isEmpty else { return preferred }
    return preferred.filter(listed.contains) + listed.filter { !preferred.contains($0) }
  }

  /// The prefixes of the profiles of a model that the account lists.
  private func listedPrefixes(of bareID: String) -> [String] {
    listedProfiles.map(ModelAddress.init).filter { $0.bareID == bareID }.compactMap(\.prefix)
  }
}
