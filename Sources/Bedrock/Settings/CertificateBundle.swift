/// A file of certificates that replaces the system's, and who named it.
public struct CertificateBundle: Hashable, Sendable {
  /// Its path.
  public var path: String
  /// For people: `ca_bundle of profile "dev"`.
  public var setting: String

  /// A bundle.
  public init(path: String, setting: String) {
    self.path = path
    self.setting = setting
  }
}
