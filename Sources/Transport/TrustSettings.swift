public import Bedrock
import Glibc

/// Whose certificates are believed. libcurl itself reads no variable.
public struct TrustSettings: Hashable, Sendable {
  /// A file of certificates and the setting that named it.
  struct File: Hashable, Sendable {
    var path: String
    var variable: String
  }

  /// What the certificates of a file are to those of the system.
  enum Source: Hashable, Sendable {
    case system
    /// Only these.
    case replacement(File)
    /// These too.
    case addition(File)
  }

  /// What libcurl is told (CAINFO and CAPATH).
  struct Location: Hashable, Sendable {
    var file: String?
    var directory: String?
  }

  let source: Source

  /// For people: whose certificates, and who said so.
  public var summary: String {
    switch source {
    case .system: "those of the system"
    case .replacement(let file): "only those of \(file.path) (\(file.variable))"
    case .addition(let file): "those of the system and of \(file.path) (\(file.variable))"
    }
  }

  /// In order of precedence; blank variables count as unset.
  /// `NODE_EXTRA_CA_CERTS` adds to the system's certificates, as in Node; the
  /// others replace them, as in the AWS SDKs, OpenSSL and Python's requests.
  /// `profileBundle` is the AWS profile's.
  public init(environment: [String: String], profileBundle: CertificateBundle? = nil) {
    let environment = EnvironmentValues(environment)
    func file(_ variable: String) -> File? {
      environment[variable].map { File(path: $0, variable: variable) }
    }
    let profileFile = profileBundle.map { File(path: $0.path, variable: $0.setting) }
    if let file = file("AWS_CA_BUNDLE") ?? profileFile ?? file("SSL_CERT_FILE") {
      source = .replacement(file)
    } else if let file = file("NODE_EXTRA_CA_CERTS") {
      source = .addition(file)
    } else if let file = file("REQUESTS_CA_BUNDLE") {
      source = .replacement(file)
    } else {
      source = .system
    }
  }

  /// Debian's hashed directory: certificates are looked up by name, which
  /// costs 5 ms of CPU for the first handshake where the bundle costs 27–50
  /// (measured, aws-auth-and-http.md 4.6).
  static let systemDirectory = "/etc/ssl/certs"
  /// Where the bundle is on Debian, Fedora, SUSE; for a directory without
  /// hash links.
  static let systemBundles = [
    "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
  ]

  /// Where the certificates are; touches the disk.
  /// - Throws: `.unusableTrust`, naming the variable whose file cannot be read.
  func locate() throws(HTTPFailure) -> Location {
    switch source {
    case .system:
      return Self.systemLocation(directory: Self.systemDirectory, bundles: Self.systemBundles)
    case .replacement(let file):
      try Self.requireReadable(file)
      return Location(file: file.path, directory: nil)
    case .addition(let file):
      try Self.requireReadable(file)
      return Location(file: file.path, directory: Self.systemDirectory)
    }
  }

  static func systemLocation(directory: String, bundles: [String]) -> Location {
    if hasHashLinks(directory) { return Location(file: nil, directory: directory) }
    guard let bundle = bundles.first(where: { access($0, R_OK) == 0 }) else {
      return Location(file: nil, directory: directory)
    }
    return Location(file: bundle, directory: nil)
  }

  private static func requireReadable(_ file: File) throws(HTTPFailure) {
    guard access(file.path, R_OK) == 0 else {
      let reason = String(cString: strerror(errno))
      throw HTTPFailure(
        .unusableTrust,
        "\(file.variable) names \(file.path), which cannot be read: \(reason).")
    }
  }

  /// Whether a directory holds OpenSSL's `<hash>.0` links.
  private static func hasHashLinks(_ path: String) -> Bool {
    guard let directory = opendir(path) else { return false }
    defer { closedir(directory) }
    while let entry = readdir(directory) {
      let isLink = withUnsafeBytes(of: &entry.pointee.d_name) { name in
        let text = name.prefix { $0 != 0 }
        return text.count == 10 && text.suffix(2).elementsEqual([0x2e, 0x30])
      }
      if isLink { return true }
    }
    return false
  }
}
