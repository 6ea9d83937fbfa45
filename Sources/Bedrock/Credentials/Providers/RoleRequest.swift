/// What is asked of STS to take on a role.
struct RoleRequest {
  /// Of the query protocol.
  static let version = "2011-06-15"
  /// STS refuses longer session names.
  private static let maximumSessionNameLength = 64

  /// Without the MFA code.
  let form: [(String, String)]
  /// The role and its profile, for error texts.
  let name: String

  init(_ role: RoleSource, sessionName: String) {
    var form = [
      ("Action", "AssumeRole"), ("Version", Self.version), ("RoleArn", role.roleARN),
      ("RoleSessionName", sessionName),
    ]
    if let id = role.externalID { form.append(("ExternalId", id)) }
    if let seconds = role.durationSeconds { form.append(("DurationSeconds", String(seconds))) }
    self.form = form
    name = "the role \(role.roleARN) of profile \(role.profile)"
  }

  /// Stable, so that an audit log shows one session name for one person.
  static func sessionName(user: String?) -> String {
    let allowed = (user ?? "").unicodeScalars.filter {
      $0.isASCII
        && ($0.properties.isAlphabetic || ("0"..."9").contains($0)
          || "+=,.@-_".unicodeScalars.contains($0))
    }
    let name = String(String.UnicodeScalarView(allowed))
    return String((name.isEmpty ? "adit-session" : "adit-\(name)").prefix(maximumSessionNameLength))
  }

  /// The region in which a role's partition has STS for certain.
  static func homeRegion(ofRole arn: String) -> String {
    let parts = arn.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
    switch parts.count > 1 ? parts[1] : "aws" {
    case "aws-cn": return "cn-north-1"
    case "aws-us-gov": return "us-gov-west-1"
    case "aws-eusc": return "eusc-de-east-1"
    default: return "us-east-1"
    }
  }

  /// The account in `arn:aws:sts::123456789012:assumed-role/…`.
  static func account(ofARN arn: String) -> String? {
    let parts = arn.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count > 5, !parts[4].isEmpty else { return nil }
    return String(parts[4])
  }
}
