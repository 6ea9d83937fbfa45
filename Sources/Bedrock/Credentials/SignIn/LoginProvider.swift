public import Engine

/// Keys of an `aws login` session: they last 15 minutes and are renewed for up
/// to 12 hours with a key that the AWS CLI made (aws-auth-and-http 3.4).
public struct LoginProvider: Sendable {
  /// A provider.
  public init() {}

  /// The keys of `source`, renewed where they are about to end.
  public func load(
    _ source: LoginSource, context: CredentialContext
  ) async throws(ModelFailure) -> ResolvedCredentials {
    let session = try LoginSession(source, context: context)
    let held = try await session.read()
    let keys = try session.keys(of: held)
    let left = keys.expiresAt - context.unixSeconds()
    if left >= LoginToken.marginSeconds, !context.signIn.isRefused(keys.accessKeyID) {
      return session.resolved(keys, of: held)
    }
    do throws(ModelFailure) {
      let token = try await session.renewed(held)
      return session.resolved(try session.keys(of: token), of: token)
    } catch {
      guard left > 0, error.kind != .cancelled, !context.signIn.isRefused(keys.accessKeyID) else {
        throw error
      }
      return session.resolved(keys, of: held)
    }
  }
}
