/// Where the two shared files are (aws-auth-and-http 3.2).
public struct ConfigurationLocations: Hashable, Sendable {
  /// `AWS_CONFIG_FILE`, or `~/.aws/config`; `nil` without a home.
  public var config: String?
  /// `AWS_SHARED_CREDENTIALS_FILE`, or `~/.aws/credentials`.
  public var credentials: String?

  private let home: String?

  /// `~/` stands for `home` alone; there is no other way to find it.
  public init(environment: EnvironmentValues, home: String?) {
    let home = home.flatMap { $0.isEmpty ? nil : $0 }
    self.home = home
    config = ConfigurationLocations.expanded(
      environment["AWS_CONFIG_FILE"] ?? "~/.aws/config", home: home)
    credentials = ConfigurationLocations.expanded(
      environment["AWS_SHARED_CREDENTIALS_FILE"] ?? "~/.aws/credentials", home: home)
  }

  /// `path` with a leading `~/` replaced by `home`; `nil` where that would be
  /// needed and there is none.
  public static func expanded(_ path: String, home: String?) -> String? {
    guard path.hasPrefix("~/") else { return path }
    return home.map { ($0.hasSuffix("/") ? String($0.dropLast()) : $0) + path.dropFirst() }
  }

  /// `path` for people: `~` instead of the home.
  public func shown(_ path: String) -> String { Self.shown(path, home: home) }

  /// `path` for people: `~` instead of `home`.
  public static func shown(_ path: String, home: String?) -> String {
    guard let home, !home.isEmpty, home != "/", path.hasPrefix(home) else { return path }
    let rest = path.dropFirst(home.count)
    if home.hasSuffix("/") { return "~/" + rest }
    return rest.isEmpty || rest.hasPrefix("/") ? "~" + rest : path
  }
}
