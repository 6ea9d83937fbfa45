public import Engine

/// Profiles of the account's own: their ids are random, so what is known of
/// the model behind them has to be carried over.
extension ModelRegistry {
  /// `model` with everything that is known of the model behind `profile`, still
  /// called as it was; unchanged where the registry does not list that one.
  public func describing(
    _ model: ModelDescriptor, as profile: ModelListing.Profile
  ) -> ModelDescriptor {
    guard let modelID = profile.modelID,
      var copy = models.first(where: { ModelAddress($0.modelId).bareID == modelID })
    else { return model }
    copy.modelId = model.modelId
    copy.profiles = []
    copy.pricingPrefix = profile.pricingPrefix
    if profile.isApplication, !profile.name.isEmpty {
      copy.displayName = "\(copy.displayName) (\(profile.name))"
    }
    return copy
  }

  /// The application profiles of `listing` as models, each under its name.
  public func models(ofApplicationsIn listing: ModelListing) -> [ModelDescriptor] {
    (listing.applicationProfiles ?? []).compactMap { profile in
      guard case .model(let plain, _) = resolve(profile.arn, today: "") else { return nil }
      var model = describing(plain, as: profile)
      model.key = profile.arn
      model.aliases = profile.name.isEmpty ? [] : [profile.name]
      return model
    }
  }
}
