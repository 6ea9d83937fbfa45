/// Which inference profile a model is called through (bedrock-wire 4.9).
public enum ProfileChoice {
  /// The setting that asks for the bare id.
  public static let bareID = "none"

  /// The prefix for a model with the profiles `available`, called from
  /// `region`; `nil` to call the bare id.
  ///
  /// GovCloud regions always use `us-gov`. Otherwise `override` wins, then the
  /// first of the region's own prefixes that the model has. Where it has none
  /// of them the region's first one is used unchecked, because the service may
  /// know more profiles than the registry.
  public static func prefix(
    region: String, available: [String], override: String? = nil
  ) -> String? {
    guard !available.isEmpty else { return nil }
    if region.hasPrefix("us-gov-") { return "us-gov" }
    if let override { return override == bareID ? nil : override }
    let candidates = preferred(region: region)
    return candidates.first { available.contains($0) } ?? candidates.first
  }

  /// The prefixes that serve `region`, best first: the geography keeps data
  /// where the region is, `global` goes anywhere.
  static func preferred(region: String) -> [String] {
    switch region {
    case "ap-northeast-1", "ap-northeast-3": ["apac", "jp", "global"]
    case "ap-southeast-2", "ap-southeast-4": ["apac", "au", "global"]
    case _ where region.hasPrefix("us-"): ["us", "global"]
    case _ where region.hasPrefix("eu-"): ["eu", "global"]
    case _ where region.hasPrefix("ap-"): ["apac", "global"]
    default: ["global"]
    }
  }
}
