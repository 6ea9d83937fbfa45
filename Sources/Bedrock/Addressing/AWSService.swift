/// The AWS services that the program calls, and their endpoints
/// (aws-auth-and-http 1.4).
public enum AWSService: Hashable, Sendable {
  /// `bedrock-runtime`: the models.
  case runtime
  /// `bedrock`: listing models and profiles.
  case control

  /// The first label of the host.
  var hostPrefix: String {
    switch self {
    case .runtime: "bedrock-runtime"
    case .control: "bedrock"
    }
  }

  /// The environment variables that override its endpoint, strongest first.
  public var endpointVariables: [String] {
    switch self {
    case .runtime: ["AWS_ENDPOINT_URL_BEDROCK_RUNTIME", "AWS_ENDPOINT_URL"]
    case .control: ["AWS_ENDPOINT_URL_BEDROCK", "AWS_ENDPOINT_URL"]
    }
  }

  /// The service's name in a signature's scope.
  public static let signingName = "bedrock"

  /// The service's endpoint in `region`: `override` where it is given,
  /// otherwise the partition's.
  public func endpoint(
    region: String, override: String? = nil, fips: Bool = false, dualStack: Bool = false
  ) throws(EndpointError) -> Endpoint {
    if let override {
      if fips || dualStack {
        throw EndpointError(
          "an endpoint of your own cannot be combined with AWS_USE_FIPS_ENDPOINT or"
            + " AWS_USE_DUALSTACK_ENDPOINT")
      }
      return try Endpoint(parsing: override)
    }
    guard AWSRegion.isValid(region) else {
      throw EndpointError("\"\(region)\" is not the name of a region, such as us-east-1")
    }
    let partition = AWSRegion.partition(of: region)
    let suffix = dualStack ? partition.dualStackSuffix : partition.suffix
    guard let suffix else {
      throw EndpointError("the partition of \(region) has no dual-stack endpoints")
    }
    return Endpoint(secureHost: "\(hostPrefix)\(fips ? "-fips" : "").\(region).\(suffix)")
  }
}
