import Wire

/// A Bedrock model id taken apart: `us.anthropic.claude-…`, or an ARN. Nothing
/// is rewritten; this only tells what the text says (bedrock-wire 1.3, 4.9).
public struct ModelAddress: Hashable, Sendable {
  /// Prefixes of system-defined inference profiles.
  public static let profilePrefixes = ["us-gov", "global", "apac", "us", "eu", "jp", "au", "ca"]

  /// The id or ARN as given.
  public let text: String
  /// The ARN's parts, if it is one.
  public let arn: BedrockARN?
  /// `us`, `global` …: the prefix of the profile that is named, if any.
  public let prefix: String?
  /// The foundation model's id where the text names it, otherwise the last
  /// part of the text.
  public let bareID: String

  /// Whether the text is an ARN.
  public var isARN: Bool { arn != nil }

  /// Takes `text` apart.
  public init(_ text: String) {
    self.text = text
    arn = BedrockARN(text)
    let name = arn.map(\.resourceID) ?? text
    let parts = name.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.count == 2, ModelAddress.profilePrefixes.contains(String(parts[0])) {
      prefix = String(parts[0])
      bareID = String(parts[1])
    } else {
      prefix = nil
      bareID = name
    }
  }

  /// The text with what is percent-encoded in it decoded, once.
  public var decodedText: String { PercentEncoding.decode(text) }

  /// The text as one segment of a path: everything but unreserved characters
  /// is escaped, `:` and `/` too (bedrock-wire 1.3). Text that holds `%2F` or
  /// `%3A` already is decoded first.
  public var pathSegment: String {
    PercentEncoding.encode(decodedText)
  }
}

/// `arn:partition:bedrock:region:account:type/id`.
public struct BedrockARN: Hashable, Sendable {
  /// `aws`, `aws-us-gov` …
  public let partition: String
  /// The region that serves the resource.
  public let region: String
  /// The owner's account; empty for foundation models.
  public let account: String
  /// `foundation-model`, `inference-profile`, `application-inference-profile`,
  /// `provisioned-model` …
  public let resourceType: String
  /// What stands behind the type and its slash.
  public let resourceID: String

  /// Whether the resource's id is, or holds, the id of a foundation model.
  public var namesItsModel: Bool {
    resourceType == "foundation-model" || resourceType == "inference-profile"
  }

  /// The parts of `text`; `nil` unless it has the shape of a Bedrock ARN.
  public init?(_ text: String) {
    let text = PercentEncoding.decode(text)
    let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, parts[0] == "arn", parts[2] == "bedrock" || parts[2] == "sagemaker"
    else { return nil }
    let resource = parts[5].split(separator: "/", maxSplits: 1)
    guard resource.count == 2 else { return nil }
    partition = String(parts[1])
    region = String(parts[3])
    account = String(parts[4])
    resourceType = String(resource[0])
    resourceID = String(resource[1])
  }
}
