internal import Wire

extension Attachment {
  /// As it is kept.
  var json: JSONValue {
    var object = JSONObject()
    object["name"] = .string(name)
    switch content {
    case .text(let text):
      object["kind"] = "text"
      object["first_line"] = JSONValue(text.firstLine)
      object["lines"] = JSONValue(text.lineCount)
      object.add("of_lines", text.totalLines)
      object["file_bytes"] = JSONValue(text.fileBytes)
      object.add("range", if: text.isRange)
      object.add("partial", if: text.isPartial)
      object["text"] = .string(text.text)
    case .listing(let listing):
      object["kind"] = "directory"
      object.add("of_entries", listing.totalEntries)
      object["entries"] = .array(listing.entries.map { .string($0) })
    case .image(let image):
      object["kind"] = "image"
      object["format"] = .string(image.format.rawValue)
      object["width"] = JSONValue(image.width)
      object["height"] = JSONValue(image.height)
      object["base64"] = .string(image.bytes.base64)
    case .document(let document):
      object["kind"] = "pdf"
      object.add("pages", document.pages)
      object["base64"] = .string(document.bytes.base64)
    }
    return .object(object)
  }

  /// `nil`: damaged, or of a kind that is not known.
  init?(json: JSONValue) {
    guard let name = json["name"]?.string, let kind = json["kind"]?.string else { return nil }
    self.name = name
    switch kind {
    case "text":
      guard let text = AttachedText(json: json) else { return nil }
      content = .text(text)
    case "directory":
      guard let entries = json["entries"]?.array else { return nil }
      content = .listing(
        AttachedListing(
          entries: entries.compactMap(\.string),
          totalEntries: KeptNumber.tokens(json["of_entries"])))
    case "image":
      guard let format = json["format"]?.string.flatMap(AttachedImage.Format.init),
        let base64 = json["base64"]?.string
      else { return nil }
      content = .image(
        AttachedImage(
          format: format, width: KeptNumber.tokens(json["width"]) ?? 0,
          height: KeptNumber.tokens(json["height"]) ?? 0, bytes: EncodedBytes(base64: base64)))
    case "pdf":
      guard let base64 = json["base64"]?.string else { return nil }
      content = .document(
        AttachedDocument(
          pages: KeptNumber.tokens(json["pages"]), bytes: EncodedBytes(base64: base64)))
    default: return nil
    }
  }
}

extension AttachedText {
  fileprivate init?(json: JSONValue) {
    guard let text = json["text"]?.string else { return nil }
    self.init(
      text: text, firstLine: max(1, KeptNumber.tokens(json["first_line"]) ?? 1),
      lineCount: KeptNumber.tokens(json["lines"]) ?? 0,
      totalLines: KeptNumber.tokens(json["of_lines"]),
      fileBytes: KeptNumber.tokens(json["file_bytes"]) ?? text.utf8.count,
      isRange: json["range"]?.bool ?? false, isPartial: json["partial"]?.bool ?? false)
  }
}
