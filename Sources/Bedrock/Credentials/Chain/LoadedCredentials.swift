import Engine

/// Credentials and what they came from.
struct LoadedCredentials: Sendable {
  /// From here on they are renewed while they still serve.
  static let renewalSeconds = 15 * 60
  /// From here on nobody is given them before renewal was tried: a request
  /// must outlive its start.
  static let marginSeconds = 5 * 60

  var resolved: ResolvedCredentials
  var provider: ConfiguredProvider?
  /// Every file that they depend on, as it was.
  var paths: [String]
  var stamps: [String: FileStamp]

  /// What an age asks for.
  enum Age { case fresh, renewing, due, over }

  func age(unixSeconds: Int) -> Age {
    guard let end = resolved.facts.expiresAt else { return .fresh }
    let left = end - unixSeconds
    if left > Self.renewalSeconds { return .fresh }
    if left > Self.marginSeconds { return .renewing }
    return left > 0 ? .due : .over
  }
}
