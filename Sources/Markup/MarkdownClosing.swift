internal import CCmark

/// Markdown behind which something else can be written.
public enum MarkdownClosing {
  /// What ends the kinds of raw HTML that no blank line ends (CommonMark 4.6).
  private static let endsOfHTML = [
    "-->", "]]>", "?>", ">", "</script>", "</pre>", "</style>", "</textarea>",
  ]
  private static let probe = "probe"

  /// `text` with whatever it leaves open closed, so that nothing that follows
  /// behind a blank line becomes a part of it.
  public static func closed(_ text: String) -> String {
    if isClosed(text) { return text }
    let endings = ([fence(openIn: text)].compactMap { $0 }) + endsOfHTML
    for ending in endings where isClosed(text + "\n" + ending) { return text + "\n" + ending }
    return fenced(text)
  }

  /// `text` as a block of code, whatever fences stand in it.
  public static func fenced(_ text: String, language: String = "") -> String {
    var longest = 2
    var run = 0
    for byte in text.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    return fence + language + "\n" + text + (text.hasSuffix("\n") ? "" : "\n") + fence
  }

  private static func isClosed(_ text: String) -> Bool {
    let tree = MarkdownTree(Array("\(text)\n\n\(probe)\n".utf8))
    guard let last = tree.children.last, case .paragraph = last.kind, last.children.count == 1
    else { return false }
    return last.children.first?.literal == probe
  }

  /// The fence that would close the block of code that is open at the end.
  private static func fence(openIn text: String) -> String? {
    let tree = MarkdownTree(Array(text.utf8))
    guard let last = tree.children.last, case .code = last.kind else { return nil }
    var length: Int32 = 0
    var offset: Int32 = 0
    var character: CChar = 0
    guard cmark_node_get_fenced(last.pointer, &length, &offset, &character) != 0, length > 0
    else { return nil }
    let mark = Character(Unicode.Scalar(UInt8(bitPattern: character)))
    return String(repeating: mark, count: Int(length))
  }
}
