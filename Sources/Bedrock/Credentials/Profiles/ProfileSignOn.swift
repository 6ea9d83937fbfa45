import Engine

/// The organisation of IAM Identity Center that a profile signs in at: by a
/// section `sso-session`, or in the older form by the profile itself.
struct ProfileSignOn: Hashable, Sendable {
  var session: String?
  var startURL: String
  var region: String
  var scopes: [String]

  init(_ profile: ProfileSection, in configuration: SharedConfiguration) throws(ModelFailure) {
    if let name = profile["sso_session"] {
      self = try ProfileSignOn(session: name, profile, in: configuration)
      return
    }
    let missing = ["sso_start_url", "sso_region"].filter { profile[$0] == nil }
    guard missing.isEmpty, let startURL = profile["sso_start_url"],
      let region = profile["sso_region"]
    else {
      throw profile.failure(
        "is missing \(missing.joined(separator: " and "))",
        remedy: "Run aws configure sso --profile \(profile.argument).")
    }
    session = nil
    self.startURL = startURL
    self.region = region
    scopes = ProfileSignOn.list(profile["sso_registration_scopes"])
    try check(profile)
  }

  private init(
    session name: String, _ profile: ProfileSection, in configuration: SharedConfiguration
  ) throws(ModelFailure) {
    guard let section = configuration.ssoSessions[name] else {
      let file = configuration.fileNames.first ?? "~/.aws/config"
      throw profile.failure(
        "names sso_session \"\(name)\", but \(file) has no [sso-session \(name)]",
        remedy: EditDistance.nearest(to: name, among: configuration.ssoSessions.keys.sorted()).map {
          "Did you mean \"\($0)\"?"
        } ?? "Run aws configure sso-session to make it.")
    }
    for key in ["sso_region", "sso_start_url"] {
      guard let own = profile[key] else { continue }
      guard let shared = section[key]?.trimmed else {
        throw profile.failure(
          "says \(key), which belongs to [sso-session \(name)]",
          remedy: "Move the line to [sso-session \(name)]\(ProfileSignOn.place(of: section)).")
      }
      guard own == shared else {
        throw profile.failure(
          "says \(key) = \(own), but [sso-session \(name)]\(ProfileSignOn.place(of: section)) says"
            + " \(shared)",
          remedy: "Remove \(key) from the profile.")
      }
    }
    let missing = ["sso_start_url", "sso_region"].filter { section[$0] == nil }
    guard missing.isEmpty, let startURL = section["sso_start_url"]?.trimmed,
      let region = section["sso_region"]?.trimmed
    else {
      throw profile.failure(
        "uses [sso-session \(name)]\(ProfileSignOn.place(of: section)), which is missing"
          + " \(missing.joined(separator: " and "))",
        remedy: "Run aws configure sso-session, or add the key.")
    }
    session = name
    self.startURL = startURL
    self.region = region
    scopes = ProfileSignOn.list(section["sso_registration_scopes"])
    try check(profile)
  }

  /// The region becomes a part of a host's name.
  private func check(_ profile: ProfileSection) throws(ModelFailure) {
    guard AWSRegion.isValid(region) else {
      throw profile.failure(
        "has sso_region = \(region), which is not the name of a region",
        remedy: "Write the region of Identity Center, such as us-east-1.")
    }
  }

  private static func place(of section: ConfigurationSection) -> String {
    section.origin.map { " (\($0))" } ?? ""
  }

  /// A list with commas.
  private static func list(_ text: String?) -> [String] {
    (text ?? "").split(separator: ",").map { String($0).trimmed }.filter { !$0.isEmpty }
  }
}
