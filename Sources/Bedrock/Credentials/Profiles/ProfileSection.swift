import Engine

/// A profile's name and what it says.
struct ProfileSection: Hashable, Sendable {
  var name: String
  var section: ConfigurationSection

  subscript(key: String) -> String? { section[key]?.trimmed }

  /// Whether it names a role of Identity Center, complete or not.
  var namesSingleSignOn: Bool {
    self["sso_account_id"] != nil || self["sso_role_name"] != nil
  }

  /// Whether it names an organisation of Identity Center.
  var mentionsSingleSignOn: Bool {
    self["sso_session"] != nil || self["sso_start_url"] != nil
  }

  /// The name as an argument of a command that is shown.
  var argument: String { ShellWord.quoted(name) }

  /// `Profile "dev" (~/.aws/config:12) has no credentials.`
  func failure(_ clause: String, remedy: String?) -> ModelFailure {
    let place = section.origin.map { " (\($0))" } ?? ""
    return ModelFailure(
      kind: .credentials, message: "Profile \"\(name)\"\(place) \(clause).", remedy: remedy)
  }
}
