import Engine

/// Where a container's credentials are asked for (aws-auth-and-http 3.4).
struct ContainerAddress: Hashable {
  /// The address of ECS; relative URIs stand behind it.
  private static let relativeHost = "http://169.254.170.2"
  /// Plain http reaches only ECS, EKS and, besides these, this machine.
  private static let plainHosts: Set<String> = [
    "169.254.170.2", "169.254.170.23", "[fd00:ec2::23]",
  ]

  let url: String
  /// The variable that gave it.
  let variable: String

  /// `nil` where the environment names no container.
  init?(_ environment: EnvironmentValues) throws(ModelFailure) {
    if let path = environment["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"] {
      variable = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"
      guard path.hasPrefix("/") else {
        throw .credentials("\(variable) is \"\(path)\"; it must begin with a slash.")
      }
      url = Self.relativeHost + path
    } else if let full = environment["AWS_CONTAINER_CREDENTIALS_FULL_URI"] {
      variable = "AWS_CONTAINER_CREDENTIALS_FULL_URI"
      url = full
      try check()
    } else {
      return nil
    }
  }

  /// Whether a proxy must not see it: whatever is not https.
  var isLocal: Bool { url.hasPrefix("http:") }

  /// Host and port.
  var authority: String {
    let rest = url.drop { $0 != ":" }.dropFirst(3)
    return String(rest.prefix { $0 != "/" && $0 != "?" })
  }

  private func check() throws(ModelFailure) {
    guard url.hasPrefix("http://") || url.hasPrefix("https://"), !host.isEmpty,
      // `http://127.0.0.1:80@elsewhere/` names a user, not this machine.
      !authority.contains("@")
    else {
      throw .credentials(
        // What stands there may hold a password.
        "\(variable) holds no usable address: a URL without user or password is needed.",
        remedy: "Set it to an absolute URL, or use AWS_CONTAINER_CREDENTIALS_RELATIVE_URI.")
    }
    guard !isLocal || Self.plainHosts.contains(host) || Endpoint.isLoopback(host) else {
      throw .credentials(
        "\(variable) leads to \(host) by plain http, where keys could be read on the way.",
        remedy: "Use https; http works to loopback, 169.254.170.2, 169.254.170.23 and"
          + " [fd00:ec2::23].")
    }
  }

  private var host: String {
    let authority = authority.lowercased()
    if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
      return String(authority[...end])
    }
    return String(authority.prefix { $0 != ":" })
  }
}
