public import Engine
import Synchronization
import Wire

/// Where the credentials of the AWS services come from: the first place that
/// is set up, in the order of aws-auth-and-http 3.1. What was found is kept
/// until shortly before it expires, until a file changes, or until a service
/// refuses it; one refresh serves everybody who waits.
public final class CredentialChain: CredentialProvider {
  /// Everything together, without the time that a person takes.
  static let limitMilliseconds = 60_000
  /// Between tries at renewal while the held credentials still serve: what
  /// failed a moment ago fails again, keys that never last long come no longer
  /// the next time, and portals count requests.
  static let renewalPauseMilliseconds = 30_000
  /// Between runs of the user's commands that did not help: a program that
  /// opens a browser must not do so with every request.
  static let commandPauseMilliseconds = 60_000

  struct State {
    var current: LoadedCredentials?
    var flight: CredentialFlight?
    /// What a service refused last; forgotten once.
    var refused: Credentials?
    /// Whether other ones than those can be had.
    var refusedIsRenewable = false
    /// What the files said at the latest try.
    var planned: ConfiguredProvider?
    var failedRenewal: MonotonicTime?
    /// When a renewal gave keys that are about to end too: asking again at once
    /// gives no better ones.
    var shortRenewal: MonotonicTime?
    var ranCommands: MonotonicTime?
    var told: Set<String> = []

    /// Whether what is held is of the place that the files named at the latest
    /// try; another place may be another account.
    var currentIsPlanned: Bool {
      guard let current else { return false }
      return current.provider == nil || current.provider == planned
    }
  }

  let context: CredentialContext
  let options: CredentialChainOptions
  let files: SharedFiles
  let tell: @Sendable (ServiceEvent) -> Void
  let state = Mutex(State())

  /// A chain; asks nobody yet. `tell` hears of every resolution and may be
  /// called on any thread.
  public init(
    context: CredentialContext, options: CredentialChainOptions = CredentialChainOptions(),
    tell: @escaping @Sendable (ServiceEvent) -> Void = { _ in }
  ) {
    self.context = context
    self.options = options
    self.tell = tell
    files = SharedFiles(context)
  }

  /// Credentials that are valid now. May ask a person and run the commands of
  /// the settings.
  public func resolve() async throws(ModelFailure) -> ResolvedCredentials {
    try await resolve(isAttended: true)
  }

  /// The same chain for whatever nobody waits for: no question is asked and
  /// no command of the settings is run.
  public var unattended: any CredentialProvider { UnattendedChain(chain: self) }

  /// Who the program is, as of the last resolution; `nil` before it.
  public var facts: CredentialFacts? { state.withLock { $0.current?.resolved.facts } }

  /// Forgets `used`. Whether there can be others: not from a place that says
  /// the same each time, and not a second time.
  public func invalidate(_ used: ResolvedCredentials) async -> Bool {
    context.signIn.refuse(used.credentials)
    let held = state.withLock { $0.current }
    var hasChanged = false
    if let held { hasChanged = await files.stamps(of: held.paths) != held.stamps }
    let isRenewable = state.withLock { state in
      guard let current = state.current, current.resolved.credentials == used.credentials else {
        // Somebody else was faster: other ones are held, or come next.
        return state.current != nil
          || state.refused == used.credentials && state.refusedIsRenewable
      }
      let isFirst = state.refused != used.credentials
      state.current = nil
      state.failedRenewal = nil
      state.shortRenewal = nil
      state.refused = used.credentials
      state.refusedIsRenewable = isFirst && (hasChanged || canRenew(current.provider))
      return state.refusedIsRenewable
    }
    record(.warn, [("outcome", "refused"), ("source", .string(used.source))])
    return isRenewable
  }

  private func canRenew(_ provider: ConfiguredProvider?) -> Bool {
    switch provider {
    case .apiKey, .environmentKeys: options.credentialExport != nil
    case .profile(_, .keys): options.hasCommands
    case .profile, .webIdentity, .container, .instance, nil: true
    }
  }

  // MARK: asking

  func resolve(isAttended: Bool) async throws(ModelFailure) -> ResolvedCredentials {
    let outdated = await outdatedStamps()
    while true {
      let choice = decide(outdated: outdated, isAttended: isAttended)
      let flight: CredentialFlight
      switch choice {
      case .held(let resolved): return resolved
      case .heldAndRenewed(let resolved, let renewal):
        launch(renewal)
        return resolved
      case .started(let new):
        launch(new)
        flight = new
      case .joined(let other): flight = other
      }
      switch await flight.wait() {
      case .success(let resolved): return resolved
      case .failure(let failure):
        // Those for whom it ran had left; or what failed without asking
        // anybody may succeed by asking.
        if flight.isDeserted, !Task.isCancelled { continue }
        if isAttended, !flight.isAttended, failure.kind == .credentials { continue }
        throw failure
      }
    }
  }

  /// The stamps of what is held, if its files are not like that any more.
  private func outdatedStamps() async -> [String: FileStamp]? {
    guard let held = state.withLock({ $0.current }) else { return nil }
    return await files.stamps(of: held.paths) == held.stamps ? nil : held.stamps
  }

  private enum Choice {
    case held(ResolvedCredentials)
    case heldAndRenewed(ResolvedCredentials, CredentialFlight)
    case started(CredentialFlight)
    case joined(CredentialFlight)
  }

  /// Whether what is held serves, and otherwise which refresh to wait for.
  private func decide(outdated: [String: FileStamp]?, isAttended: Bool) -> Choice {
    let now = context.clock.now()
    let unixSeconds = context.unixSeconds()
    return state.withLock { state in
      let flight = state.flight.flatMap { $0.isOver ? nil : $0 }
      func start(isAttended: Bool) -> CredentialFlight {
        let new = CredentialFlight(isAttended: isAttended)
        state.flight = new
        return new
      }
      if let current = state.current {
        func isRecent(_ moment: MonotonicTime?) -> Bool {
          moment.map { now.milliseconds(since: $0) < Self.renewalPauseMilliseconds } ?? false
        }
        let hasFailed = isRecent(state.failedRenewal)
        let isRenewed = isRecent(state.shortRenewal)
        let isOutdated = current.stamps == outdated
        switch current.age(unixSeconds: unixSeconds) {
        case .fresh where !isOutdated: return .held(current.resolved)
        case .renewing where !isOutdated:
          guard !hasFailed, !isRenewed, flight == nil else { return .held(current.resolved) }
          return .heldAndRenewed(current.resolved, start(isAttended: false))
        case .due where !isOutdated && isRenewed: return .held(current.resolved)
        case .fresh, .renewing, .due:
          if hasFailed, state.currentIsPlanned { return .held(current.resolved) }
        case .over: break
        }
      }
      return flight.map { .joined($0) } ?? .started(start(isAttended: isAttended))
    }
  }

  private func launch(_ flight: CredentialFlight) {
    let meter = AttentionMeter(clock: context.clock)
    flight.own(
      Task(executorPreference: options.executor) {
        await self.refresh(for: flight, meter: meter)
      })
    flight.own(
      Task(executorPreference: options.executor) {
        await self.limit(flight, meter: meter)
      })
  }

  /// Ends a refresh that takes too long.
  private func limit(_ flight: CredentialFlight, meter: AttentionMeter) async {
    let start = context.clock.now()
    while true {
      let spent = context.clock.now().milliseconds(since: start) - meter.totalMilliseconds
      let left = Self.limitMilliseconds - spent
      if left <= 0, !meter.isOpen { break }
      // While somebody is asked the time stands still; looking again after a
      // whole period is soon enough.
      let pause = meter.isOpen ? Self.limitMilliseconds : left
      do {
        try await context.clock.sleep(until: context.clock.now().adding(milliseconds: pause))
      } catch { return }
    }
    let failure = ModelFailure(
      kind: .timedOut, retry: .few(tries: 1),
      message: "The AWS credentials did not come within \(Self.limitMilliseconds / 1000) s.",
      remedy: "Run adit health to see which provider hangs.")
    settle(flight, .failure(failure), started: start)
  }

  private func refresh(for flight: CredentialFlight, meter: AttentionMeter) async {
    let start = context.clock.now()
    do throws(ModelFailure) {
      let loaded = try await load(isAttended: flight.isAttended, meter: meter)
      settle(flight, .success(loaded), started: start)
    } catch {
      // What breaks because nobody waits any more is no failure of its own.
      settle(flight, .failure(Task.isCancelled ? .cancelled : error), started: start)
    }
  }
}

/// A chain that asks nobody.
private struct UnattendedChain: CredentialProvider {
  let chain: CredentialChain

  func resolve() async throws(ModelFailure) -> ResolvedCredentials {
    try await chain.resolve(isAttended: false)
  }

  func invalidate(_ used: ResolvedCredentials) async -> Bool { await chain.invalidate(used) }
}
