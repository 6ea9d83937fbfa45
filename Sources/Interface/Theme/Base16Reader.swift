import TextModel
import Wire

/// Reads colour schemes of the base16 and base24 families: YAML with sixteen
/// or twenty-four colours `base00` … `base17`, at the top or below `palette:`,
/// beside `scheme` or `name`, `author` and `variant`. Of YAML it knows lines
/// of `key: value` with one level below, quotes and comments; that is all
/// that such files hold.
public enum Base16Reader {
  /// The theme of the scheme in `bytes`, and what was not understood.
  public static func read(
    _ bytes: [UInt8], fallbackName: String
  ) -> (theme: ThemeDefinition, problems: [ThemeProblem]) {
    var reading = Base16Reading()
    for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
    {
      reading.take(String(decoding: line, as: UTF8.self), number: index + 1)
    }
    // Any other text would have a mistake a line.
    guard reading.namesColors else {
      reading.problems = []
      reading.complain(
        "not a base16 scheme: none of the colours base00 to base0F is in it", line: 1, column: 1)
      return (ThemeDefinition(name: fallbackName), reading.problems)
    }
    let missing = (0..<16).map(Base16Reading.name).filter { reading.colors[$0] == nil }
    if !missing.isEmpty {
      let lines = max(1, bytes.count { $0 == 0x0A })
      reading.complain("\(missing.joined(separator: ", ")) missing", line: lines, column: 1)
      return (ThemeDefinition(name: fallbackName), reading.problems)
    }
    return (
      ThemeDefinition(name: fallbackName, entries: Base16Roles.entries(reading.colors)),
      reading.problems
    )
  }
}

private struct Base16Reading {
  var colors: [String: UInt32] = [:]
  var problems: [ThemeProblem] = []
  /// Whether there is any line about a colour.
  private(set) var namesColors = false
  /// The key whose members are being read, when there is one.
  private var group: String?

  static func name(_ number: Int) -> String {
    "base0" + String(number, radix: 16, uppercase: true)
  }

  mutating func complain(_ reason: String, line: Int, column: Int) {
    problems.append(
      ThemeProblem(position: JSONPosition(line: line, column: column), reason: reason))
  }

  mutating func take(_ text: String, number: Int) {
    let indent = text.prefix { $0 == " " }.count
    let content = text.dropFirst(indent)
    guard let first = content.first(where: { !$0.isWhitespace }), first != "#",
      !content.hasPrefix("---"), !content.hasPrefix("...")
    else { return }
    if content.first == "\t" {
      return complain("YAML is indented by blanks", line: number, column: indent + 1)
    }
    guard let colon = content.firstIndex(of: ":") else {
      return complain("\"key: value\" expected", line: number, column: indent + 1)
    }
    let key = Self.unquoted(String(content[..<colon]).stripped)
    let rest = content[content.index(after: colon)...]
    let value = Self.value(String(rest))
    let column =
      indent + content.distance(from: content.startIndex, to: colon) + 2
      + rest.prefix { $0 == " " }.count
    if indent == 0 { group = nil }
    guard indent == 0 || group == "palette" else { return }
    if value.isEmpty, indent == 0 {
      group = key
    } else if key.lowercased().hasPrefix("base") {
      takeColor(key, value, line: number, keyColumn: indent + 1, column: column)
    }
  }

  private mutating func takeColor(
    _ key: String, _ value: String, line: Int, keyColumn: Int, column: Int
  ) {
    namesColors = true
    guard let number = UInt8(key.dropFirst(4), radix: 16), key.utf8.count == 6, number < 0x18
    else { return complain("unknown colour \"\(key)\"", line: line, column: keyColumn) }
    let digits = value.hasPrefix("#") ? value.dropFirst() : value[...]
    guard digits.utf8.count == 6, digits.allSatisfy(\.isHexDigit),
      let color = UInt32(digits, radix: 16)
    else {
      return complain("\"\(value)\" is not a colour of six digits", line: line, column: column)
    }
    let high = number >= 0x10 ? "base1" : "base0"
    colors[high + String(number & 0x0F, radix: 16, uppercase: true)] = color
  }

  /// A value without quotes and the comment behind it. A `#` begins a comment
  /// only behind a blank, and a colour's own never has one before it but the
  /// one behind the colon.
  private static func value(_ text: String) -> String {
    let text = text.stripped
    if text == "#" || text.hasPrefix("# ") { return "" }
    if let quote = text.first, quote == "\"" || quote == "'" {
      let body = text.dropFirst()
      return String(body.prefix { $0 != quote })
    }
    guard
      let comment = text.indices.dropFirst().first(where: {
        text[$0] == "#" && text[text.index(before: $0)].isWhitespace
      })
    else { return text }
    return String(text[..<comment]).stripped
  }

  private static func unquoted(_ text: String) -> String {
    guard text.count >= 2, let quote = text.first, quote == "\"" || quote == "'",
      text.last == quote
    else { return text }
    return String(text.dropFirst().dropLast())
  }
}

extension String {
  /// Without blanks, tabs and carriage returns at both ends.
  fileprivate var stripped: String {
    var rest = self[...]
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return String(rest)
  }
}
