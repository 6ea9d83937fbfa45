import Engine
import Synchronization

/// Measures how long a refresh waited for a person: that time does not count
/// towards its limit.
final class AttentionMeter: Sendable {
  private struct State {
    var open = 0
    var since: MonotonicTime?
    var milliseconds = 0
  }

  private let clock: any EngineClock
  private let state = Mutex(State())

  init(clock: any EngineClock) { self.clock = clock }

  /// Somebody is asked; pairs with `end()`.
  func begin() {
    let now = clock.now()
    state.withLock { state in
      state.open += 1
      if state.open == 1 { state.since = now }
    }
  }

  /// The person has answered, or nobody will.
  func end() {
    let now = clock.now()
    state.withLock { state in
      guard state.open > 0 else { return }
      state.open -= 1
      guard state.open == 0, let since = state.since else { return }
      state.milliseconds += now.milliseconds(since: since)
      state.since = nil
    }
  }

  /// Whether somebody is being asked.
  var isOpen: Bool { state.withLock { $0.open > 0 } }

  /// All the waiting so far.
  var totalMilliseconds: Int {
    let now = clock.now()
    return state.withLock { state in
      state.milliseconds + (state.since.map { now.milliseconds(since: $0) } ?? 0)
    }
  }
}

/// A dialog whose open questions are measured.
final class MeteredDialog: SignInDialog {
  private let dialog: any SignInDialog
  private let meter: AttentionMeter
  /// Whether a sign-in may begin; questions are asked anyhow.
  private let offersSignIn: Bool
  /// A device login or a command is being shown.
  private let isShowing = Mutex(false)

  init(_ dialog: any SignInDialog, meter: AttentionMeter, offersSignIn: Bool) {
    self.dialog = dialog
    self.meter = meter
    self.offersSignIn = offersSignIn
  }

  var isInteractive: Bool { offersSignIn && dialog.isInteractive }

  func answer(to text: String, digits: Int?) async throws(ModelFailure) -> String {
    meter.begin()
    defer { meter.end() }
    return try await dialog.answer(to: text, digits: digits)
  }

  func show(_ status: SignInStatus) {
    let isOpen =
      switch status {
      case .device, .command: true
      case .ended: false
      }
    let changed = isShowing.withLock { showing in
      defer { showing = isOpen }
      return showing != isOpen
    }
    if changed { isOpen ? meter.begin() : meter.end() }
    dialog.show(status)
  }
}
