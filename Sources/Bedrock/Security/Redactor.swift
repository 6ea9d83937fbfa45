internal import Synchronization
public import Wire

/// The one place through which text passes on its way into a log, a crash
/// report or an error of a foreign program (aws-auth-and-http 6): first every
/// secret that is known, then everything that looks like one.
///
/// Redacting twice is redacting once. Takes time linear in the text. What is
/// taken out begins and ends at ASCII bytes or at whole secrets, so UTF-8
/// stays UTF-8.
public final class Redactor: Sendable {
  private let secrets = Mutex(LearntSecrets())

  /// A redactor that knows no secret yet.
  public init() {}

  /// From now on `secret`, also percent-encoded, in base 64 or escaped for
  /// JSON, is written as `‹redacted:name›`. Shorter ones than eight bytes are
  /// not learnt: they would blot out innocent text.
  public func learn(_ secret: Secret, name: String) {
    secrets.withLock { $0.learn(secret.reveal(), name: name) }
  }

  /// `text` without what is secret in it.
  public func redact(_ text: String) -> String {
    String(decoding: redact(Array(text.utf8)), as: UTF8.self)
  }

  /// `bytes` without what is secret in them; need not be UTF-8.
  public func redact(_ bytes: [UInt8]) -> [UInt8] {
    var redaction = PatternRedaction(secrets.withLock { $0.redact(bytes) })
    return redaction.run()
  }

  /// `value` with every text in it redacted; members whose names say that they
  /// are secret lose their whole text.
  public func redact(_ value: JSONValue) -> JSONValue {
    switch value {
    case .null, .bool, .number: return value
    case .string(let text): return .string(redact(text))
    case .array(let values): return .array(values.map { redact($0) })
    case .object(let object): return .object(redact(object))
    }
  }

  /// The same for the members of an object.
  public func redact(_ object: JSONObject) -> JSONObject {
    var redacted = JSONObject()
    for member in object.members {
      if case .string = member.value, SecretName.isSecret(member.name) {
        redacted[member.name] = .string(RedactionMark.plain)
      } else {
        redacted[redact(member.name)] = redact(member.value)
      }
    }
    return redacted
  }
}

/// What stands where a secret stood.
enum RedactionMark {
  /// For what only looks like a secret.
  static let plain = "‹redacted›"
  /// For a secret that is known by name.
  static func named(_ name: String) -> String { "‹redacted:\(name)›" }
  /// For an access key id, which is told by its end.
  static func ending(_ bytes: ArraySlice<UInt8>) -> String {
    named("…" + String(decoding: bytes, as: UTF8.self))
  }
}
