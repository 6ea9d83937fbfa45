public import Engine
import Synchronization

extension CredentialChain {
  /// Signs in because a person asks for it: by the command of the settings
  /// where there is one, otherwise with a code at IAM Identity Center. What was
  /// held is forgotten.
  /// - Throws: where the profile knows no sign-in of its own, with what does.
  public func signIn() async throws(ModelFailure) {
    if let command = options.authRefresh {
      try await RefreshCommands(context: context).refresh(command)
    } else {
      let plan = try CredentialPlan(
        environment: context.environment, configuration: try await files.read(), options: options)
      guard case .profile(let name, let source) = plan.provider, let sign = source.signOn else {
        throw .credentials(
          "There is nothing to sign in to: \(plan.provider.signInText)",
          remedy: "Name an SSO profile with --profile or AWS_PROFILE, or set awsAuthRefresh.")
      }
      switch sign {
      case .singleSignOn(let source): try await DeviceLogin.signIn(source, context: context)
      case .login:
        throw .credentials(
          "Profile \"\(name)\" uses a session of aws login, which is begun in a browser.",
          remedy: "Run: aws login --profile \(name)")
      }
    }
    forget()
  }

  private func forget() {
    state.withLock {
      $0.current = nil
      $0.refused = nil
      $0.failedRenewal = nil
      $0.shortRenewal = nil
    }
  }
}

/// What a profile signs in with, at the base of its roles.
private enum SignOn {
  case singleSignOn(SingleSignOnSource)
  case login
}

extension ProfileSource {
  fileprivate var signOn: SignOn? {
    switch self {
    case .singleSignOn(let source): .singleSignOn(source)
    case .login: .login
    case .role(_, let base): base.signOn
    case .keys, .process, .webIdentity, .named: nil
    }
  }
}

extension ConfiguredProvider? {
  /// What is used instead of a sign-in, as a clause.
  fileprivate var signInText: String {
    switch self {
    case .apiKey: "AWS_BEARER_TOKEN_BEDROCK is used."
    case .environmentKeys: "the keys of the environment are used."
    case .profile(let name, _): "profile \"\(name)\" needs no sign-in."
    case .webIdentity: "a web identity token is used."
    case .container: "the container gives the credentials."
    case .instance: "the instance gives the credentials."
    case nil: "no profile is set up."
    }
  }
}
