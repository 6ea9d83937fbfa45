import Engine
import Wire

/// Keys of roles that the AWS CLI keeps in `~/.aws/cli/cache`
/// (aws-auth-and-http 3.5). Only read: it saves a call of the portal, and the
/// code of a device that was typed there already.
struct CommandLineRoleCache: Sendable {
  /// Keys with less left are worth nothing.
  private static let marginSeconds = 300

  let context: CredentialContext

  /// Keys of a role of Identity Center.
  func credentials(for source: SingleSignOnSource) async -> ResolvedCredentials? {
    var key = JSONObject()
    key["accountId"] = .string(source.account)
    key["roleName"] = .string(source.roleName)
    if let session = source.session {
      key["sessionName"] = .string(session)
    } else {
      key["startUrl"] = .string(source.startURL)
    }
    guard let keys = await keys(PythonJSON.text(key, separators: .compact)) else { return nil }
    return keys.keys.resolved(
      CredentialFacts(
        source: "\(source.label), keys kept by the AWS CLI", profile: source.profile,
        account: keys.account ?? source.account, role: source.roleName))
  }

  /// Keys of a role that was taken on, with a code of an MFA device or without.
  func credentials(for role: RoleSource) async -> ResolvedCredentials? {
    // Sorted by name, as the key is.
    var key = JSONObject()
    if let seconds = role.durationSeconds { key["DurationSeconds"] = .number(JSONNumber(seconds)) }
    if let id = role.externalID { key["ExternalId"] = .string(id) }
    key["RoleArn"] = .string(role.roleARN)
    if let name = role.sessionName { key["RoleSessionName"] = .string(name) }
    if let serial = role.mfaSerial { key["SerialNumber"] = .string(serial) }
    guard let keys = await keys(PythonJSON.text(key, separators: .spaced)) else { return nil }
    return keys.keys.resolved(
      CredentialFacts(
        source: "role \(role.roleARN), keys kept by the AWS CLI", profile: role.profile,
        account: keys.account, role: role.roleARN))
  }

  private func keys(_ key: String) async -> (keys: RoleKeys, account: String?)? {
    // A cache that cannot be read is no cache.
    guard
      let file = try? TokenFile(
        "\(SHA1.hexDigest(key)).json", in: ".aws/cli/cache", context: context),
      let bytes = try? await context.files.read(file.path),
      let values = (try? JSONValue(parsing: bytes))?["Credentials"],
      let id = values["AccessKeyId"]?.string, let secret = values["SecretAccessKey"]?.string,
      let end = values["Expiration"]?.string.flatMap(ISO8601Time.unixSeconds),
      end - context.unixSeconds() >= Self.marginSeconds, !context.signIn.isRefused(id)
    else { return nil }
    return (
      RoleKeys(
        accessKeyID: id, secretAccessKey: Secret(secret),
        sessionToken: values["SessionToken"]?.string.map(Secret.init), expiresAt: end),
      values["AccountId"]?.string
    )
  }
}
