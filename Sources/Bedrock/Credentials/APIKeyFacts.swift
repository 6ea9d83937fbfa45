internal import Engine
internal import Wire

/// What a Bedrock API key tells about itself (aws-auth-and-http 3.6).
public struct APIKeyFacts: Hashable, Sendable {
  /// The two kinds of keys, and texts that are neither.
  public enum Kind: Hashable, Sendable {
    /// A presigned call: for one region, for 12 hours at most.
    case shortTerm
    /// Belongs to an IAM user; says nothing about itself.
    case longTerm
    /// Something that a gateway may know.
    case unknown
  }

  private static let shortTermPrefix = "bedrock-api-key-"
  private static let longTermPrefix = "ABSK"

  /// Which kind it is.
  public var kind: Kind
  /// The one region that a short-term key holds for.
  public var region: String?
  /// When a short-term key ends, seconds since 1970.
  public var expiresAt: Int?

  /// Reads `key`, which `normalized` has been applied to.
  public init(_ key: Secret) {
    let text = key.reveal()
    guard text.hasPrefix(APIKeyFacts.shortTermPrefix) else {
      kind = text.hasPrefix(APIKeyFacts.longTermPrefix) ? .longTerm : .unknown
      return
    }
    kind = .shortTerm
    let parameters = APIKeyFacts.parameters(
      of: String(text.dropFirst(APIKeyFacts.shortTermPrefix.count)))
    region = parameters["X-Amz-Credential"].flatMap(APIKeyFacts.region(ofScope:))
    if let start = parameters["X-Amz-Date"].flatMap(APIKeyFacts.unixSeconds),
      let length = parameters["X-Amz-Expires"].flatMap({ Int($0) }),
      (0...APIKeyFacts.maximumLifeSeconds).contains(length)
    {
      expiresAt = start + length
    }
  }

  /// Longest life that a presigned call can have: a week (AWS's Signature
  /// Version 4, query parameters).
  private static let maximumLifeSeconds = 604_800

  /// `text` without the quotes and line breaks that copying adds.
  public static func normalized(_ text: String) -> Secret {
    Secret(text.filter { !$0.isWhitespace && $0 != "\"" && $0 != "'" })
  }

  /// The query of the call that `encoded` holds.
  private static func parameters(of encoded: String) -> [String: String] {
    let digits = encoded.utf8.filter { $0 != UInt8(ascii: "=") }.map { byte in
      switch byte {
      case UInt8(ascii: "-"): UInt8(ascii: "+")
      case UInt8(ascii: "_"): UInt8(ascii: "/")
      default: byte
      }
    }
    let padding = [UInt8](repeating: UInt8(ascii: "="), count: (4 - digits.count % 4) % 4)
    guard let bytes = Base64.decode(digits + padding) else { return [:] }
    let call = String(decoding: bytes, as: UTF8.self)
    guard let mark = call.firstIndex(of: "?") else { return [:] }
    var parameters: [String: String] = [:]
    for pair in call[call.index(after: mark)...].split(separator: "&") {
      let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard halves.count == 2 else { continue }
      parameters[String(halves[0])] = PercentEncoding.decode(String(halves[1]))
    }
    return parameters
  }

  /// The third field of `AKIA…/20261121/us-east-1/bedrock/aws4_request`,
  /// counted from zero behind the key: the access key id holds no slash.
  private static func region(ofScope scope: String) -> String? {
    let fields = scope.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard fields.count == 5, AWSRegion.isValid(fields[2]) else { return nil }
    return fields[2]
  }

  /// The moment `20261121T120000Z`.
  private static func unixSeconds(_ text: String) -> Int? {
    let characters = Array(text)
    guard characters.count == 16, characters[8] == "T" else { return nil }
    func part(_ range: Range<Int>) -> String { String(characters[range]) }
    return ISO8601Time.unixSeconds(
      "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))T\(part(9..<11)):\(part(11..<13)):"
        + "\(part(13..<15))Z")
  }
}

extension ResolvedCredentials {
  /// Refuses a short-term API key for another region than the request's: the
  /// service would only say that authentication failed.
  func check(
    region: String, of service: ServiceErrorContext.Service
  ) throws(ModelFailure) {
    guard service != .direct, let keyRegion = self.region, keyRegion != region else { return }
    throw ModelFailure(
      kind: .credentials,
      message: "The API key is for \(keyRegion), the region of the request is \(region):"
        + " short-term keys hold for one region.",
      remedy: "Set AWS_REGION=\(keyRegion), or make a key for \(region).")
  }
}
