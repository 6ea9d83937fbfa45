import Synchronization

/// The port to where learnt facts outlive a run.
public protocol LearnedFactsStorage: Sendable {
  /// What was saved last; `nil`: nothing, or it cannot be read. Asked once;
  /// waits a moment at most.
  func load() -> [UInt8]?
  /// Keeps `bytes` some time soon; never blocks, never fails visibly.
  func save(_ bytes: [UInt8])
}

/// What the clients of a process have learnt about the service: how each model
/// wants to be asked, and how far this machine's clock is off.
public final class ServiceMemory: Sendable {
  private struct State {
    var facts = LearnedFacts()
    var isLoaded = false
    var clockOffsetSeconds = 0
  }

  private let state = Mutex(State())
  private let storage: (any LearnedFactsStorage)?
  private let wallClock: @Sendable () -> Int

  /// An empty memory, filled from `storage` at the first request.
  /// `unixSeconds` is the machine's wall clock.
  public init(
    storage: (any LearnedFactsStorage)? = nil, unixSeconds: @escaping @Sendable () -> Int
  ) {
    self.storage = storage
    wallClock = unixSeconds
  }

  /// Now by the service's clock, as far as it is known: requests are signed
  /// with it. Seconds since 1970.
  public var unixSeconds: Int { wallClock() + clockOffsetSeconds }

  /// How far the service's clock is ahead of this machine's; 0 until a
  /// signature was refused for it.
  public var clockOffsetSeconds: Int { state.withLock { $0.clockOffsetSeconds } }

  /// The service says that it is `serviceSeconds` now; returns the new offset.
  func setClock(serviceSeconds: Int) -> Int {
    let offset = serviceSeconds - wallClock()
    state.withLock { $0.clockOffsetSeconds = offset }
    return offset
  }

  func adjustments(for key: LearnedFacts.Key) -> RequestAdjustments {
    let now = wallClock()
    loadOnce()
    return state.withLock { $0.facts.adjustments(for: key, unixSeconds: now) }
  }

  func learn(_ adjustments: RequestAdjustments, for key: LearnedFacts.Key) {
    let now = wallClock()
    loadOnce()
    let bytes = state.withLock { state in
      let before = state.facts.serialized
      state.facts.learn(adjustments, for: key, unixSeconds: now)
      let after = state.facts.serialized
      return before == after ? nil : after
    }
    if let bytes { storage?.save(bytes) }
  }

  private func loadOnce() {
    let isFirst = state.withLock { state in
      defer { state.isLoaded = true }
      return !state.isLoaded
    }
    guard isFirst, let bytes = storage?.load() else { return }
    let loaded = LearnedFacts(parsing: bytes)
    state.withLock { state in
      for (key, entry) in loaded.entries { state.facts.merge(entry, for: key) }
    }
  }
}
