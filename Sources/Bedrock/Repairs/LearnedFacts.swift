/// What requests to each model at each place have taught, until it is too old
/// to be trusted. Pure; `LearnedFacts+JSON` keeps it across runs.
struct LearnedFacts: Hashable, Sendable {
  /// Where a fact holds: what another endpoint, region or id takes is its own
  /// matter.
  struct Key: Hashable, Sendable {
    /// `https://bedrock-runtime.eu-west-1.amazonaws.com`.
    var origin: String
    var region: String
    /// As the settings give it, before any repair.
    var modelID: String

    init(origin: String, region: String, modelID: String) {
      self.origin = origin
      self.region = region
      self.modelID = modelID
    }

    /// Where `request` goes.
    init(_ request: PreparedRequest) {
      self.init(
        origin: request.endpoint.origin, region: request.region,
        modelID: request.context.modelID ?? "")
    }
  }

  struct Entry: Hashable, Sendable {
    var adjustments: RequestAdjustments
    /// When it was last learnt, seconds since 1970.
    var learnedAt: Int
  }

  /// Services learn new parameters and profiles; what was refused a week ago
  /// is asked again.
  static let lifetimeSeconds = 7 * 86_400
  /// Nobody uses more models at more places; the oldest go first.
  static let maximumEntries = 128
  /// A service that refuses more members than this refuses something else.
  static let maximumOmissions = 32

  private(set) var entries: [Key: Entry] = [:]

  /// What to ask differently at `key`; nothing where nothing recent is known.
  func adjustments(for key: Key, unixSeconds now: Int) -> RequestAdjustments {
    guard let entry = entries[key], LearnedFacts.isFresh(entry, at: now) else {
      return RequestAdjustments()
    }
    return entry.adjustments
  }

  /// Replaces what is known at `key`; nothing to ask differently forgets it.
  mutating func learn(_ adjustments: RequestAdjustments, for key: Key, unixSeconds now: Int) {
    entries = entries.filter { LearnedFacts.isFresh($0.value, at: now) }
    guard !adjustments.isEmpty,
      adjustments.omittedMembers.count + adjustments.omittedBetas.count
        <= LearnedFacts.maximumOmissions
    else {
      entries[key] = nil
      return
    }
    entries[key] = Entry(adjustments: adjustments, learnedAt: now)
    while entries.count > LearnedFacts.maximumEntries,
      let oldest = entries.min(by: { $0.value.learnedAt < $1.value.learnedAt })
    {
      entries[oldest.key] = nil
    }
  }

  /// Takes `entry` in, unless something newer is known.
  mutating func merge(_ entry: Entry, for key: Key) {
    guard entries.count < LearnedFacts.maximumEntries || entries[key] != nil else { return }
    if let own = entries[key], own.learnedAt >= entry.learnedAt { return }
    entries[key] = entry
  }

  private static func isFresh(_ entry: Entry, at now: Int) -> Bool {
    // A date in the future is a clock that was wrong.
    entry.learnedAt <= now && now - entry.learnedAt < lifetimeSeconds
  }
}
