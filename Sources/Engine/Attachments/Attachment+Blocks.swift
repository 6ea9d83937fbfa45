extension Attachment {
  /// What the model reads. The same attachment gives the same blocks.
  ///
  /// Every line of a file stands behind its number, and every entry of a
  /// directory behind blanks: nothing in them can end the block, or begin
  /// another one.
  var blocks: [ContentBlock] {
    switch content {
    case .text(let text): [.text(Self.block(text, path: path))]
    case .listing(let listing): [.text(Self.block(listing, path: path))]
    case .image(let image):
      [
        .text(
          "<image path=\"\(path)\" format=\"\(image.format.displayName)\""
            + " size=\"\(image.width)x\(image.height)\"/>"), .image(image),
      ]
    case .document(let document):
      [
        .text("<document path=\"\(path)\" format=\"PDF\"\(Self.pages(document))/>"),
        .document(document),
      ]
    }
  }

  /// Stands in the place of a picture that was refused.
  static let leftOut = "[An image was here. The service could not read it; it was left out.]"

  private var path: String { Self.quoted(name) }

  private static func pages(_ document: AttachedDocument) -> String {
    document.pages.map { " pages=\"\($0)\"" } ?? ""
  }

  private static func block(_ text: AttachedText, path: String) -> String {
    var result = "<file path=\"\(path)\""
    if text.isRange || text.isPartial {
      result += " lines=\"\(text.firstLine)-\(text.lastLine)\""
      if let total = text.totalLines { result += " of=\"\(total)\"" }
    }
    guard text.lineCount > 0 else { return result + ">\n(the file is empty)\n</file>" }
    result += ">\n"
    result.reserveCapacity(result.utf8.count + text.text.utf8.count + text.lineCount * 7 + 16)
    var number = text.firstLine
    // Over bytes: a line feed behind a carriage return is one character with
    // it, and would not be found among characters.
    let bytes = text.text.utf8
    var start = bytes.startIndex
    while true {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.endIndex
      result += "\(number)\t"
      result += text.text[start..<end]
      result += "\n"
      number = number.addingSaturated(1)
      guard end < bytes.endIndex else { break }
      start = bytes.index(after: end)
    }
    if text.isPartial {
      let total = text.totalLines.map { " of \($0)" } ?? ""
      result +=
        "PARTIAL view: lines \(text.firstLine)-\(text.lastLine)\(total); the rest was not attached.\n"
    }
    return result + "</file>"
  }

  private static func block(_ listing: AttachedListing, path: String) -> String {
    var result = "<directory path=\"\(path)\""
    if let total = listing.totalEntries { result += " entries=\"\(total)\"" }
    result += ">\n"
    for entry in listing.entries { result += "  \(quoted(entry))\n" }
    if listing.entries.isEmpty { result += "(the directory is empty)\n" }
    if !listing.isWhole {
      result += "PARTIAL view: the first \(listing.entries.count) entries only.\n"
    }
    return result + "</directory>"
  }

  /// A name that may hold anything, within quotation marks and on one line.
  private static func quoted(_ name: String) -> String {
    var result = ""
    for scalar in name.unicodeScalars {
      switch scalar {
      case "\"": result += "&quot;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      case _ where scalar.properties.generalCategory == .control,
        _ where scalar.properties.generalCategory == .lineSeparator,
        _ where scalar.properties.generalCategory == .paragraphSeparator:
        result += "&#\(scalar.value);"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
