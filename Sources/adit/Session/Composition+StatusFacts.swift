internal import Bedrock
internal import Interface

extension Composition {
  /// What `/status` tells of the program and its surroundings.
  func statusFacts(logPath: String) -> [StatusFact] {
    [
      StatusFact("version", "adit \(Version.text)"),
      StatusFact("limits", limits),
      StatusFact("proxy", proxy), StatusFact("certificates", certificates),
      StatusFact("files", files),
      StatusFact("log", logPath.isEmpty ? "nowhere to write" : directories.abbreviated(logPath)),
    ]
  }

  /// `50 requests per minute · 5 retries · 300 s without a byte`.
  private var limits: String {
    [
      configuration.requestsPerMinute.map { "\($0) requests per minute" },
      configuration.tokensPerMinute.map { "\($0) tokens per minute" },
      "\(settings.maximumRetries) retries",
      "\(settings.timeoutMilliseconds / 1000) s without a byte at most",
    ].compactMap { $0 }.joined(separator: " · ")
  }

  private var proxy: String {
    let found = EnvironmentValues(variables).first(of: [
      "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY",
    ])
    return found.map { "\(Self.withoutUserInfo($0.value)) (from \($0.name))" } ?? ""
  }

  private var certificates: String {
    let found = EnvironmentValues(variables).first(of: ["AWS_CA_BUNDLE", "SSL_CERT_FILE"])
    return found.map { "\(directories.abbreviated($0.value)) (from \($0.name))" } ?? ""
  }

  private var files: String {
    let folder = directories.configuration.map(directories.abbreviated) ?? "none"
    return notices.isEmpty ? folder : "\(folder), \(notices.count) problems, shown at the start"
  }

  /// A proxy's address may hold a password before the `@`.
  static func withoutUserInfo(_ address: String) -> String {
    guard let at = address.lastIndex(of: "@") else { return address }
    let scheme = address.prefix { $0 != ":" }
    let hasScheme = address.dropFirst(scheme.count).hasPrefix("://")
    return (hasScheme ? "\(scheme)://" : "") + "…" + address[at...]
  }
}
