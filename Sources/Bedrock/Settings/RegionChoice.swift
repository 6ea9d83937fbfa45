/// The region and how it came to be chosen; people want to see both.
public struct RegionChoice: Hashable, Sendable {
  /// Where a region was named.
  public enum Source: Hashable, Sendable {
    /// A setting or flag.
    case setting
    /// The variable of that name.
    case environment(String)
    /// The profile of that name.
    case profile(String)
    /// A short-term API key, which holds for one region.
    case apiKey
    /// The ARN of the model.
    case modelARN
    /// The host of a VPC endpoint.
    case endpoint
    /// Nobody named one.
    case assumed
  }

  /// The region that is used when none is named anywhere.
  public static let fallback = "us-east-1"

  /// `us-east-1`.
  public var name: String
  /// Who named it.
  public var source: Source

  /// A choice.
  public init(name: String, source: Source) {
    self.name = name
    self.source = source
  }

  /// `us-east-1`, or `us-east-1 (assumed)`.
  public var label: String { source == .assumed ? "\(name) (assumed)" : name }

  /// Who named it, for people: `AWS_REGION`, `profile "dev"`.
  public var sourceText: String {
    switch source {
    case .setting: "the settings"
    case .environment(let variable): variable
    case .profile(let name): "profile \"\(name)\""
    case .apiKey: "the API key"
    case .modelARN: "the model's ARN"
    case .endpoint: "the endpoint's host"
    case .assumed: "assumed, because nothing names a region"
    }
  }

  /// The strongest of `candidates`, which come in their order
  /// (aws-auth-and-http 3.2); otherwise the fallback.
  static func choose(_ candidates: [(name: String?, source: Source)]) -> RegionChoice {
    for candidate in candidates {
      if let name = candidate.name?.trimmed, !name.isEmpty {
        return RegionChoice(name: name, source: candidate.source)
      }
    }
    return RegionChoice(name: fallback, source: .assumed)
  }
}
