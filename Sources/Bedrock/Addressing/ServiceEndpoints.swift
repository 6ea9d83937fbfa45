/// Where each service of AWS is called: what the environment and the profile
/// say, otherwise the partition's host (aws-auth-and-http 1.4).
public struct ServiceEndpoints: Hashable, Sendable {
  private let environment: EnvironmentValues

  /// Endpoints as `environment` names them.
  public init(environment: EnvironmentValues) {
    self.environment = environment
  }

  /// Where `service` is called in `region`.
  public func endpoint(
    of service: AWSService, region: String
  ) throws(EndpointError) -> Endpoint {
    let ignoresConfigured = environment.flag("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")
    return try service.endpoint(
      region: region,
      override: ignoresConfigured
        ? nil : environment.first(of: service.endpointVariables)?.value,
      fips: environment.flag("AWS_USE_FIPS_ENDPOINT"),
      dualStack: environment.flag("AWS_USE_DUALSTACK_ENDPOINT"))
  }
}
