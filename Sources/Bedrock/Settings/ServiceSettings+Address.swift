public import Engine

extension ServiceSettings {
  /// What `model` is called by on Bedrock: an ARN or an id with its own prefix
  /// as it is, everything else through the profile that suits the region; and
  /// the region, which an ARN may name.
  public func address(of model: ModelDescriptor) -> (address: ModelAddress, region: String) {
    let named = ModelAddress(model.modelId)
    guard !named.isARN else {
      let region = named.arn.map(\.region).flatMap { AWSRegion.isValid($0) ? $0 : nil }
      return (named, region ?? self.region.name)
    }
    let prefix = ProfileChoice.prefix(
      region: region.name, available: model.profiles, override: profilePrefix)
    return (prefix.map { ModelAddress("\($0).\(named.text)") } ?? named, region.name)
  }

  /// The profile by which a request to `model` through `api` is billed: the one
  /// that is called, or what an application profile is made of. Mantle and the
  /// direct API know none.
  public func billedPrefix(of model: ModelDescriptor, through api: ModelAPI) -> String? {
    switch api {
    case .invoke, .converse: address(of: model).address.prefix ?? model.pricingPrefix
    case .messages, .mantle: nil
    }
  }

  /// What `model` is called by through `api`.
  public func calledID(of model: ModelDescriptor, through api: ModelAPI) -> String {
    switch api {
    case .invoke, .converse: address(of: model).address.text
    case .messages: model.directId ?? model.modelId
    case .mantle: (try? MantleModel(model))?.id ?? model.modelId
    }
  }

  /// A sentence where `model` is an ARN of another region than the one that
  /// was chosen: its requests go there.
  public func regionNotice(for model: ModelDescriptor) -> String? {
    let serving = address(of: model).region
    guard serving != region.name else { return nil }
    return "The ARN of \(model.displayName) is in \(serving): its requests go there, not to"
      + " \(region.name) (\(region.sourceText))."
  }
}
