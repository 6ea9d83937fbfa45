internal import Bedrock
internal import Engine

/// Which credentials a run has, as far as files and variables tell without
/// asking anybody or running anything.
enum CredentialSetup: Equatable {
  /// Something is set up; where, for people.
  case configured(source: String)
  /// The first thing that is set up is set up wrongly. Not a new user: a
  /// mistake to be mended.
  case broken(ModelFailure)
  /// Nothing is.
  case missing(ModelFailure)

  /// Where the credentials come from, for people.
  var source: String? { if case .configured(let source) = self { source } else { nil } }

  /// Why there are none.
  var failure: ModelFailure? {
    switch self {
    case .configured: nil
    case .broken(let failure), .missing(let failure): failure
    }
  }

  /// What is set up for AWS.
  static func forAWS(
    variables: [String: String], configuration: SharedConfiguration,
    options: CredentialChainOptions
  ) -> CredentialSetup {
    do throws(ModelFailure) {
      let plan = try CredentialPlan(
        environment: EnvironmentValues(variables), configuration: configuration, options: options)
      switch plan.provider {
      case .apiKey?, .environmentKeys?:
        return .configured(
          source: try EnvironmentCredentialProvider(environment: variables).current().source)
      case let provider?: return .configured(source: provider.text)
      case nil:
        guard options.credentialExport == nil else {
          return .configured(source: "awsCredentialExport")
        }
        return .missing(nothing)
      }
    } catch {
      return .broken(error)
    }
  }

  /// What is set up for the direct API.
  static func forDirect(variables: [String: String]) -> CredentialSetup {
    do throws(ModelFailure) {
      let provider = EnvironmentCredentialProvider(environment: variables, service: .direct)
      return .configured(source: try provider.current().source)
    } catch {
      return .missing(error)
    }
  }

  private static let nothing = ModelFailure(
    kind: .credentials, message: "No AWS credentials were found.",
    remedy: "Sign in with aws sso login or aws login and name the profile (--profile, AWS_PROFILE),"
      + " or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_BEARER_TOKEN_BEDROCK;"
      + " adit --demo works without.")
}

extension ConfiguredProvider {
  /// `profile dev: SSO session corp`.
  fileprivate var text: String {
    switch self {
    case .apiKey: "AWS_BEARER_TOKEN_BEDROCK from the environment"
    case .environmentKeys: "AWS_ACCESS_KEY_ID from the environment"
    case .profile(let name, let source): "profile \(name): \(source.text)"
    case .webIdentity: "AWS_WEB_IDENTITY_TOKEN_FILE"
    case .container: "the container's credentials"
    case .instance: "the instance's metadata"
    }
  }
}

extension ProfileSource {
  fileprivate var text: String {
    switch self {
    case .keys: "keys of the file"
    case .singleSignOn(let source):
      source.session.map { "SSO session \($0)" } ?? "SSO at \(source.startURL)"
    case .login: "aws login"
    case .process: "credential_process"
    case .webIdentity: "web identity"
    case .named(let source): "credential_source \(source.rawValue)"
    case .role(let role, _): "role \(role.roleARN)"
    }
  }
}
