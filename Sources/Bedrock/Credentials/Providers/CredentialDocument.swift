import Engine
import Wire

/// Keys as processes, containers and instances write them into JSON.
struct CredentialDocument: Hashable {
  var accessKeyID: String
  var secretAccessKey: Secret
  var sessionToken: Secret?
  /// Seconds since 1970.
  var expiresAt: Int?
  var account: String?

  /// Why a document cannot be used: a clause such as `AccessKeyId is missing`.
  struct Problem: Error, Hashable { var clause: String }

  /// Reads the members of `value`; `tokenName` is the session token's.
  init(_ value: JSONValue, tokenName: String) throws(Problem) {
    accessKeyID = try Self.text(value, "AccessKeyId")
    secretAccessKey = Secret(try Self.text(value, "SecretAccessKey"))
    sessionToken = value[tokenName]?.string.flatMap { $0.isEmpty ? nil : Secret($0) }
    account = value["AccountId"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    switch value["Expiration"] {
    case .none, .null: expiresAt = nil
    case .string(let text) where text.isEmpty: expiresAt = nil
    case .string(let text):
      guard let time = ISO8601Time.unixSeconds(text) else {
        throw Problem(clause: "Expiration is not a time such as 2026-11-21T12:00:00Z")
      }
      expiresAt = time
    default: throw Problem(clause: "Expiration is not a text")
    }
  }

  private static func text(_ value: JSONValue, _ name: String) throws(Problem) -> String {
    guard let text = value[name]?.string, !text.trimmed.isEmpty else {
      throw Problem(clause: "\(name) is missing")
    }
    return text.trimmed
  }

  /// The keys with their facts; `facts` needs neither key nor expiry.
  func resolved(_ facts: CredentialFacts) -> ResolvedCredentials {
    var facts = facts
    facts.account = account ?? facts.account
    facts.expiresAt = expiresAt
    return ResolvedCredentials(
      accessKeyID: accessKeyID, secretAccessKey: secretAccessKey, sessionToken: sessionToken,
      facts: facts)
  }
}

extension ResolvedCredentials {
  /// How much of a key's name is shown.
  private static let shownKeyCharacters = 4

  /// As much of a key as tells it from others.
  static func ending(of key: String) -> String { String(key.suffix(shownKeyCharacters)) }

  /// Keys, with their ending told in the facts.
  init(
    accessKeyID: String, secretAccessKey: Secret, sessionToken: Secret?, facts: CredentialFacts
  ) {
    var facts = facts
    facts.keyEnding = Self.ending(of: accessKeyID)
    self.init(
      .keys(
        accessKeyID: accessKeyID, secretAccessKey: secretAccessKey, sessionToken: sessionToken),
      facts: facts)
  }

  /// Makes every secret in here known to `redactor`.
  func teach(_ redactor: Redactor) {
    switch credentials {
    case .keys(_, let secret, let token):
      redactor.learn(secret, name: "secret access key")
      if let token { redactor.learn(token, name: "session token") }
    case .bearer(let token): redactor.learn(token, name: "API key")
    case .apiKey(let key): redactor.learn(key, name: "API key")
    }
  }
}
