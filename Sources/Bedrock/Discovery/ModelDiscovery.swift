public import Engine
import Wire

/// Asks the control plane what an account can use. Nothing depends on it:
/// whatever is refused, late or unreadable is unknown (bedrock-wire 1.11).
public struct ModelDiscovery: Sendable {
  /// Longest silence of the control plane; nobody waits for a listing, but a
  /// profile's model is asked for before its first turn.
  private static let timeoutMilliseconds = 5_000
  /// The largest page that the service gives.
  private static let pageSize = 1_000
  /// Pages of profiles that are read; no account has so many.
  private static let maximumPages = 20
  /// A thousand profiles are about half a megabyte.
  private static let maximumBytes = 8 << 20

  private let settings: ServiceSettings
  private let credentials: any CredentialProvider
  private let transport: any HTTPTransport
  private let unixSeconds: @Sendable () -> Int

  /// Discovery where `settings` say, as `credentials`.
  public init(
    settings: ServiceSettings, credentials: any CredentialProvider,
    transport: any HTTPTransport, unixSeconds: @escaping @Sendable () -> Int
  ) {
    self.settings = settings
    self.credentials = credentials
    self.transport = transport
    self.unixSeconds = unixSeconds
  }

  /// Whether there is something to ask. Whoever sends models' requests to an
  /// endpoint of their own (a gateway, the emulator) and names none for the
  /// control plane wants no call to AWS.
  public var isPossible: Bool {
    guard let runtime = try? settings.runtimeEndpoint(),
      let control = try? settings.controlEndpoint()
    else { return false }
    return runtime.isAWS || !control.isAWS
  }

  /// Names the place and account that a listing is of; for its file too.
  /// Where `facts` tell no account, the key tells one from another.
  public func key(of facts: CredentialFacts) -> String {
    let endpoint = (try? settings.controlEndpoint()).map { $0.origin + $0.basePath } ?? ""
    let account = facts.account ?? facts.profile ?? facts.keyEnding ?? ""
    let text = [endpoint, settings.region.name, account].joined(separator: " ")
    return String(SHA256.hexDigest(Array(text.utf8)).prefix(16))
  }

  /// A new listing; `nil` where nothing at all was told.
  public func refresh() async -> ModelListing? {
    guard isPossible, let resolved = try? await credentials.resolve() else { return nil }
    let known = resolved.credentials
    async let models = list("foundation-models", [("byOutputModality", "TEXT")], as: known)
    async let system = profiles(type: "SYSTEM_DEFINED", as: known)
    async let application = profiles(type: "APPLICATION", as: known)
    let listing = ModelListing(
      key: key(of: resolved.facts), region: settings.region.name,
      listedAt: unixSeconds(), models: await models.flatMap(ModelListing.models(in:)),
      systemProfiles: await system, applicationProfiles: await application)
    let isTold =
      listing.models != nil || listing.systemProfiles != nil || listing.applicationProfiles != nil
    return isTold ? listing : nil
  }

  /// The profile behind `arn`; `nil` where that is not told.
  public func profile(_ arn: String) async -> ModelListing.Profile? {
    let address = ModelAddress(arn)
    guard isPossible, let region = address.arn?.region,
      let resolved = try? await credentials.resolve(),
      let answer = await get(
        "inference-profiles/\(address.pathSegment)", [], region: region, as: resolved.credentials)
    else { return nil }
    return ModelListing.Profile(answer)
  }

  private func profiles(type: String, as known: Credentials) async -> [ModelListing.Profile]? {
    var profiles: [ModelListing.Profile] = []
    var token: String?
    for _ in 0..<ModelDiscovery.maximumPages {
      var query = [("maxResults", "\(ModelDiscovery.pageSize)"), ("type", type)]
      if let token { query.append(("nextToken", token)) }
      guard let answer = await list("inference-profiles", query, as: known),
        let page = answer["inferenceProfileSummaries"]?.array
      else { return nil }
      profiles += page.compactMap(ModelListing.Profile.init)
      token = answer["nextToken"]?.string
      if token == nil { break }
    }
    return profiles
  }

  private func list(
    _ path: String, _ query: [(String, String)], as known: Credentials
  ) async -> JSONValue? {
    await get(path, query, region: settings.region.name, as: known)
  }

  private func get(
    _ path: String, _ query: [(String, String)], region: String, as known: Credentials
  ) async -> JSONValue? {
    guard let endpoint = try? settings.controlEndpoint(region: region) else { return nil }
    let call = ServiceCall(
      service: .control, endpoint: endpoint, region: region, path: "\(endpoint.basePath)/\(path)",
      query: ServiceCall.query(query.map { (name: $0.0, value: $0.1) }))
    let request = call.request(
      by: known, unixSeconds: unixSeconds(),
      timeoutMilliseconds: ModelDiscovery.timeoutMilliseconds)
    guard
      let document = try? await transport.fetch(request, maximumBytes: ModelDiscovery.maximumBytes),
      document.status == 200
    else { return nil }
    return try? JSONValue(parsing: document.body)
  }
}

extension ModelDescriptor {
  /// Whether it is called by a profile of the account's own, whose id tells
  /// nothing of the model behind it.
  public var isApplicationProfile: Bool {
    ModelAddress(modelId).arn?.resourceType == "application-inference-profile"
  }
}

extension ModelRegistry {
  /// `model` with the rules and prices of the model behind it, where it is
  /// called by a profile of the account's own: told by `listing`, otherwise
  /// asked for. Unchanged where nobody tells.
  public func described(
    _ model: ModelDescriptor, listing: ModelListing?, discovery: ModelDiscovery
  ) async -> ModelDescriptor {
    guard model.isApplicationProfile else { return model }
    if let profile = listing?.profile(named: model.modelId) {
      return describing(model, as: profile)
    }
    guard let profile = await discovery.profile(model.modelId) else { return model }
    return describing(model, as: profile)
  }
}

extension Endpoint {
  /// Whether this is a host of AWS's own, VPC endpoints among them.
  var isAWS: Bool { AWSRegion.isOfAWS(host: host) }
}
