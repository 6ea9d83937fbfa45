import Engine
import Wire

extension SingleSignOnSession {
  /// How a silent renewal ended.
  enum Renewal: Sendable {
    case renewed(SingleSignOnToken)
    /// Only a person can go on.
    case refused
    /// The service could not be asked, or has trouble of its own.
    case failed(ModelFailure)
  }

  /// Exchanges the refresh token of `held`, which serves once. Another process
  /// may have done it: the file is read again under the lock, and once more
  /// where the service calls the token used.
  func renewed(
    _ held: SingleSignOnToken, registration: ClientRegistration, refreshToken: String
  ) async -> Renewal {
    if let failure = context.signIn.recentFailure(
      of: refreshToken, for: file.path, now: context.clock.now())
    {
      return failure.retry == .never ? .refused : .failed(failure)
    }
    do throws(ModelFailure) {
      return try await context.files.withLock(beside: file.path) {
        () async throws(ModelFailure) -> Renewal in
        let current = try await read() ?? held
        if let token = serving(current, otherThan: held) { return .renewed(token) }
        let (client, secret) =
          current.refreshing(at: context.unixSeconds()) ?? (registration, refreshToken)
        return try await exchange(secret, of: client, in: current)
      }
    } catch {
      return .failed(error)
    }
  }

  private func exchange(
    _ refreshToken: String, of registration: ClientRegistration, in current: SingleSignOnToken
  ) async throws(ModelFailure) -> Renewal {
    let client = OpenIDClient(context: context, region: source.region)
    do throws(OpenIDClient.Problem) {
      let grant = try await client.token(refreshing: refreshToken, of: registration)
      let token = current.granted(grant, at: context.unixSeconds())
      await file.replace(token.members)
      return .renewed(token)
    } catch {
      switch error {
      case .failed(let failure): return .failed(failure)
      case .refused(let refusal):
        if refusal.kind == .invalidGrant, let latest = try await read(),
          let token = serving(latest, otherThan: current)
        {
          return .renewed(token)
        }
        let failure = refusal.failure(
          to: "renew the sign-in at \(source.label)", region: source.region,
          remedy: "Run: \(DeviceLogin.commands(for: source)).")
        context.signIn.noteFailure(
          failure, of: refreshToken, for: file.path, now: context.clock.now())
        return refusal.kind == .unavailable ? .failed(failure) : .refused
      }
    }
  }

  /// `token`, if somebody put it in the place of `old` and it serves.
  private func serving(
    _ token: SingleSignOnToken, otherThan old: SingleSignOnToken
  ) -> SingleSignOnToken? {
    let isOther = token.accessToken != old.accessToken
    let left = token.secondsLeft(at: context.unixSeconds())
    return isOther && left >= SingleSignOnToken.marginSeconds ? token : nil
  }
}
