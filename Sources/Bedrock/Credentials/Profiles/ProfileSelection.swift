public import Engine

/// Which profile is used, and who said so (aws-auth-and-http 3.1).
public struct ProfileSelection: Hashable, Sendable {
  /// Who named the profile.
  public enum Source: Hashable, Sendable {
    /// A setting or `--profile`.
    case setting
    /// The variable of that name.
    case environment(String)
    /// Nobody: it is `default`.
    case fallback
  }

  /// The profile's name when nobody names one.
  public static let fallbackName = "default"

  /// The profile's name.
  public var name: String
  /// Who named it.
  public var source: Source

  /// A selection.
  public init(name: String, source: Source) {
    self.name = name
    self.source = source
  }

  /// A setting, `AWS_PROFILE`, `AWS_DEFAULT_PROFILE` (the AWS CLI's order),
  /// or `default`.
  public init(setting: String?, environment: EnvironmentValues) {
    if let setting = setting?.trimmed, !setting.isEmpty {
      self.init(name: setting, source: .setting)
    } else if let (variable, value) = environment.first(of: ["AWS_PROFILE", "AWS_DEFAULT_PROFILE"])
    {
      self.init(name: value, source: .environment(variable))
    } else {
      self.init(name: ProfileSelection.fallbackName, source: .fallback)
    }
  }

  /// Whether somebody asked for it; then its absence is an error.
  public var isExplicit: Bool { source != .fallback }

  /// `profile dev (AWS_PROFILE)`.
  public var label: String {
    switch source {
    case .setting: "profile \(name) (setting)"
    case .environment(let variable): "profile \(name) (\(variable))"
    case .fallback: "profile \(name)"
    }
  }

  /// The profile's section; `nil`: there is none, and nobody asked for it.
  /// - Throws: when somebody did.
  public func section(
    in configuration: SharedConfiguration
  ) throws(ModelFailure) -> ConfigurationSection? {
    if let section = configuration.profiles[name] { return section }
    guard isExplicit else { return nil }
    let asked =
      switch source {
      case .setting, .fallback: "the settings ask for"
      case .environment(let variable): "\(variable) names"
      }
    throw configuration.missingProfile(name, why: "which \(asked)")
  }
}
