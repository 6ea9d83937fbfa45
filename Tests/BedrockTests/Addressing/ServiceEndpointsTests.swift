import Testing

@testable import Bedrock

@Suite struct ServiceEndpointsTests {
  private static let config = """
    [profile dev]
    endpoint_url = https://profile.example
    services = own
    [profile plain]
    endpoint_url = https://profile.example/base
    [profile quiet]
    endpoint_url = https://profile.example
    ignore_configured_endpoint_urls = true
    [profile lost]
    services = nowhere
    [profile secure]
    use_fips_endpoint = TRUE
    use_dualstack_endpoint = true
    [profile both]
    use_fips_endpoint = true
    endpoint_url = https://profile.example
    [services own]
    bedrock_runtime =
      endpoint_url = https://runtime.example/gateway/
    sts =
      endpoint_url = https://sts.example
    """

  private func endpoints(
    _ environment: [String: String], _ profile: String = "default",
    _ overrides: [AWSService: String] = [:]
  ) -> ServiceEndpoints {
    ServiceEndpoints(
      environment: EnvironmentValues(environment), profile: profile,
      configuration: SharedConfiguration(config: Array(Self.config.utf8)), overrides: overrides)
  }

  @Test(
    arguments: [
      ([:], "default", .runtime, "https://bedrock-runtime.us-east-1.amazonaws.com"),
      ([:], "absent", .portal, "https://portal.sso.us-east-1.amazonaws.com"),
      ([:], "dev", .runtime, "https://runtime.example/gateway"),
      ([:], "dev", .tokens, "https://sts.example"),
      ([:], "dev", .control, "https://profile.example"),
      ([:], "plain", .runtime, "https://profile.example/base"),
      (["AWS_ENDPOINT_URL": "https://all.example"], "dev", .runtime, "https://all.example"),
      (["AWS_ENDPOINT_URL": "https://all.example"], "dev", .openID, "https://all.example"),
      (
        [
          "AWS_ENDPOINT_URL": "https://all.example",
          "AWS_ENDPOINT_URL_SSO_OIDC": "https://o.example",
        ],
        "dev", .openID, "https://o.example"
      ),
      (["AWS_ENDPOINT_URL_SIGNIN": "https://s.example"], "dev", .signIn, "https://s.example"),
      (["AWS_ENDPOINT_URL_SSO": "https://s.example"], "dev", .portal, "https://s.example"),
      (["AWS_ENDPOINT_URL_STS": "https://s.example"], "dev", .tokens, "https://s.example"),
      (
        ["AWS_ENDPOINT_URL_BEDROCK_MANTLE": "https://m.example"], "default", .mantle,
        "https://m.example"
      ),
      (
        ["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true", "AWS_ENDPOINT_URL": "https://all.example"],
        "dev", .tokens, "https://sts.us-east-1.amazonaws.com"
      ),
      ([:], "quiet", .tokens, "https://sts.us-east-1.amazonaws.com"),
      (
        ["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "false"], "quiet", .tokens,
        "https://profile.example"
      ),
      ([:], "secure", .tokens, "https://sts-fips.us-east-1.api.aws"),
      (["AWS_USE_FIPS_ENDPOINT": "false"], "secure", .tokens, "https://sts.us-east-1.api.aws"),
      (
        ["AWS_USE_FIPS_ENDPOINT": "True"], "default", .runtime,
        "https://bedrock-runtime-fips.us-east-1.amazonaws.com"
      ),
      (
        ["AWS_ENDPOINT_URL_BEDROCK_RUNTIME": "https://r.example"], "lost", .runtime,
        "https://r.example"
      ),
    ] as [([String: String], String, AWSService, String)])
  func order(
    environment: [String: String], profile: String, service: AWSService, url: String
  ) throws {
    let endpoint = try endpoints(environment, profile).endpoint(of: service, region: "us-east-1")
    #expect(endpoint.origin + endpoint.basePath == url)
  }

  @Test func overridesHoldAgainstEverything() throws {
    let endpoints = endpoints(
      [
        "AWS_ENDPOINT_URL_BEDROCK_RUNTIME": "https://e.example",
        "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true",
      ], "dev", [.runtime: "https://own.example"])
    #expect(
      try endpoints.endpoint(of: .runtime, region: "r").origin == "https://own.example")
  }

  @Test(
    arguments: [
      (
        ["AWS_ENDPOINT_URL": "https://e.example", "AWS_USE_DUALSTACK_ENDPOINT": "true"], "default",
        .runtime,
        "AWS_ENDPOINT_URL names an endpoint of your own, which cannot be combined with"
          + " AWS_USE_DUALSTACK_ENDPOINT", "Unset one of the two."
      ),
      (
        [:], "both", .tokens,
        "endpoint_url of profile \"both\" names an endpoint of your own, which cannot be combined"
          + " with use_fips_endpoint of profile \"both\"", "Unset one of the two."
      ),
      (
        [:], "lost", .runtime,
        "profile \"lost\" names services = nowhere, but there is no [services nowhere] in"
          + " ~/.aws/config", "Add the section, or remove the line from the profile."
      ),
      (
        ["AWS_ENDPOINT_URL_STS": "sts.example"], "default", .tokens,
        "\"sts.example\" is not a URL that begins with https://", "Check AWS_ENDPOINT_URL_STS."
      ),
      (
        ["AWS_USE_FIPS_ENDPOINT": "true"], "default", .mantle,
        "Bedrock Mantle has no FIPS endpoints; --api invoke has",
        "Use --api invoke, or unset AWS_USE_FIPS_ENDPOINT."
      ),
    ] as [([String: String], String, AWSService, String, String)])
  func mistakes(
    environment: [String: String], profile: String, service: AWSService, reason: String,
    remedy: String
  ) {
    #expect(throws: EndpointError(reason, remedy: remedy)) {
      try endpoints(environment, profile).endpoint(of: service, region: "us-east-1")
    }
  }

  /// It is a part of every signature.
  @Test func anEndpointOfOnesOwnNeedsARegionToo() {
    #expect(throws: EndpointError.self) {
      try endpoints(["AWS_ENDPOINT_URL": "https://own.example"])
        .endpoint(of: .runtime, region: "us east")
    }
  }
}
