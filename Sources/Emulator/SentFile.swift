import Wire

/// An image or a PDF of a request: looked at as the service does, so that what
/// it would refuse is refused here too (bedrock-wire 1.7, 4.7).
struct SentFile {
  /// As sent, in base64.
  let bytes: Int
  /// What it counts as.
  let tokens: Int

  /// Characters of base64 of the largest image.
  private static let maximumImageCharacters = 5_242_880
  private static let maximumSide = 8_000
  private static let maximumConverseDocumentBytes = 4_718_592
  private static let tokensPerPage = 2_000
  /// Of the older models, which see less.
  private static let maximumImageTokens = 1_568
  private static let pixelsPerToken = 28

  private init(bytes: Int, tokens: Int) {
    self.bytes = bytes
    self.tokens = tokens
  }

  /// Of a native block.
  init(native type: String, _ source: JSONValue, at path: String) throws(ServiceFailure) {
    let place = "\(path).\(type).source"
    guard source["type"] == "base64" else {
      throw .validation("\(place): Input tag found using 'type' does not match 'base64'")
    }
    guard let media = source["media_type"]?.string else {
      throw .validation("\(place).base64.media_type: Field required")
    }
    guard let data = source["data"]?.string else {
      throw .validation("\(place).base64.data: Field required")
    }
    if type == "image", data.utf8.count > Self.maximumImageCharacters {
      throw .validation(
        "\(place).base64: image exceeds 5 MB maximum: \(data.utf8.count) bytes > 5242880 bytes")
    }
    guard let content = Base64.decode(Array(data.utf8)) else {
      throw .validation("\(place).base64.data: Invalid base64 data")
    }
    try self.init(type, content, media: media, encoded: data.utf8.count)
  }

  /// Of a block of Converse.
  init(converse kind: String, _ value: JSONValue) throws(ServiceFailure) {
    guard let data = value["source"]?["bytes"]?.string else {
      // Other sources are as good as a text.
      self.init(bytes: value.serialized().count, tokens: TokenEstimate.tokensPerAttachment)
      return
    }
    guard let content = Base64.decode(Array(data.utf8)) else {
      throw ServiceFailure(400, "SerializationException", "STRING_VALUE can not be decoded")
    }
    if kind == "document" {
      try Self.check(name: value["name"]?.string ?? "")
      guard content.count <= Self.maximumConverseDocumentBytes else {
        throw .validation("The document exceeds the maximum size of 4.5 MB.")
      }
      guard value["format"] == "pdf" else {
        self.init(bytes: data.utf8.count, tokens: TokenEstimate.tokens(bytes: content.count))
        return
      }
    }
    let media = "\(kind == "image" ? "image" : "application")/\(value["format"]?.string ?? "")"
    try self.init(kind, content, media: media, encoded: data.utf8.count)
  }

  private static func check(name: String) throws(ServiceFailure) {
    let allowed = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -()[]")
    guard name.allSatisfy(allowed.contains), !name.contains("  ") else {
      throw .validation(
        "The document file name can only contain alphanumeric characters, whitespace characters, "
          + "hyphens, parentheses, and square brackets. The name can't contain more than one "
          + "consecutive whitespace character. Edit the name and try again.")
    }
  }

  private init(
    _ kind: String, _ content: [UInt8], media: String, encoded: Int
  ) throws(ServiceFailure) {
    bytes = encoded
    guard kind == "image" else {
      guard media == "application/pdf", content.starts(with: Array("%PDF".utf8)) else {
        throw .validation("The PDF specified was not valid.")
      }
      tokens = Self.tokensPerPage
      return
    }
    guard let size = Self.size(content, media: media) else {
      throw .validation("Could not process image")
    }
    guard max(size.width, size.height) <= Self.maximumSide else {
      throw .validation(
        "At least one of the image dimensions exceed max allowed size: 8000 pixels")
    }
    let squares = { (pixels: Int) in (pixels + Self.pixelsPerToken - 1) / Self.pixelsPerToken }
    tokens = min(Self.maximumImageTokens, squares(size.width) * squares(size.height))
  }

  /// Pixels of an image; of formats other than PNG and GIF only the first
  /// bytes are looked at. `nil`: it is not what it says.
  private static func size(_ bytes: [UInt8], media: String) -> (width: Int, height: Int)? {
    func number(_ range: Range<Int>) -> Int { bytes[range].reduce(0) { $0 << 8 | Int($1) } }
    switch media {
    case "image/png":
      guard bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]), bytes.count >= 24 else { return nil }
      return (number(16..<20), number(20..<24))
    case "image/gif":
      guard bytes.starts(with: Array("GIF8".utf8)), bytes.count >= 10 else { return nil }
      return (Int(bytes[6]) | Int(bytes[7]) << 8, Int(bytes[8]) | Int(bytes[9]) << 8)
    case "image/jpeg": return bytes.starts(with: [0xFF, 0xD8]) ? (1_024, 1_024) : nil
    case "image/webp":
      let isWebP = bytes.count >= 12 && Array(bytes[8..<12]) == Array("WEBP".utf8)
      return isWebP ? (1_024, 1_024) : nil
    default: return nil
    }
  }
}
