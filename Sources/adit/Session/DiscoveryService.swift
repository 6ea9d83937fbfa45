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
  /// The account and region that were asked about, until nothing came of it.
  private let asked = Mutex<String?>(nil)

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
  /// where the service refuses, nothing is told. Again for the same account and
  /// region it does nothing; whether they are others than before.
  func run(tell: @Sendable (ServiceEvent) -> Void) async -> Bool {
    guard let (key, kept, path) = await kept() else { return false }
    let isNew = asked.withLock { asked in
      defer { asked = key }
      return asked != key
    }
    guard isNew else { return false }
    if let kept {
      publish(kept, tell)
      if kept.isFresh(at: unixSeconds()) { return true }
    }
    guard let fresh = await discovery.refresh() else {
      asked.withLock { $0 = nil }
      return true
    }
    publish(fresh, tell)
    // A listing that cannot be kept is asked for again the next time.
    if let path { try? await files.replace(path, with: fresh.cached) }
    return true
  }

  /// What the models of the registry are for this account and region, by the
  /// listing that earlier sessions have kept; `nil`: there is none.
  func keptAccess() async -> [String: ModelAccess]? {
    guard let listing = await kept()?.listing else { return nil }
    return listing.accesses(of: registry.models, preferring: preferredPrefix)
  }

  /// What the account and region are known by, their kept listing and its file;
  /// `nil`: there are no credentials or nothing to ask.
  private func kept() async -> (key: String, listing: ModelListing?, path: String?)? {
    guard discovery.isPossible, let resolved = try? await credentials.resolve() else { return nil }
    let key = discovery.key(of: resolved.facts)
    guard let path = folder.map({ "\($0)/\(Self.filePrefix)\(key).json" }) else {
      return (key, nil, nil)
    }
    let bytes = try? await files.read(path)
    return (key, bytes.flatMap { ModelListing(cached: $0, key: key) }, path)
  }

  /// What names of kept listings begin with, in the cache directory.
  static let filePrefix = "models-"

  /// `model` with the rules and prices of what is behind a profile of the
  /// account's own.
  func described(_ model: ModelDescriptor) async -> ModelDescriptor {
    await registry.described(model, listing: listing.withLock { $0 }, discovery: discovery)
  }

  /// Tells what is behind those of `models` that are profiles of the account's
  /// own.
  func describe(
    _ models: [ModelDescriptor], tell: @Sendable (ServiceEvent) -> Void
  ) async {
    for model in models where model.isApplicationProfile {
      let known = await described(model)
      if known != model { tell(.described(key: model.key, known)) }
    }
  }

  private func publish(_ new: ModelListing, _ tell: @Sendable (ServiceEvent) -> Void) {
    listing.withLock { $0 = new }
    tell(.access(new.accesses(of: registry.models, preferring: preferredPrefix)))
  }
}
