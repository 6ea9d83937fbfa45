internal import Synchronization

/// How far the request of an attempt has come on its way out; whoever ends the
/// attempt asks, because what has not been sent costs nothing.
public final class AttemptProgress: Sendable {
  /// Of the attempt that this task makes.
  @TaskLocal public static var current: AttemptProgress?

  private let held = Mutex(false)

  init() {}

  /// Whether nothing of the request has been sent: it waits for credentials.
  public var isHeld: Bool { held.withLock { $0 } }

  /// The request waits for credentials before it is sent, or no longer.
  public func hold(_ isHeld: Bool) { held.withLock { $0 = isHeld } }
}
