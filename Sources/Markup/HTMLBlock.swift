/// The seven kinds of HTML blocks (CommonMark 0.29, chapter 4.6), told apart
/// by what ends them.
enum HTMLBlock: Equatable {
  /// A line that holds one of these, lower-cased.
  case endsWith([String])
  /// A blank line.
  case endsAtBlank

  /// The block that `text` starts; `interrupting` a paragraph a single tag of
  /// no known name does not.
  static func start(_ text: ArraySlice<UInt8>, interrupting: Bool) -> HTMLBlock? {
    guard text.first == Byte.less else { return nil }
    let head = lowered(text.prefix(longestStart))
    if ["<script", "<pre", "<style"].contains(where: { isTag(head, $0, closing: false) }) {
      return .endsWith(["</script>", "</pre>", "</style>"])
    }
    if head.starts(with: "<!--") { return .endsWith(["-->"]) }
    if head.starts(with: "<?") { return .endsWith(["?>"]) }
    if head.starts(with: "<![cdata[") { return .endsWith(["]]>"]) }
    let third = text.dropFirst(2).first ?? 0
    if head.starts(with: "<!"), Byte.isLetter(third), third & 0x20 == 0 {
      return .endsWith([">"])
    }
    let name = head.drop { $0 == "<" || $0 == "/" }.prefix { $0.isLetter || $0.isNumber }
    if blockNames.contains(String(name)),
      isTag(head, "<" + name, closing: true) || isTag(head, "</" + name, closing: true)
    {
      return .endsAtBlank
    }
    return !interrupting && isLoneTag(text) ? .endsAtBlank : nil
  }

  /// Whether the block ends with a line of `text`.
  func ends(with text: ArraySlice<UInt8>) -> Bool {
    switch self {
    case .endsWith(let marks):
      guard text.contains(Byte.greater) else { return false }
      let line = HTMLBlock.lowered(text)
      return marks.contains { line.contains($0) }
    case .endsAtBlank: return false
    }
  }

  /// Bytes of the longest thing looked for at the start of a line.
  private static let longestStart = 16

  /// `head` is `start`, then a blank, `>`, `/>` (where `closing`) or nothing.
  private static func isTag(_ head: String, _ start: some StringProtocol, closing: Bool) -> Bool {
    guard head.starts(with: start) else { return false }
    let rest = head.utf8.dropFirst(start.utf8.count)
    guard let next = rest.first else { return true }
    return Byte.isBlank(next) || next == Byte.greater
      || closing && next == UInt8(ascii: "/") && rest.dropFirst().first == Byte.greater
  }

  private static func lowered(_ text: ArraySlice<UInt8>) -> String {
    String(decoding: text.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }, as: UTF8.self)
  }

  /// Whether `text` is one complete open or closing tag and nothing else.
  private static func isLoneTag(_ text: ArraySlice<UInt8>) -> Bool {
    var tag = TagScanner(rest: text.dropFirst())
    let isClosing = tag.take(UInt8(ascii: "/"))
    guard tag.takeName() else { return false }
    if !isClosing {
      while tag.takeAttribute() {}
      tag.skipBlanks()
      _ = tag.take(UInt8(ascii: "/"))
    }
    tag.skipBlanks()
    return tag.take(Byte.greater) && tag.rest.allSatisfy(Byte.isBlank)
  }

  /// Names of chapter 4.6, condition 6.
  private static let blockNames: Set<String> = [
    "address", "article", "aside", "base", "basefont", "blockquote", "body", "caption", "center",
    "col", "colgroup", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "frame", "frameset", "h1", "h2", "h3", "h4", "h5",
    "h6", "head", "header", "hr", "html", "iframe", "legend", "li", "link", "main", "menu",
    "menuitem", "nav", "noframes", "ol", "optgroup", "option", "p", "param", "section", "source",
    "title", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "ul",
  ]
}

/// Reads a tag piece by piece (CommonMark 0.29, chapter 6.10).
private struct TagScanner {
  var rest: ArraySlice<UInt8>

  mutating func take(_ byte: UInt8) -> Bool {
    guard rest.first == byte else { return false }
    rest.removeFirst()
    return true
  }

  mutating func skipBlanks() { rest = rest.drop(while: Byte.isBlank) }

  mutating func takeName() -> Bool {
    guard let first = rest.first, Byte.isLetter(first) else { return false }
    rest = rest.drop { Byte.isLetter($0) || Byte.isDigit($0) || $0 == Byte.dash }
    return true
  }

  mutating func takeAttribute() -> Bool {
    guard let first = rest.first, Byte.isBlank(first) else { return false }
    var copy = self
    copy.skipBlanks()
    guard let start = copy.rest.first,
      Byte.isLetter(start) || start == UInt8(ascii: "_") || start == Byte.colon
    else { return false }
    copy.rest = copy.rest.drop {
      Byte.isLetter($0) || Byte.isDigit($0) || "_.:-".utf8.contains($0)
    }
    self = copy
    copy.skipBlanks()
    if copy.take(UInt8(ascii: "=")) {
      copy.skipBlanks()
      guard copy.takeValue() else { return false }
      self = copy
    }
    return true
  }

  private mutating func takeValue() -> Bool {
    guard let quote = rest.first else { return false }
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      guard let end = rest.dropFirst().firstIndex(of: quote) else { return false }
      rest = rest[(end + 1)...]
      return true
    }
    let value = rest.prefix { !Byte.isBlank($0) && !"\"'=<>`".utf8.contains($0) }
    rest = rest[value.endIndex...]
    return !value.isEmpty
  }
}
