/// Plain text in lines, for help and manual page.
enum TextWrap {
  /// The words of `text` in lines of at most `width` characters; a longer
  /// word has a line of its own.
  static func lines(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.count + 1 + word.count <= width {
        lines[lines.count - 1] += " \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }

  /// `label`, and behind it from `column` on `text`; a label that is too long
  /// has a line of its own.
  static func entry(_ label: String, _ text: String, column: Int, width: Int) -> String {
    let lines = lines(text, width: width - column)
    let indent = String(repeating: " ", count: column)
    let fits = label.count + 2 <= column
    var out = fits ? label + String(repeating: " ", count: column - label.count) : label + "\n"
    for (index, line) in lines.enumerated() {
      out += (index == 0 && fits ? "" : indent) + line + "\n"
    }
    return out
  }
}
