import TextModel

/// What mends a failure, as lines: sentences behind an arrow, and JSON (a
/// policy statement to add) as a block of code that copies clean.
enum RemedyText {
  /// Lines of a remedy that are shown; a policy of many statements ends there.
  private static let maximumLines = 60
  /// Bytes of a remedy that are looked at.
  private static let maximumBytes = 8_192

  static func lines(of remedy: String) -> [StyledLine] {
    let text = String(decoding: remedy.utf8.prefix(maximumBytes), as: UTF8.self)
    var lines: [StyledLine] = []
    var isInCode = false
    for line in text.split(separator: "\n") {
      if isInCode || line.hasPrefix("{") {
        lines += code(line)
        isInCode = !closes(line)
      } else if let object = embeddedJSON(in: line) {
        lines.append(sentence(line[..<object.lowerBound], isFirst: lines.isEmpty))
        lines += code(line[object])
        let rest = line[object.upperBound...].drop { ",. ".contains($0) }
        if !rest.isEmpty { lines.append(sentence(rest, isFirst: false)) }
      } else {
        lines.append(sentence(line, isFirst: lines.isEmpty))
      }
    }
    return Array(lines.prefix(maximumLines))
  }

  private static func sentence(_ line: Substring, isFirst: Bool) -> StyledLine {
    let style = TextStyle(.accent)
    return StyledLine(
      [StyledRun((isFirst ? "  → " : "    ") + line.trimmedAtEnd, style)],
      continuation: [StyledRun("    ")])
  }

  /// Where a whole object stands in the line.
  private static func embeddedJSON(in line: Substring) -> Range<Substring.Index>? {
    guard let start = line.firstIndex(of: "{"), line[start...].dropFirst().first == "\"" else {
      return nil
    }
    var depth = 0
    var isInString = false
    var isEscaped = false
    for index in line[start...].indices {
      let character = line[index]
      if isInString {
        if character == "\"", !isEscaped { isInString = false }
        isEscaped = character == "\\" && !isEscaped
        continue
      }
      if character == "\"" { isInString = true }
      if character == "{" { depth += 1 }
      if character == "}" { depth -= 1 }
      if depth == 0 { return start..<line.index(after: index) }
    }
    return nil
  }

  /// A block that began with `{` ends with a brace in the first column, or on
  /// its own line.
  private static func closes(_ line: Substring) -> Bool {
    line.hasPrefix("}") || line.hasPrefix("{") && line.hasSuffix("}")
  }

  /// An object of one line is opened to several, so that none need be broken.
  private static func code(_ line: Substring) -> [StyledLine] {
    let rows = line.hasPrefix("{\"") && line.hasSuffix("}") ? opened(line) : [String(line)]
    return rows.map {
      StyledLine([StyledRun($0, TextStyle(.codeBlock))], wrapsAtWords: false)
    }
  }

  /// JSON with a line for every member, indented by two.
  static func opened(_ json: Substring) -> [String] {
    var rows = [""]
    var depth = 0
    var isInString = false
    var isEscaped = false
    func breakLine() { rows.append(String(repeating: " ", count: 2 * max(0, depth))) }
    for character in json {
      if isInString {
        rows[rows.count - 1].append(character)
        if character == "\"", !isEscaped { isInString = false }
        isEscaped = character == "\\" && !isEscaped
        continue
      }
      switch character {
      case "{", "[":
        rows[rows.count - 1].append(character)
        depth += 1
        breakLine()
      case "}", "]":
        depth -= 1
        breakLine()
        rows[rows.count - 1].append(character)
      case ",":
        rows[rows.count - 1].append(character)
        breakLine()
      case ":": rows[rows.count - 1] += ": "
      case " ": break
      default:
        rows[rows.count - 1].append(character)
        isInString = character == "\""
      }
    }
    return rows
  }
}

extension Substring {
  /// Without the blanks at its end.
  fileprivate var trimmedAtEnd: Substring {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
