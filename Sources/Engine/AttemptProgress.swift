internal import Synchronization

/// How far the request of an attempt has come on its way out; whoever ends the
/// attempt asks, because what has not been sent costs nothing.
public final class AttemptProgress: Sendable {
  /// Of the attempt that this task makes.
  @TaskLocal public static var current: AttemptProgress?

  private struct State {
    var isHeld = false
    var releasedAt: MonotonicTime?
  }

  private let state = Mutex(State())
  private let clock: any EngineClock

  init(clock: any EngineClock) { self.clock = clock }

  /// Whether nothing of the request has been sent: it waits for credentials.
  public var isHeld: Bool { state.withLock { $0.isHeld } }

  /// When it waited no longer; `nil`: it never waited.
  var releasedAt: MonotonicTime? { state.withLock { $0.releasedAt } }

  /// The request waits for credentials before it is sent, or no longer.
  public func hold(_ isHeld: Bool) {
    let now = clock.now()
    state.withLock { state in
      if state.isHeld, !isHeld { state.releasedAt = now }
      state.isHeld = isHeld
    }
  }

  /// Sends `request` as this attempt.
  func open(
    _ request: ModelRequest, on client: any ModelClient
  ) async throws(ModelFailure) -> any ModelAnswer {
    try await AttemptProgress.$current.withValue(self) {
      do throws(ModelFailure) {
        return Result<any ModelAnswer, ModelFailure>.success(try await client.open(request))
      } catch {
        return .failure(error)
      }
    }.get()
  }
}
