/// The AWS services that the program calls, and their endpoints
/// (aws-auth-and-http 1.4).
public enum AWSService: Hashable, Sendable, CaseIterable {
  /// `bedrock-runtime`: the models.
  case runtime
  /// `bedrock`: listing models and profiles.
  case control
  /// `bedrock-mantle`: the Messages API on AWS.
  case mantle
  /// Security Token Service: roles.
  case tokens
  /// The portal of IAM Identity Center: role credentials.
  case portal
  /// OIDC of IAM Identity Center: tokens and device logins.
  case openID
  /// The token endpoint of `aws login`.
  case signIn

  /// The first label of the host.
  var hostPrefix: String {
    switch self {
    case .runtime: "bedrock-runtime"
    case .control: "bedrock"
    case .mantle: "bedrock-mantle"
    case .tokens: "sts"
    case .portal: "portal.sso"
    case .openID: "oidc"
    case .signIn: "signin"
    }
  }

  /// The environment variables that override its endpoint, strongest first.
  public var endpointVariables: [String] {
    ["AWS_ENDPOINT_URL_\(settingName.uppercased())", "AWS_ENDPOINT_URL"]
  }

  /// The service's key in a `services` section.
  public var settingName: String {
    switch self {
    case .runtime: "bedrock_runtime"
    case .control: "bedrock"
    case .mantle: "bedrock_mantle"
    case .tokens: "sts"
    case .portal: "sso"
    case .openID: "sso_oidc"
    case .signIn: "signin"
    }
  }

  /// The service's name in a signature's scope; `nil`: its calls are not
  /// signed.
  public var signingName: String? {
    switch self {
    case .runtime, .control: "bedrock"
    case .mantle: "bedrock-mantle"
    case .tokens: "sts"
    case .portal, .openID, .signIn: nil
    }
  }

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
    try AWSRegion.check(region)
    return Endpoint(secureHost: try host(region: region, fips: fips, dualStack: dualStack))
  }

  private func host(
    region: String, fips: Bool, dualStack: Bool
  ) throws(EndpointError) -> String {
    let partition = AWSRegion.partition(of: region)
    let suffix = dualStack ? partition.dualStackSuffix : partition.suffix
    switch self {
    case .runtime, .control:
      return "\(hostPrefix)\(fips ? "-fips" : "").\(region).\(suffix)"
    case .tokens, .portal, .openID:
      let marksFIPS = fips && (dualStack || !partition.isGovCloud)
      return "\(hostPrefix)\(marksFIPS ? "-fips" : "").\(region).\(suffix)"
    case .mantle:
      // Its hosts are dual-stack always, and none is known to be FIPS.
      guard !fips else {
        throw EndpointError("Bedrock Mantle has no FIPS endpoints; --api invoke has")
      }
      return "\(hostPrefix).\(region).\(partition.dualStackSuffix)"
    case .signIn:
      switch (fips, dualStack) {
      case (false, false): return "\(region).\(partition.signInSuffix)"
      case (true, false) where partition.isGovCloud:
        let suffix = "signin-fips.amazonaws-us-gov.com"
        return region == "us-gov-west-1" ? suffix : "\(region).\(suffix)"
      case (_, _): return "\(hostPrefix)\(fips ? "-fips" : "").\(region).\(suffix)"
      }
    }
  }
}
