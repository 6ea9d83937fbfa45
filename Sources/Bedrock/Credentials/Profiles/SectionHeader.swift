/// The line that begins a section: `[profile dev] # comment`.
struct SectionHeader: Hashable, Sendable {
  /// What stands between the brackets, by words; a quoted word may hold
  /// blanks (`[profile "my own"]`, as the AWS CLI writes it).
  private(set) var words: [Word] = []

  struct Word: Hashable, Sendable {
    var text = ""
    var isQuoted = false

    /// Whether it can name a section. Quotes allow what is no control
    /// character.
    var isName: Bool {
      isQuoted
        ? !text.isEmpty && text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
        : ConfigurationName.isValid(text)
    }
  }

  /// Reads a line that begins with `[`; `nil` unless the bracket is closed and
  /// nothing but a comment follows.
  init?(_ line: String) {
    var rest = line.dropFirst()[...]
    while let character = rest.popFirst() {
      switch character {
      case "]":
        let tail = String(rest).trimmed
        guard tail.isEmpty || tail.hasPrefix("#") || tail.hasPrefix(";") else { return nil }
        return
      case "#", ";": return nil
      case "\"", "'":
        guard let quoted = SectionHeader.quoted(by: character, &rest) else { return nil }
        words.append(Word(text: quoted, isQuoted: true))
      case _ where character.isWhitespace: continue
      default:
        let more = rest.prefix { !$0.isWhitespace && !"]#;".contains($0) }
        rest = rest[more.endIndex...]
        words.append(Word(text: String(character) + more))
      }
    }
    return nil
  }

  /// The text up to the closing quote; between double quotes a backslash
  /// takes the next character as it is.
  private static func quoted(by quote: Character, _ rest: inout Substring) -> String? {
    var text = ""
    while let character = rest.popFirst() {
      if character == quote { return text }
      if character == "\\", quote == "\"" {
        guard let escaped = rest.popFirst() else { return nil }
        text.append(escaped)
      } else {
        text.append(character)
      }
    }
    return nil
  }
}

/// Names of sections and properties.
enum ConfigurationName {
  /// `[A-Za-z0-9_\-/.%@:+]+`.
  static func isValid(_ name: String) -> Bool {
    !name.isEmpty
      && name.utf8.allSatisfy {
        (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
          || "_-/.%@:+".utf8.contains($0)
      }
  }
}
