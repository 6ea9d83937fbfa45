import Bedrock

/// Where a URL leads: scheme, host, port. Making one is also the check that
/// the URL may be used at all: https anywhere, plain http only to loopback and
/// the fixed metadata addresses, because credentials and prompts would be
/// readable on the way (aws-auth-and-http.md 6).
struct Origin: Hashable, Sendable {
  /// The two schemes that exist here.
  enum Scheme: String, Sendable {
    case http, https

    var defaultPort: Int {
      switch self {
      case .http: 80
      case .https: 443
      }
    }
  }

  var scheme: Scheme
  /// Lower case; IPv6 without its brackets.
  var host: String
  var port: Int

  /// The endpoints of EC2 and container metadata: fixed link-local addresses
  /// that speak plain http only (AWS SDK reference, container and IMDS
  /// providers).
  static let metadataAddresses: Set<IPAddress> = Set(
    ["169.254.169.254", "169.254.170.2", "169.254.170.23", "fd00:ec2::254", "fd00:ec2::23"]
      .compactMap { IPAddress($0) })

  /// Host and port as a person reads them.
  var authority: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

  /// The root of the origin as a URL.
  var rootURL: String { "\(scheme.rawValue)://\(authority)/" }

  /// Whether the host is this machine or a metadata address: never proxied.
  var isLocal: Bool {
    if host == "localhost" { return true }
    guard let address = IPAddress(host) else { return false }
    return address.isLoopback || Self.metadataAddresses.contains(address)
  }

  /// The origin of an absolute URL.
  /// - Throws: `.forbiddenURL` for anything that is not plainly
  ///   `scheme://host[:port]/…` or that plain http may not reach.
  init(url: String) throws(HTTPFailure) {
    // Non-ASCII, controls, spaces, backslashes and fragments are read
    // differently by different parsers: what is refused cannot be mistaken.
    guard url.utf8.allSatisfy({ (0x21...0x7e).contains($0) && $0 != 0x5c && $0 != 0x23 }) else {
      throw Self.refusal("holds characters that a URL cannot hold")
    }
    let (scheme, rest) = try Self.splitScheme(url)
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    guard !authority.contains("@") else { throw Self.refusal("names a user") }
    let (host, port) = try Self.splitPort(authority)
    self.scheme = scheme
    self.host = host
    self.port = port ?? scheme.defaultPort
    guard scheme == .https || isLocal else {
      throw HTTPFailure(
        .forbiddenURL,
        "Plain http is only used towards this machine; use https for \(self.authority).")
    }
  }

  private static func refusal(_ reason: String) -> HTTPFailure {
    HTTPFailure(.forbiddenURL, "The URL cannot be used: it \(reason).")
  }

  private static func splitScheme(_ url: String) throws(HTTPFailure) -> (Scheme, Substring) {
    guard let colon = url.firstIndex(of: ":"), url[colon...].hasPrefix("://"),
      let scheme = Scheme(rawValue: url[..<colon].lowercased())
    else { throw refusal("does not begin with https://") }
    return (scheme, url[colon...].dropFirst(3))
  }

  private static func splitPort(_ authority: Substring) throws(HTTPFailure) -> (String, Int?) {
    let host: Substring
    let tail: Substring
    if authority.hasPrefix("[") {
      guard let end = authority.firstIndex(of: "]") else { throw refusal("has an open bracket") }
      host = authority[authority.index(after: authority.startIndex)..<end]
      guard let address = IPAddress(String(host)), address.bytes.count == 16 else {
        throw refusal("has no address between the brackets")
      }
      tail = authority[authority.index(after: end)...]
    } else {
      host = authority.prefix { $0 != ":" }
      guard !host.isEmpty, host.utf8.allSatisfy(Self.isNameByte) else {
        throw refusal("names no usable host")
      }
      tail = authority[host.endIndex...]
    }
    guard !tail.isEmpty else { return (host.lowercased(), nil) }
    let digits = tail.dropFirst()
    guard tail.first == ":", (1...5).contains(digits.count),
      digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = Int(digits),
      (1...65_535).contains(port)
    else { throw refusal("has no usable port") }
    return (host.lowercased(), port)
  }

  /// Letters, digits, `-`, `.`, `_`. Percent is left out: libcurl would decode
  /// it into another host.
  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x5f: true
    default: false
    }
  }
}
