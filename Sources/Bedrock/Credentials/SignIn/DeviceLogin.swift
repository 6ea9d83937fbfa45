public import Engine
import Wire

/// A sign-in at IAM Identity Center by a code that a person confirms in any
/// browser, on this machine or another one (aws-auth-and-http 3.4). The token
/// goes where the AWS CLI keeps it, so that both are signed in.
public struct DeviceLogin: Sendable {
  /// What a token is for where the configuration names nothing.
  private static let defaultScopes = ["sso:account:access"]
  /// How much slower to poll when told so (RFC 8628, section 3.5).
  private static let slowDownSeconds = 5

  private let session: SingleSignOnSession
  private var source: SingleSignOnSource { session.source }
  private var context: CredentialContext { session.context }

  init(session: SingleSignOnSession) { self.session = session }

  /// Signs in, whatever sign-in there is, and returns when the new one ends,
  /// seconds since 1970. Shows address and code through the context's dialog;
  /// cancelling the task ends it at once.
  @discardableResult
  public static func signIn(
    _ source: SingleSignOnSource, context: CredentialContext
  ) async throws(ModelFailure) -> Int {
    let session = try SingleSignOnSession(source, context: context)
    return try await DeviceLogin(session: session).token().expiresAt ?? context.unixSeconds()
  }

  /// The commands that sign in at `source`, for people.
  static func commands(for source: SingleSignOnSource) -> String {
    let profile = ShellWord.quoted(source.profile)
    return "aws sso login --profile \(profile) (or: adit login --profile \(profile))"
  }

  /// A token that a person has confirmed.
  func token() async throws(ModelFailure) -> SingleSignOnToken {
    let former = try await session.read() ?? SingleSignOnToken(members: JSONObject())
    let client = OpenIDClient(context: context, region: source.region)
    do throws(ModelFailure) {
      let now = context.unixSeconds()
      let kept = former.registration.flatMap { $0.expiresAt > now ? $0 : nil }
      let (registration, authorization) = try await begin(client, kept: kept)
      context.dialog.show(
        .device(
          url: authorization.url, completeURL: authorization.completeURL,
          code: authorization.userCode,
          expiresAt: context.unixSeconds() + authorization.expiresInSeconds))
      let grant = try await confirmed(authorization, client, registration)
      let token = former.signedIn(
        grant, source: source, registration: registration, at: context.unixSeconds())
      await session.file.replace(token.members)
      context.dialog.show(.ended(failure: nil))
      return token
    } catch {
      context.dialog.show(.ended(failure: error.message))
      throw error
    }
  }

  /// Asks for a code, with the registration that is kept where it still counts.
  private func begin(
    _ client: OpenIDClient, kept: ClientRegistration?
  ) async throws(ModelFailure) -> (ClientRegistration, DeviceAuthorization) {
    if let kept {
      do throws(OpenIDClient.Problem) {
        return (kept, try await client.authorize(kept, startURL: source.startURL))
      } catch {
        guard case .refused(let refusal) = error, refusal.kind == .invalidClient else {
          throw failure(error, to: "begin a sign-in")
        }
      }
    }
    do throws(OpenIDClient.Problem) {
      let registration = try await client.register(
        name: "adit-\(source.session ?? source.profile)",
        scopes: source.scopes.isEmpty ? Self.defaultScopes : source.scopes)
      return (registration, try await client.authorize(registration, startURL: source.startURL))
    } catch {
      throw failure(error, to: "begin a sign-in")
    }
  }

  /// Polls until somebody confirms, refuses, or time runs out.
  private func confirmed(
    _ authorization: DeviceAuthorization, _ client: OpenIDClient,
    _ registration: ClientRegistration
  ) async throws(ModelFailure) -> TokenGrant {
    let end = context.clock.now().adding(milliseconds: authorization.expiresInSeconds * 1000)
    var interval = authorization.intervalSeconds
    while true {
      let next = context.clock.now().adding(milliseconds: interval * 1000)
      guard next <= end else { throw tooLate }
      do { try await context.clock.sleep(until: next) } catch { throw .cancelled }
      do throws(OpenIDClient.Problem) {
        return try await client.token(for: authorization, of: registration)
      } catch {
        switch error {
        case .failed(let failure):
          // A network that fails for a moment must not end what a person is
          // about to confirm.
          if failure.retry == .never { throw failure }
        case .refused(let refusal):
          switch refusal.kind {
          case .pending, .unavailable: break
          case .slowDown: interval += Self.slowDownSeconds
          case .expired: throw tooLate
          case .denied, .invalidGrant, .invalidClient, .other:
            throw failure(error, to: "grant the sign-in")
          }
        }
      }
    }
  }

  private var tooLate: ModelFailure {
    .credentials(
      "Nobody confirmed the sign-in at \(source.label) in time.",
      remedy: "Send again for a new code, or run: \(Self.commands(for: source)).")
  }

  private func failure(_ problem: OpenIDClient.Problem, to action: String) -> ModelFailure {
    switch problem {
    case .failed(let failure): failure
    case .refused(let refusal):
      refusal.failure(
        to: "\(action) at \(source.label)", region: source.region,
        remedy: "Some organisations allow no device codes: run aws sso login --profile"
          + " \(ShellWord.quoted(source.profile)).")
    }
  }
}
