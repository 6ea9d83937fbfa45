import Engine
import Synchronization
import Wire

/// What sign-ins remember from one load to the next: tokens that could not be
/// written, what was refused a moment ago, and whose keys a service turned
/// down. One for all providers of a program.
public final class SignInState: Sendable {
  /// Between tries with one refresh token: what was refused is refused again,
  /// and services count requests.
  static let pauseMilliseconds = 30_000
  /// More profiles than anybody signs in at within one session.
  private static let maximumEntries = 32

  /// A token that its file does not hold.
  private struct Unsaved {
    var members: JSONObject
    /// The file as it was then; a later state of it counts more.
    var stamp: FileStamp?
  }

  private struct Try {
    var refreshToken: Secret
    var moment: MonotonicTime
    var failure: ModelFailure
  }

  private struct State {
    var unsaved: [String: Unsaved] = [:]
    var tries: [String: Try] = [:]
    var refusedKeys: Set<String> = []
  }

  private let state = Mutex(State())
  /// So many bytes that nobody can foresee.
  let randomBytes: @Sendable (Int) -> [UInt8]

  /// An empty memory. `randomBytes` gives as many bytes as it is asked for.
  public init(
    randomBytes: @escaping @Sendable (Int) -> [UInt8] = { count in
      (0..<count).map { _ in .random(in: .min ... .max) }
    }
  ) {
    self.randomBytes = randomBytes
  }

  /// A service refused `credentials`: caches that others keep must not bring
  /// them back.
  public func refuse(_ credentials: Credentials) {
    guard case .keys(let id, _, _) = credentials else { return }
    state.withLock { state in
      if state.refusedKeys.count >= Self.maximumEntries { state.refusedKeys = [] }
      state.refusedKeys.insert(id)
    }
  }

  /// Whether a service refused the keys of this id.
  func isRefused(_ accessKeyID: String) -> Bool {
    state.withLock { $0.refusedKeys.contains(accessKeyID) }
  }

  /// Keeps what the file at `path`, now at `stamp`, could not take.
  func keep(_ members: JSONObject, for path: String, stamp: FileStamp?) {
    state.withLock { state in
      if state.unsaved.count >= Self.maximumEntries { state.unsaved = [:] }
      state.unsaved[path] = Unsaved(members: members, stamp: stamp)
    }
  }

  /// What the file at `path` could not take, unless somebody has written it
  /// since.
  func unsaved(for path: String, stamp: FileStamp?) -> JSONObject? {
    state.withLock { state in
      guard let unsaved = state.unsaved[path] else { return nil }
      if unsaved.stamp == stamp { return unsaved.members }
      state.unsaved[path] = nil
      return nil
    }
  }

  /// The file holds everything again.
  func forgetUnsaved(for path: String) {
    state.withLock { $0.unsaved[path] = nil }
  }

  /// A service answered a try with `refreshToken` by `failure`.
  func noteFailure(
    _ failure: ModelFailure, of refreshToken: String, for path: String, now: MonotonicTime
  ) {
    state.withLock { state in
      if state.tries.count >= Self.maximumEntries { state.tries = [:] }
      state.tries[path] = Try(refreshToken: Secret(refreshToken), moment: now, failure: failure)
    }
  }

  /// How a try with `refreshToken` failed that is too recent for another one.
  func recentFailure(
    of refreshToken: String, for path: String, now: MonotonicTime
  ) -> ModelFailure? {
    state.withLock { state in
      guard let last = state.tries[path], last.refreshToken == Secret(refreshToken),
        now.milliseconds(since: last.moment) < Self.pauseMilliseconds
      else { return nil }
      return last.failure
    }
  }
}
