import Bedrock
import Engine
import Synchronization
import TestSupport

@testable import adit

/// A turn of the real engine with the real client and chain of credentials.
enum ChainTurn {
  /// What came of it.
  struct Result: Sendable {
    var outcome: TurnOutcome?
    var events: [ServiceEvent]

    var isCompleted: Bool { if case .completed? = outcome { true } else { false } }
    /// Everything that a person reads about its failure.
    var text: String {
      guard case .failed(let failure, _)? = outcome else { return "\(String(describing: outcome))" }
      return [failure.message, failure.remedy].compactMap(\.self).joined(separator: " ")
    }
  }

  /// Sends "Why?" to `server` with the credentials of `context`.
  static func run(
    _ context: CredentialContext, options: CredentialChainOptions = CredentialChainOptions(),
    server: ScriptedServer
  ) async -> Result {
    let told = Mutex<[ServiceEvent]>([])
    let chain = CredentialChain(context: context, options: options) { event in
      told.withLock { $0.append(event) }
    }
    let environment = ["AWS_REGION": "eu-west-1", "AWS_ENDPOINT_URL": server.url]
    let client = BedrockClient(
      settings: ServiceSettings(environment: environment), bedrockCredentials: chain,
      directCredentials: chain, transport: context.transport,
      memory: ServiceMemory(unixSeconds: context.unixSeconds))
    let (events, continuation) = AsyncStream.makeStream(of: EngineEvent.self)
    let engine = Engine(client: client, clock: InstantClock(), seed: 1) { continuation.yield($0) }
    engine.send(.submit(TurnID(1), text: "Why?", RefusedModel.settings()))
    var outcome: TurnOutcome?
    for await event in events {
      guard case .turnEnded(_, let ending) = event else { continue }
      outcome = ending
      break
    }
    await engine.shutdown()
    return Result(outcome: outcome, events: told.withLock { $0 })
  }

  /// The service's word about keys that have expired.
  static let expired = Refusal.aws(
    403, "ExpiredTokenException", "The security token included in the request is expired")

  /// Whether `request` calls a model with the key `id`.
  static func isModelCall(_ request: ScriptedServer.Request) -> Bool {
    request.path.hasPrefix("/model/")
  }

  /// The key with which `request` is signed.
  static func keyID(_ request: ScriptedServer.Request) -> String {
    let parts = (request.header("authorization") ?? "").split { $0 == "=" || $0 == "/" }
    return parts.count > 1 ? String(parts[1]) : ""
  }
}

/// A clock on which pauses are over at once and limits are never reached.
final class LimitlessClock: EngineClock {
  /// Pauses are shorter, limits longer.
  private static let longestPauseMilliseconds = 20_000

  private let time = Mutex(MonotonicTime(nanoseconds: 1))

  func now() -> MonotonicTime { time.withLock { $0 } }

  func sleep(until moment: MonotonicTime) async throws {
    try Task.checkCancellation()
    guard moment.milliseconds(since: now()) > Self.longestPauseMilliseconds else {
      time.withLock { $0 = max($0, moment) }
      return
    }
    // Ends with the task alone.
    let (never, keeper) = AsyncStream.makeStream(of: Void.self)
    for await _ in never {}
    withExtendedLifetime(keeper) {}
    try Task.checkCancellation()
  }
}
