internal import Bedrock
internal import Engine
internal import Synchronization

/// What the account and region can use: the kept listing at once, a new one in
/// the background when that is older than a day. Nothing waits for it.
final class DiscoveryService: Sendable {
  private let discovery: ModelDiscovery
  private let registry: ModelRegistry
  private let preferredPrefix: String?
  private let credentials: any CredentialProvider
  private let folder: String?
  private let files: any CredentialFiles
  private let unixSeconds: @Sendable () -> Int
  private let listing = Mutex<ModelListing?>(nil)

  /// Discovery as `composition` asks for it; asks nobody yet.
  init(
    _ composition: Composition, credentials: CredentialChain, transport: any HTTPTransport,
    memory: ServiceMemory, files: any CredentialFiles
  ) {
    // Nobody waits for a listing: no question may come of it.
    self.credentials = credentials.unattended
    unixSeconds = { memory.unixSeconds }
    discovery = ModelDiscovery(
      settings: composition.settings, credentials: self.credentials, transport: transport,
      unixSeconds: unixSeconds)
    registry = composition.registry
    preferredPrefix = composition.settings.profilePrefix
    folder = composition.isDemo ? nil : composition.directories.cache
    self.files = files
  }

  /// Ids of the inference profiles that are known by now.
  var profileIDs: @Sendable () -> [String] {
    { [self] in listing.withLock { $0?.profileIDs ?? [] } }
  }

  /// Tells what is known, and asks for what is not. Without credentials, or
  /// where the service refuses, nothing is told.
  func run(tell: @Sendable (ServiceEvent) -> Void) async {
    guard discovery.isPossible, let resolved = try? await credentials.resolve() else { return }
    let key = discovery.key(of: resolved.facts)
    let path = folder.map { "\($0)/models-\(key).json" }
    if let path, let bytes = try? await files.read(path),
      let kept = ModelListing(cached: bytes, key: key)
    {
      publish(kept, tell)
      if kept.isFresh(at: unixSeconds()) { return }
    }
    guard let fresh = await discovery.refresh() else { return }
    publish(fresh, tell)
    // A listing that cannot be kept is asked for again the next time.
    if let path { try? await files.replace(path, with: fresh.cached) }
  }

  /// `model` with the rules and prices of what is behind a profile of the
  /// account's own.
  func described(_ model: ModelDescriptor) async -> ModelDescriptor {
    await registry.described(model, listing: listing.withLock { $0 }, discovery: discovery)
  }

  private func publish(_ new: ModelListing, _ tell: @Sendable (ServiceEvent) -> Void) {
    listing.withLock { $0 = new }
    tell(.access(new.accesses(of: registry.models, preferring: preferredPrefix)))
  }
}
