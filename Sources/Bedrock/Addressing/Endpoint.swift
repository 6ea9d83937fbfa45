/// Where requests go: scheme, host, port and a path in front of every
/// operation's.
public struct Endpoint: Hashable, Sendable {
  /// Whether the connection is encrypted.
  public let isSecure: Bool
  /// In lower case; IPv6 addresses with their brackets.
  public let host: String
  /// `nil`: the scheme's own.
  public let port: Int?
  /// `/gateway`, without a slash at the end; empty for none.
  public let basePath: String

  /// An endpoint at a host's default port.
  public init(secureHost host: String) {
    isSecure = true
    self.host = host.lowercased()
    port = nil
    basePath = ""
  }

  /// Reads an absolute URL without query; anything else throws a clause that
  /// says what is wrong. Plain `http` is taken only to loopback, because
  /// prompts and signatures would be readable on the way.
  public init(parsing url: String) throws(EndpointError) {
    let shown = Endpoint.shown(url)
    guard let mark = url.firstOccurrence(of: "://"),
      case let scheme = url[..<mark.lowerBound].lowercased(), ["https", "http"].contains(scheme)
    else { throw EndpointError("\"\(shown)\" is not a URL that begins with https://") }
    guard url.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), !url.contains(where: "?#@".contains)
    else {
      throw EndpointError("\"\(shown)\" holds a query, user name or blank; only a base URL works")
    }
    let rest = url[mark.upperBound...]
    let authority = rest.prefix { $0 != "/" }
    var path = rest.dropFirst(authority.count)
    while path.hasSuffix("/") { path.removeLast() }
    let (host, portText) = Endpoint.split(authority.lowercased())
    guard !host.isEmpty else { throw EndpointError("\"\(shown)\" names no host") }
    let number = portText.map { Int($0) ?? 0 }
    if let number, !(1...65_535).contains(number) {
      throw EndpointError("\"\(shown)\" has an unusable port")
    }
    isSecure = scheme == "https"
    self.host = host
    port = number == (isSecure ? 443 : 80) ? nil : number
    basePath = String(path)
    guard isSecure || Endpoint.isLoopback(host) else {
      throw EndpointError(
        "\"\(shown)\" would send keys and prompts unencrypted; plain http works only to 127.0.0.0/8,"
          + " [::1] and localhost")
    }
  }

  /// The `Host` header: the port only where it is not the scheme's own.
  public var hostHeader: String { host + (port.map { ":\($0)" } ?? "") }

  /// `https://host:port`, without a path.
  public var origin: String { (isSecure ? "https://" : "http://") + hostHeader }

  /// The URL for error texts: user, password and query may be secrets.
  private static func shown(_ url: String) -> String {
    let rest = url.lastIndex(of: "@").map { "…" + url[$0...] } ?? url
    let plain = rest.prefix { $0 != "?" }
    return plain.count == rest.count ? rest : plain + "?…"
  }

  private static func split(_ authority: String) -> (host: String, port: String?) {
    if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
      let host = String(authority[...end])
      let rest = authority[authority.index(after: end)...]
      return rest.isEmpty
        ? (host, nil) : rest.hasPrefix(":") ? (host, String(rest.dropFirst())) : ("", nil)
    }
    guard let colon = authority.firstIndex(of: ":") else { return (authority, nil) }
    return (String(authority[..<colon]), String(authority[authority.index(after: colon)...]))
  }

  /// Whether `host` (in lower case, IPv6 in brackets) is this machine.
  static func isLoopback(_ host: String) -> Bool {
    if host == "localhost" || host == "[::1]" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }
}

/// Why a URL cannot be an endpoint.
public struct EndpointError: Error, Hashable, Sendable {
  /// A clause without a full stop.
  public var reason: String
  /// What to do about it, a sentence, where that is known.
  public var remedy: String?

  /// An error.
  public init(_ reason: String, remedy: String? = nil) {
    self.reason = reason
    self.remedy = remedy
  }
}
