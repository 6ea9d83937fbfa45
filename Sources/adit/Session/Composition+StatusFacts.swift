internal import Bedrock
internal import Interface

extension Composition {
  /// What `/status` tells of the program and its surroundings besides the
  /// checks, which name proxy and certificates.
  func statusFacts(logPath: String) -> [StatusFact] {
    [
      StatusFact("version", "adit \(Version.text)"),
      StatusFact("limits", limits),
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

  private var files: String {
    let folder = directories.configuration.map(directories.abbreviated) ?? "none"
    return notices.isEmpty ? folder : "\(folder), \(notices.count) problems, shown at the start"
  }
}
