public import Engine

/// Keys of a role of IAM Identity Center, in both forms: with a section
/// `sso-session`, or with `sso_start_url` alone (aws-auth-and-http 3.4, 3.5).
public struct SingleSignOnProvider: Sendable {
  /// A provider.
  public init() {}

  /// Keys for the role of `source`. Renews the token silently while that is
  /// possible; otherwise a person signs in, where the dialog has one.
  public func load(
    _ source: SingleSignOnSource, context: CredentialContext
  ) async throws(ModelFailure) -> ResolvedCredentials {
    if let cached = await CommandLineRoleCache(context: context).credentials(for: source) {
      return cached
    }
    let session = try SingleSignOnSession(source, context: context)
    let token = try await session.token()
    do throws(PortalClient.Problem) {
      return try await session.credentials(for: token)
    } catch {
      switch error {
      case .failed(let failure): throw failure
      case .unauthorized: break
      }
    }
    // Dead before its time: somebody signed out.
    let other = try await session.token(instead: token)
    do throws(PortalClient.Problem) {
      return try await session.credentials(for: other)
    } catch {
      switch error {
      case .failed(let failure): throw failure
      case .unauthorized:
        throw session.signInNeeded("IAM Identity Center refuses the sign-in (401)")
      }
    }
  }
}

extension SingleSignOnSource {
  /// `SSO session corp`, or `SSO https://corp.awsapps.com/start`.
  var label: String { session.map { "SSO session \($0)" } ?? "SSO \(startURL)" }
}
