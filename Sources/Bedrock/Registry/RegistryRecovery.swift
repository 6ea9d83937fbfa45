import Wire

/// Finds the entry in which a file's JSON breaks, so that it alone is skipped.
/// Only used once a file could not be read; it understands braces, strings and
/// comments, nothing else.
struct RegistryRecovery {
  /// An entry's value that may be the broken one.
  struct Suspect: Hashable {
    var key: String
    /// Its bytes, braces included.
    var range: Range<Int>
  }

  /// Depth of an entry's value: the root object, then `modelRegistry`.
  private static let entryDepth = 2

  private let bytes: [UInt8]
  private var index = 0
  private var line = 1

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// `bytes` with the entry that stands at `position` made an empty object,
  /// and what that entry is; `nil` if no closed entry stands there. Line
  /// breaks stay, so that later positions are right.
  static func withoutEntry(
    at position: JSONPosition, of bytes: [UInt8]
  ) -> (bytes: [UInt8], suspect: Suspect)? {
    var scan = RegistryRecovery(bytes)
    let offset = offset(of: position, in: bytes)
    let suspects = scan.entries(reaching: position.line)
    guard let suspect = suspects.first(where: { $0.range.contains(offset) }) else { return nil }
    var repaired = bytes
    for index in suspect.range where bytes[index] != 0x0A { repaired[index] = 0x20 }
    repaired[suspect.range.lowerBound] = UInt8(ascii: "{")
    repaired[suspect.range.upperBound - 1] = UInt8(ascii: "}")
    return (repaired, suspect)
  }

  private static func offset(of position: JSONPosition, in bytes: [UInt8]) -> Int {
    var line = 1
    for (index, byte) in bytes.enumerated() {
      if line == position.line { return index + position.column - 1 }
      if byte == 0x0A { line += 1 }
    }
    return bytes.count
  }

  /// The closed entries that begin no later than `lastLine`.
  private mutating func entries(reaching lastLine: Int) -> [Suspect] {
    var found: [Suspect] = []
    var depth = 0
    var name = ""
    var open: (key: String, start: Int)?
    while index < bytes.count, line <= lastLine || open != nil {
      switch bytes[index] {
      case UInt8(ascii: "\""):
        name = string()
        continue
      case UInt8(ascii: "/"): skipComment()
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        if depth == RegistryRecovery.entryDepth { open = (name, index) }
        depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        if depth == RegistryRecovery.entryDepth, let (key, start) = open {
          found.append(Suspect(key: key, range: start..<index + 1))
          open = nil
        }
      case 0x0A: line += 1
      default: break
      }
      index += 1
    }
    return found
  }

  /// The string at `index`, which then stands behind it. A string ends at the
  /// end of its line at the latest: a forgotten quote must not swallow the
  /// file.
  private mutating func string() -> String {
    let start = index + 1
    index = start
    while index < bytes.count, bytes[index] != UInt8(ascii: "\""), bytes[index] != 0x0A {
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    let end = min(index, bytes.count)
    if index < bytes.count, bytes[index] == UInt8(ascii: "\"") { index += 1 }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  private mutating func skipComment() {
    let next = index + 1 < bytes.count ? bytes[index + 1] : 0
    if next == UInt8(ascii: "/") {
      while index + 1 < bytes.count, bytes[index + 1] != 0x0A { index += 1 }
    } else if next == UInt8(ascii: "*") {
      index += 2
      while index < bytes.count, !bytes[index...].starts(with: "*/".utf8) {
        if bytes[index] == 0x0A { line += 1 }
        index += 1
      }
      index += 1
    }
  }
}
