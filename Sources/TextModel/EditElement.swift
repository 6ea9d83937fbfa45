/// A paste too long to be edited in place: one element of the prompt, shown by
/// its label, moved over and deleted as a whole, sent in full.
struct PasteChip: Hashable, Sendable {
  /// Counts the pastes of one prompt from 1.
  let number: Int
  /// The pasted text.
  let text: String
  /// Lines of the text.
  let lineCount: Int

  /// What the prompt shows, as `[Pasted #1 +120 lines]`.
  var label: String {
    lineCount > 1
      ? "[Pasted #\(number) +\(lineCount) lines]"
      : "[Pasted #\(number) +\(text.utf8.count) bytes]"
  }
}

/// What the caret steps over.
enum EditElement: Hashable, Sendable {
  case newline
  /// One grapheme cluster, never a line feed.
  case character(Character)
  indirect case chip(PasteChip)

  /// The elements of `text`, line ends normalised to one newline each.
  static func elements(of text: String) -> [EditElement] {
    var result: [EditElement] = []
    result.reserveCapacity(text.utf8.count)
    for character in text {
      switch character {
      case "\n", "\r\n", "\r", "\u{85}": result.append(.newline)
      default: result.append(.character(character))
      }
    }
    return result
  }

  /// Bytes of UTF-8 that it adds to the text.
  var byteCount: Int {
    switch self {
    case .newline: 1
    case .character(let character): character.utf8.count
    case .chip(let chip): chip.text.utf8.count
    }
  }

  /// What keeping it costs, in elements of about 16 bytes: a chip is as heavy
  /// as its text.
  var weight: Int {
    switch self {
    case .newline, .character: 1
    case .chip(let chip): 1 + chip.text.utf8.count / 16
    }
  }

  /// Puts its text behind `bytes`, chips expanded.
  func write(to bytes: inout [UInt8]) {
    switch self {
    case .newline: bytes.append(0x0A)
    case .character(let character): bytes.append(contentsOf: character.utf8)
    case .chip(let chip): bytes.append(contentsOf: chip.text.utf8)
    }
  }

  /// What is compared where letter case does not count: small letters; nothing
  /// of a chip.
  var folded: Folded {
    switch self {
    case .newline: .ascii(0x0A)
    case .character(let character):
      character.asciiValue.map { .ascii(FoldedText.folded($0)) } ?? .other(character.lowercased())
    case .chip: .nothing
    }
  }

  /// An element without its letter case.
  enum Folded: Equatable {
    case nothing
    case ascii(UInt8)
    case other(String)
  }

  /// Part of a word: a letter, a digit, an underscore or a whole chip.
  var isWord: Bool {
    switch self {
    case .newline: false
    case .character(let character):
      character.isLetter || character.isNumber || character == "_"
    case .chip: true
    }
  }

  /// Blank or newline.
  var isWhitespace: Bool {
    switch self {
    case .newline: true
    case .character(let character): character.isWhitespace
    case .chip: false
    }
  }
}
