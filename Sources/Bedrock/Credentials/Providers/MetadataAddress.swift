import Engine

/// Where and how the instance metadata service is asked
/// (aws-auth-and-http 3.2, 3.4).
struct MetadataAddress: Hashable {
  private static let defaultTimeoutSeconds = 1.0
  /// Beyond this a setting is a mistake: a start must not hang on it.
  private static let maximumTimeoutSeconds = 30.0
  private static let maximumAttempts = 10

  /// Without a slash at the end.
  let origin: String
  /// For each of the three calls.
  let timeoutMilliseconds: Int
  let attempts: Int

  /// What the environment says, then the profile.
  init(
    _ environment: EnvironmentValues, profile: ConfigurationSection?
  ) throws(ModelFailure) {
    if let text = environment["AWS_EC2_METADATA_SERVICE_ENDPOINT"]
      ?? profile?["ec2_metadata_service_endpoint"]
    {
      origin = try Self.origin(of: text)
    } else {
      let mode =
        environment["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"]
        ?? profile?["ec2_metadata_service_endpoint_mode"] ?? "IPv4"
      origin = try Self.origin(ofMode: mode)
    }
    let seconds = environment["AWS_METADATA_SERVICE_TIMEOUT"].flatMap(Double.init)
    let usable = seconds.map { $0 > 0 ? min($0, Self.maximumTimeoutSeconds) : nil } ?? nil
    timeoutMilliseconds = Int((usable ?? Self.defaultTimeoutSeconds) * 1000)
    let number = environment["AWS_METADATA_SERVICE_NUM_ATTEMPTS"].flatMap { Int($0) } ?? 1
    attempts = min(max(number, 1), Self.maximumAttempts)
  }

  /// Whether the environment or the profile names an address: then somebody
  /// wants it asked, whatever the machine looks like.
  static func isNamed(_ environment: EnvironmentValues, profile: ConfigurationSection?) -> Bool {
    environment["AWS_EC2_METADATA_SERVICE_ENDPOINT"] != nil
      || profile?["ec2_metadata_service_endpoint"] != nil
  }

  /// Whether the service must not be asked.
  static func isDisabled(_ environment: EnvironmentValues) -> Bool {
    environment.flag("AWS_EC2_METADATA_DISABLED")
  }

  private static func origin(of text: String) throws(ModelFailure) -> String {
    var text = text.trimmed
    while text.hasSuffix("/") { text.removeLast() }
    let isURL =
      (text.hasPrefix("http://") || text.hasPrefix("https://"))
      && text.utf8.allSatisfy { (0x21...0x7E).contains($0) } && text.utf8.count > 8
    guard isURL else {
      throw .credentials(
        "\"\(text)\" is no address of an instance metadata service.",
        remedy: "Set AWS_EC2_METADATA_SERVICE_ENDPOINT (or ec2_metadata_service_endpoint) to a"
          + " URL such as http://169.254.169.254.")
    }
    return text
  }

  private static func origin(ofMode mode: String) throws(ModelFailure) -> String {
    switch mode.lowercased() {
    case "ipv4": return "http://169.254.169.254"
    case "ipv6": return "http://[fd00:ec2::254]"
    default:
      throw .credentials(
        "\"\(mode)\" is no mode of the instance metadata service.",
        remedy: "Set AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE (or"
          + " ec2_metadata_service_endpoint_mode) to IPv4 or IPv6.")
    }
  }
}
