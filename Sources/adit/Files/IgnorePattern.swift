/// One line of a `.gitignore`, as git reads it (gitignore(5), and wildmatch.c
/// for the letters). Pure; works on bytes, because names are bytes.
struct IgnorePattern: Hashable, Sendable {
  /// Begins with `!`: what fits is not ignored after all.
  var isNegated = false
  /// Ends with a slash: fits directories alone.
  var isDirectoryOnly = false
  /// Has no other slash: is compared with the last name, at any depth.
  var isNameOnly = true
  private(set) var bytes: [UInt8] = []
  private var shape = Shape.glob

  /// Most patterns are plain names or endings; those need no matcher.
  private enum Shape: Hashable {
    case literal
    /// `*.o`: the bytes behind the star.
    case ending
    case glob
  }

  private static let slash: UInt8 = 0x2F
  private static let backslash: UInt8 = 0x5C
  private static let star: UInt8 = 0x2A

  /// Reads a line without its end; `nil`: it is blank or a comment.
  init?(line: ArraySlice<UInt8>) {
    var rest = Self.withoutTrailingBlanks(line)
    guard let first = rest.first, first != 0x23 else { return nil }
    if first == 0x21 {
      isNegated = true
      rest = rest.dropFirst()
    }
    if rest.last == Self.slash {
      isDirectoryOnly = true
      rest = rest.dropLast()
    }
    isNameOnly = !rest.contains(Self.slash)
    if rest.first == Self.slash { rest = rest.dropFirst() }
    guard !rest.isEmpty else { return nil }
    bytes = Array(rest)
    let specials: Set<UInt8> = [Self.star, 0x3F, 0x5B, Self.backslash]
    if !bytes.contains(where: specials.contains) {
      shape = .literal
    } else if isNameOnly, bytes[0] == Self.star,
      !bytes.dropFirst().contains(where: specials.contains)
    {
      shape = .ending
    }
  }

  /// Blanks at the end do not count unless a backslash stands before.
  private static func withoutTrailingBlanks(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var end: Int?
    var index = line.startIndex
    while index < line.endIndex {
      switch line[index] {
      case 0x20: end = end ?? index
      case backslash:
        end = nil
        index += 1
      default: end = nil
      }
      index += 1
    }
    return line[..<(end ?? line.endIndex)]
  }

  /// Whether the pattern fits `path`, which is relative to the directory that
  /// the pattern's file lies in; its last name starts at `nameStart`.
  func matches(_ path: ArraySlice<UInt8>, nameStart: Int, isDirectory: Bool) -> Bool {
    if isDirectoryOnly, !isDirectory { return false }
    let text = isNameOnly ? path[nameStart...] : path
    switch shape {
    case .literal: return text.elementsEqual(bytes)
    case .ending:
      return text.count >= bytes.count - 1
        && text.suffix(bytes.count - 1).elementsEqual(bytes[1...])
    case .glob: return WildcardMatcher.matches(bytes, text)
    }
  }
}
