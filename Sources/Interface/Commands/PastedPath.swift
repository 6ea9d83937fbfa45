/// Recognizes a paste that is nothing but a path: as it is, in quotation marks,
/// with backslashes before its blanks, or as `file://`.
enum PastedPath {
  /// The path; `nil`: something else was pasted.
  static func path(in text: String) -> String? {
    guard text.utf8.count <= DraftAttachments.maximumPathBytes, !text.contains("\n") else {
      return nil
    }
    var word = text[...]
    while word.last == " " { word.removeLast() }
    while word.first == " " { word.removeFirst() }
    if let first = word.first, first == "'" || first == "\"", word.count > 2, word.last == first {
      word = word.dropFirst().dropLast()
    } else {
      guard let plain = unescaped(word) else { return nil }
      word = plain[...]
    }
    if word.hasPrefix("file://") {
      let rest = word.dropFirst(7)
      guard let slash = rest.firstIndex(of: "/"), let path = percentDecoded(rest[slash...]) else {
        return nil
      }
      word = path[...]
    }
    let isPath =
      word.hasPrefix("/") || word.hasPrefix("~/") || word.hasPrefix("./") || word.hasPrefix("../")
      || hasImageName(word)
    return isPath && word.count > 1 ? String(word) : nil
  }

  private static func hasImageName(_ word: Substring) -> Bool {
    let name = word.lowercased()
    return [".png", ".jpg", ".jpeg", ".gif", ".webp"].contains { name.hasSuffix($0) }
  }

  /// Without the backslashes; `nil`: a blank stands alone, so that it is not
  /// one word.
  private static func unescaped(_ word: Substring) -> String? {
    var result = ""
    var isEscaped = false
    for character in word {
      if isEscaped {
        result.append(character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == " " {
        return nil
      } else {
        result.append(character)
      }
    }
    return result
  }

  private static func percentDecoded(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
