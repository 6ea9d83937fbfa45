import Engine

/// Where a service that is not Bedrock is asked while signing in.
struct SignInEndpoint: Sendable {
  private let endpoint: Endpoint
  private let service: String
  private let region: String

  init(
    _ service: AWSService, region: String, context: CredentialContext
  ) throws(ModelFailure) {
    self.region = region
    self.service =
      switch service {
      case .portal, .openID: "IAM Identity Center"
      case .signIn: "AWS sign-in"
      case .runtime, .control, .mantle: "Bedrock"
      case .tokens: "STS"
      }
    do throws(EndpointError) {
      endpoint = try context.endpoints.endpoint(of: service, region: region)
    } catch {
      throw .credentials(
        "\(self.service) cannot be asked: \(error.reason).",
        remedy: "Check \(service.endpointVariables.joined(separator: " and ")) and the region of"
          + " the profile's sign-in.")
    }
  }

  /// `IAM Identity Center at oidc.us-east-1.amazonaws.com`.
  var subject: String { "\(service) at \(endpoint.hostHeader)" }

  /// The address of `path` (with its query).
  func url(_ path: String) -> String { endpoint.origin + endpoint.basePath + path }
}
