public import Engine

extension HTTPFailure {
  /// The failure in the engine's terms, with what to do about it.
  public func failure() -> ModelFailure {
    switch code {
    case .cancelled: ModelFailure(kind: .cancelled, message: "Cancelled.")
    case .nameResolution:
      // A name that is wrong does not get better by waiting; a network that is
      // just coming up does.
      told(.connection, .few(tries: 2), "Check the network, the region's name and the DNS.")
    case .refused:
      told(.connection, .transient, "Check that something listens there, and the endpoint's port.")
    case .connectTimeout:
      told(.connection, .transient, "Check the network, the firewall and HTTPS_PROXY.")
    case .untrustedCertificate:
      told(
        .connection, .never,
        "If a proxy of your organisation inspects TLS, set AWS_CA_BUNDLE to a file with its"
          + " certificate.")
    case .foreignCertificate:
      told(
        .connection, .never,
        "Check the endpoint's host and HTTPS_PROXY; another machine may be answering in its place.")
    case .unusableTrust:
      told(.connection, .never, "Check AWS_CA_BUNDLE: it names a file of certificates in PEM form.")
    case .plainAnswer:
      told(
        .connection, .never, "Check the endpoint's scheme and port, and HTTPS_PROXY.")
    case .tls: told(.connection, .transient, "Check the clock, the proxy and the endpoint.")
    case .proxy(status: 407):
      told(.connection, .never, "Put user name and password into HTTPS_PROXY.")
    case .proxy(status: 400..<500):
      told(.connection, .never, "Ask who runs it to allow the host, or name it in NO_PROXY.")
    case .proxy:
      told(
        .connection, .transient, "Check HTTPS_PROXY, or name the host in NO_PROXY.")
    case .firstByteTimeout, .idleTimeout:
      told(.timedOut, .transient, "Allow longer silence with BEDROCK_TIMEOUT_MS.")
    case .reset, .truncatedBody: told(.brokenConnection, .transient, nil)
    case .forbiddenURL:
      told(.invalidRequest, .never, "Use https, or a loopback address.")
    case .library: told(.connection, .never, nil)
    }
  }

  private func told(
    _ kind: ModelFailure.Kind, _ retry: ModelFailure.RetryClass, _ remedy: String?
  ) -> ModelFailure {
    ModelFailure(kind: kind, retry: retry, message: message, remedy: remedy)
  }
}
