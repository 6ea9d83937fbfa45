import Bedrock

/// Which proxy, if any, leads to a host: the usual variables, resolved once by
/// us and handed to libcurl explicitly, so that it reads no environment.
///
/// `HTTP_PROXY` in upper case is ignored, as by libcurl (a CGI request header
/// could set it). In `NO_PROXY`, unlike in libcurl, `*.example.com` and
/// `host:443` work too.
public struct ProxySettings: Hashable, Sendable {
  /// A proxy and where its setting came from.
  public struct Proxy: Hashable, Sendable {
    /// As configured; may hold credentials: never shown.
    public var url: String
    /// The environment variable that named it.
    public var variable: String

    /// Scheme, host and port without credentials, for the screen and messages.
    /// Whatever stands before the last `@` may be a part of them, a slash in a
    /// password that was not escaped too.
    public var displayName: String {
      let start = url.indices.first { url[$0...].hasPrefix("://") }
      let scheme = start.map { url[..<$0] + "://" } ?? ""
      let rest = start.map { url[$0...].dropFirst(3) } ?? url[...]
      let host = rest.lastIndex(of: "@").map { rest[rest.index(after: $0)...] } ?? rest
      return String(scheme + host.prefix { $0 != "/" && $0 != "?" })
    }

    /// libcurl's words on a failure. Where it cannot read the URL it quotes all
    /// of it; then they are replaced.
    func withoutCredentials(_ detail: String) -> String {
      url.contains("@") && detail.contains("@") ? "its URL cannot be read" : detail
    }
  }

  private var https: Proxy?
  private var http: Proxy?
  private var exceptions: [Exception]

  /// One entry of `NO_PROXY`.
  fileprivate enum Exception: Hashable, Sendable {
    case everything
    case network(IPAddress, prefixLength: Int)
    /// Lower case, without leading or trailing dots: the name and all below it.
    case domain(String)
  }

  /// The settings of an environment; blank variables count as unset.
  public init(environment: [String: String]) {
    let environment = EnvironmentValues(environment)
    func proxy(_ names: [String]) -> Proxy? {
      environment.first(of: names).map { Proxy(url: $0.value, variable: $0.name) }
    }
    https = proxy(["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"])
    http = proxy(["http_proxy", "all_proxy", "ALL_PROXY"])
    let list = environment.first(of: ["no_proxy", "NO_PROXY"])?.value ?? ""
    exceptions = list.split { $0 == "," || $0.isWhitespace }.compactMap(Self.exception)
  }

  /// The proxy for an absolute URL; `nil` for a direct connection, which
  /// loopback and metadata addresses always get, and for an unusable URL.
  public func proxy(for url: String) -> Proxy? {
    guard let origin = try? Origin(url: url) else { return nil }
    return proxy(for: origin)
  }

  func proxy(for origin: Origin) -> Proxy? {
    guard !origin.isLocal, !exceptions.contains(where: { $0.matches(host: origin.host) }) else {
      return nil
    }
    switch origin.scheme {
    case .https: return https
    case .http: return http
    }
  }

  private static func exception(_ entry: Substring) -> Exception? {
    if entry == "*" { return .everything }
    if let slash = entry.firstIndex(of: "/") {
      guard let network = IPAddress(unbracketed(entry[..<slash])),
        let prefixLength = Int(entry[entry.index(after: slash)...])
      else { return nil }
      return .network(network, prefixLength: prefixLength)
    }
    let host = unbracketed(entry)
    if let address = IPAddress(host) {
      return .network(address, prefixLength: address.bytes.count * 8)
    }
    var name = host.lowercased()[...]
    if name.hasPrefix("*.") { name = name.dropFirst() }
    while name.hasPrefix(".") { name = name.dropFirst() }
    while name.hasSuffix(".") { name = name.dropLast() }
    return name.isEmpty ? nil : .domain(String(name))
  }

  /// The host of `host`, `host:port`, `[v6]`, `[v6]:port` or a bare v6 address.
  private static func unbracketed(_ entry: Substring) -> String {
    if entry.hasPrefix("["), let end = entry.firstIndex(of: "]") {
      return String(entry[entry.index(after: entry.startIndex)..<end])
    }
    guard let colon = entry.firstIndex(of: ":"), colon == entry.lastIndex(of: ":") else {
      return String(entry)
    }
    return String(entry[..<colon])
  }
}

extension ProxySettings.Exception {
  fileprivate func matches(host: String) -> Bool {
    switch self {
    case .everything:
      return true
    case .network(let network, let prefixLength):
      guard let address = IPAddress(host) else { return false }
      return address.isWithin(network, prefixLength: prefixLength)
    case .domain(let name):
      var host = host[...]
      while host.hasSuffix(".") { host = host.dropLast() }
      return host == name || host.hasSuffix("." + name)
    }
  }
}
