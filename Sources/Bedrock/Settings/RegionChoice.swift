/// The region and how it came to be chosen; people want to see both.
public struct RegionChoice: Hashable, Sendable {
  /// Where a region was named.
  public enum Source: Hashable, Sendable {
    /// A setting or flag.
    case setting
    /// The variable of that name.
    case environment(String)
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

  /// A setting, `AWS_REGION`, `AWS_DEFAULT_REGION`, or the fallback.
  static func choose(setting: String?, environment: EnvironmentValues) -> RegionChoice {
    if let setting { return RegionChoice(name: setting, source: .setting) }
    if let (name, value) = environment.first(of: ["AWS_REGION", "AWS_DEFAULT_REGION"]) {
      return RegionChoice(name: value, source: .environment(name))
    }
    return RegionChoice(name: fallback, source: .assumed)
  }
}
