import Engine

/// Carries out what a profile plans: from the base of a chain of roles to its
/// end, each step with the keys of the one before.
struct ProfileCredentials: Sendable {
  let context: CredentialContext
  let configuration: SharedConfiguration
  /// Whose metadata address and mode count.
  let profile: String

  func load(_ source: ProfileSource) async throws(ModelFailure) -> ResolvedCredentials {
    let loaded = try await step(source)
    loaded.teach(context.redactor)
    return loaded
  }

  private func step(_ source: ProfileSource) async throws(ModelFailure) -> ResolvedCredentials {
    switch source {
    case .keys(let keys): return keys.resolved
    case .singleSignOn(let source):
      return try await SingleSignOnProvider().load(source, context: context)
    case .login(let source): return try await LoginProvider().load(source, context: context)
    case .process(let command, let profile):
      return try await ProcessCredentials(
        context: context, command: command, profile: profile,
        account: configuration.profiles[profile]?["aws_account_id"]
      ).load()
    case .webIdentity(let source): return try await TokenService(context: context).exchange(source)
    case .named(let source): return try await load(source)
    case .role(let role, let base):
      // A code of the device that was typed for the AWS CLI serves here too.
      if role.mfaSerial != nil,
        let kept = await CommandLineRoleCache(context: context).credentials(for: role)
      {
        return kept
      }
      let keys = try await load(base)
      return try await TokenService(context: context).assume(role, with: keys)
    }
  }

  private func load(_ source: NamedSource) async throws(ModelFailure) -> ResolvedCredentials {
    switch source {
    case .environment:
      if let keys = try EnvironmentCredentialProvider(context.environment).keys() { return keys }
      throw .credentials(
        "Profile \"\(profile)\" takes its keys from the environment (credential_source ="
          + " Environment), where AWS_ACCESS_KEY_ID is not set.",
        remedy: "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or use source_profile.")
    case .container: return try await ContainerCredentials(context: context).load()
    case .instance:
      return try await InstanceCredentials(
        context: context, profile: configuration.profiles[profile]
      ).load()
    }
  }
}
