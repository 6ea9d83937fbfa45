/// Finds the files that a prompt names: `@path`, `@path:10`, `@path:10-40`,
/// `@"a path with blanks"`.
///
/// A mention begins at the start of the text or behind a blank, a bracket or a
/// quotation mark, so that addresses of people are none. Punctuation at its end
/// belongs to the sentence.
public enum MentionScanner {
  /// More files than that are not read for one prompt.
  public static let maximumMentions = 50
  /// Longest path that a system takes, bytes.
  private static let maximumPathBytes = 4_096
  /// Bytes of a word that are looked at: a path, its lines, and what the
  /// sentence puts behind them. A longer word names nothing, wherever in it an
  /// at sign stands: a pasted megabyte without a blank is passed once.
  private static let maximumWordBytes = maximumPathBytes + 256
  /// Longest `:10-40` behind a quoted path, with what ends the sentence, bytes.
  private static let maximumRangeBytes = 64

  /// The files that `text` names, each once, in the order in which they stand
  /// there.
  public static func mentions(in text: String) -> [MentionedFile] {
    mentions(in: text, limit: maximumMentions)
  }

  /// What is told of a prompt that names more than are read; `nil`: it does not.
  public static func excess(in text: String) -> String? {
    guard mentions(in: text, limit: maximumMentions + 1).count > maximumMentions else { return nil }
    return "Of the names behind @ the first \(maximumMentions) were looked at; name directories,"
      + " or send the other files with another prompt."
  }

  /// Whether `@path` names that path without quotation marks: nothing in it
  /// ends it early, or is taken for lines or for the sentence.
  public static func isPlain(_ path: String) -> Bool {
    !path.utf8.contains { $0 == quotation || $0 == backslash }
      && mentions(in: "@\(path)", limit: 1) == [MentionedFile(path: path)]
  }

  private static func mentions(in text: String, limit: Int) -> [MentionedFile] {
    var found: [MentionedFile] = []
    let bytes = Array(text.utf8)
    var position = 0
    while found.count < limit, let at = bytes[position...].firstIndex(of: at) {
      position = at + 1
      guard at == 0 || opens.contains(bytes[at - 1]) else { continue }
      switch word(in: bytes, from: at + 1) {
      case .mention(let mention, let end):
        position = end
        if !found.contains(mention) { found.append(mention) }
      case .nothing(let end): position = end
      }
    }
    return found
  }

  private static let at = UInt8(ascii: "@")
  private static let quotation = UInt8(ascii: "\"")
  private static let backslash = UInt8(ascii: "\\")
  /// What may stand before a mention.
  private static let opens = Set(" \t\n\r([{<\"'`,;:|".utf8)
  /// What belongs to the sentence, not to the path that it stands behind.
  private static let closes = Set(".,;:!?'\"`>*_".utf8)
  private static let brackets: [(UInt8, UInt8)] = [
    (UInt8(ascii: "("), UInt8(ascii: ")")), (UInt8(ascii: "["), UInt8(ascii: "]")),
    (UInt8(ascii: "{"), UInt8(ascii: "}")),
  ]

  /// What stands behind an at sign, and where to look on.
  private enum Word {
    case mention(MentionedFile, end: Int)
    case nothing(end: Int)
  }

  private static func word(in bytes: [UInt8], from start: Int) -> Word {
    guard start < bytes.count else { return .nothing(end: start) }
    if bytes[start] == quotation { return quoted(in: bytes, from: start + 1) }
    let end = bytes[start...].firstIndex(where: isBlank) ?? bytes.count
    guard end - start <= maximumWordBytes else { return .nothing(end: end) }
    let word = withoutPunctuation(bytes[start..<end])
    guard !word.isEmpty, word.count <= maximumPathBytes else { return .nothing(end: start) }
    let (path, lines) = split(word)
    guard !path.isEmpty else { return .nothing(end: start) }
    return .mention(
      MentionedFile(path: String(decoding: path, as: UTF8.self), lines: lines), end: word.endIndex)
  }

  private static func quoted(in bytes: [UInt8], from start: Int) -> Word {
    var name: [UInt8] = []
    var end = start
    while end < bytes.count, bytes[end] != quotation {
      // A backslash takes a quotation mark, or itself, into the path.
      if bytes[end] == backslash, end + 1 < bytes.count,
        bytes[end + 1] == quotation || bytes[end + 1] == backslash
      {
        end += 1
      }
      guard bytes[end] != 0x0A, name.count < maximumPathBytes else { return .nothing(end: start) }
      name.append(bytes[end])
      end += 1
    }
    guard end < bytes.count, !name.isEmpty else { return .nothing(end: start) }
    let path = String(decoding: name, as: UTF8.self)
    let rest = bytes[(end + 1)...].prefix(maximumRangeBytes).prefix { !isBlank($0) }
    // Looked at further only where lines may stand: text that is made of
    // quoted names is passed once.
    let tail = rest.first == UInt8(ascii: ":") ? withoutPunctuation(rest) : rest.prefix(0)
    guard let lines = range(tail.dropFirst()) else {
      return .mention(MentionedFile(path: path, isCertain: true), end: end + 1)
    }
    return .mention(
      MentionedFile(path: path, lines: lines, isCertain: true), end: tail.endIndex)
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte <= 0x20 }

  /// `word` without what ends the sentence and not the path: a bracket does
  /// where it was not opened within the word.
  private static func withoutPunctuation(_ word: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var unopened: [UInt8: Int] = [:]
    for (open, close) in brackets {
      unopened[close] = word.count { $0 == close } - word.count { $0 == open }
    }
    var rest = word
    while let last = rest.last {
      if closes.contains(last) {
        // `..` and `.` are directories.
        if last == UInt8(ascii: "."), isDots(rest) { break }
      } else {
        guard let count = unopened[last], count > 0 else { break }
        unopened[last] = count - 1
      }
      rest.removeLast()
    }
    return rest
  }

  private static func isDots(_ word: ArraySlice<UInt8>) -> Bool {
    let name = word.suffix(3).reversed().prefix { $0 != UInt8(ascii: "/") }
    return name.count <= 2 && name.allSatisfy { $0 == UInt8(ascii: ".") }
  }

  /// The path, and the lines behind its last colon.
  private static func split(
    _ word: ArraySlice<UInt8>
  ) -> (ArraySlice<UInt8>, ClosedRange<Int>?) {
    guard let colon = word.lastIndex(of: UInt8(ascii: ":")),
      let lines = range(word[(colon + 1)...])
    else { return (word, nil) }
    return (word[..<colon], lines)
  }

  /// `10-40`, `10`, `10-` to the end; `nil`: something else.
  private static func range(_ digits: ArraySlice<UInt8>) -> ClosedRange<Int>? {
    let parts = digits.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count) else { return nil }
    var numbers: [Int] = []
    for (index, part) in parts.enumerated() {
      if index == 1, part.isEmpty {
        numbers.append(MentionedFile.lastLine)
        continue
      }
      guard (1...9).contains(part.count), let number = Int(String(decoding: part, as: UTF8.self)),
        part.allSatisfy({ (0x30...0x39).contains($0) })
      else { return nil }
      // Who counts from 0 means the first line.
      numbers.append(max(1, number))
    }
    guard let first = numbers.first, let last = numbers.last else { return nil }
    return min(first, last)...max(first, last)
  }
}

extension MentionedFile {
  /// As it is written: `@src/a.swift:10-40`, `@"with blanks"`.
  public var written: String {
    let escaped = path.reduce(into: "") { text, character in
      if character == "\"" || character == "\\" { text.append("\\") }
      text.append(character)
    }
    let name = MentionScanner.isPlain(path) ? "@\(path)" : "@\"\(escaped)\""
    guard let lines else { return name }
    if lines.count == 1 { return "\(name):\(lines.lowerBound)" }
    let last = lines.upperBound == Self.lastLine ? "" : "\(lines.upperBound)"
    return "\(name):\(lines.lowerBound)-\(last)"
  }

  /// Whether the word can hardly be anything but a file: in code and in prose
  /// `@app.route("/x")`, `@angular/core` and `@pytest.fixture` are none.
  public var looksLikeFile: Bool {
    if isCertain || lines != nil { return true }
    if ["/", "./", "../", "~/"].contains(where: path.hasPrefix) { return true }
    guard !path.contains(where: { "(\"=".contains($0) }),
      let name = path.split(separator: "/").last, let dot = name.lastIndex(of: "."),
      dot > name.startIndex
    else { return false }
    return Self.endings.contains(name[name.index(after: dot)...].lowercased())
  }

  /// Endings of the files that people name to an assistant for code.
  private static let endings = Set(
    """
    adoc asm astro avsc awk bash bat bib bzl c cc cfg clj cljs cmake conf cpp cs csproj css csv cu \
    cxx d dart diff dockerfile docx ejs el elm env erb erl ex exs f90 fish fs fsx gif go gql \
    gradle graphql groovy h haml hbs hh hpp hs htm html hxx ini ipynb java jl jpeg jpg js json \
    jsonc jsonl jsx kt kts less lisp lock log lua m make mak markdown md mdx mjs mk ml mli mm nim \
    nix org patch pdf php pl plist png po pod proto ps1 pug py pyi pyx r rb re rkt rs rst s sass \
    scala scss sh sln sol sql srt sv svelte svg swift tcl tex tf tfvars thrift toml ts tsv tsx \
    txt v vb vhd vim vue wat webp xml xsd xsl yaml yml zig zsh
    """.split(separator: " ").map(String.init))

  /// Whether `attachment` is what this mention was read as.
  public func names(_ attachment: Attachment) -> Bool {
    guard attachment.name == path else { return false }
    guard case .text(let text) = attachment.content else { return lines == nil }
    guard let lines else { return !text.isRange }
    return text.isRange && text.firstLine == lines.lowerBound
  }
}
