public import Engine

/// What a listing tells about the models of the registry (bedrock-wire 4.9).
extension ModelListing {
  /// The id of the profile through which `model` is best called:
  /// one with the prefix `preferred`, otherwise one that serves the region,
  /// otherwise any; `nil` where none is listed.
  public func profile(for model: ModelDescriptor, preferring preferred: String?) -> String? {
    let bareID = ModelAddress(model.modelId).bareID
    let matching = (systemProfiles ?? []).filter { $0.modelID == bareID }
    let prefixes = (preferred.map { [$0] } ?? []) + ProfileChoice.preferred(region: region)
    for prefix in prefixes {
      if let profile = matching.first(where: { ModelAddress($0.id).prefix == prefix }) {
        return profile.id
      }
    }
    return matching.first?.id
  }

  /// Whether this account can use `model` in this region; `nil`: unknown.
  public func access(
    of model: ModelDescriptor, preferring preferred: String? = nil
  ) -> ModelAccess? {
    let address = ModelAddress(model.modelId)
    if address.isARN || address.prefix != nil { return access(toNamed: address) }
    let found = profile(for: model, preferring: preferred)
    guard let models else {
      // Without the models a missing profile tells only of those that need one.
      guard found == nil, systemProfiles != nil, !model.profiles.isEmpty else {
        return found.map { .available(profile: $0) }
      }
      return .unavailable("no inference profile of it is listed in \(region)")
    }
    guard let listed = models.first(where: { $0.id == address.bareID }) else {
      return found.map { .available(profile: $0) }
        ?? .unavailable("\(region) does not list it")
    }
    let profile = listed.isOnDemand && model.profiles.isEmpty ? nil : found
    if !listed.isOnDemand, profile == nil {
      guard systemProfiles != nil else { return nil }
      return .unavailable("no inference profile of it is listed in \(region)")
    }
    return listed.isLegacy ? .legacy(profile: profile) : .available(profile: profile)
  }

  /// The same for every model of `models` of which anything is known, by key.
  public func accesses(
    of models: [ModelDescriptor], preferring preferred: String? = nil
  ) -> [String: ModelAccess] {
    var accesses: [String: ModelAccess] = [:]
    for model in models {
      if let access = access(of: model, preferring: preferred) { accesses[model.key] = access }
    }
    return accesses
  }

  /// A profile or ARN as the user named it.
  private func access(toNamed address: ModelAddress) -> ModelAccess? {
    if let profile = profile(named: address.text) {
      let isLegacy = models?.first { $0.id == profile.modelID }?.isLegacy ?? false
      return isLegacy ? .legacy(profile: profile.id) : .available(profile: profile.id)
    }
    // Another region's ARN, and what is neither, is not ours to judge.
    guard !address.isARN, systemProfiles != nil else { return nil }
    return .unavailable("\(region) does not list the profile \(address.text)")
  }
}
