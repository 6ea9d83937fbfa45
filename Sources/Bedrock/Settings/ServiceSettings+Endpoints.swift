public import Engine

extension ServiceSettings {
  /// Where models are called, for requests in `region` (by default the chosen
  /// one; an ARN may name another).
  public func runtimeEndpoint(region name: String? = nil) throws(ModelFailure) -> Endpoint {
    try endpoint(of: .runtime, region: name)
  }

  /// Where models and profiles are listed.
  public func controlEndpoint(region name: String? = nil) throws(ModelFailure) -> Endpoint {
    try endpoint(of: .control, region: name)
  }

  /// Where the Messages API on AWS is, without its path `/anthropic`.
  public func mantleEndpoint(region name: String? = nil) throws(ModelFailure) -> Endpoint {
    try endpoint(of: .mantle, region: name)
  }

  /// Where the direct Messages API is.
  public func directEndpoint() throws(ModelFailure) -> Endpoint {
    guard let directOverride else { return Endpoint(secureHost: "api.anthropic.com") }
    do {
      return try Endpoint(parsing: directOverride)
    } catch {
      throw ServiceSettings.failure(error, remedy: "Check ANTHROPIC_BASE_URL.")
    }
  }

  private func endpoint(
    of service: AWSService, region name: String?
  ) throws(ModelFailure) -> Endpoint {
    do {
      return try endpoints.endpoint(of: service, region: name ?? region.name)
    } catch {
      throw ServiceSettings.failure(
        error, remedy: "Name a region with AWS_REGION; now it comes from \(region.sourceText).")
    }
  }

  private static func failure(_ error: EndpointError, remedy: String) -> ModelFailure {
    ModelFailure(
      kind: .invalidRequest, message: "No usable endpoint: \(error.reason).",
      remedy: error.remedy ?? remedy)
  }
}
