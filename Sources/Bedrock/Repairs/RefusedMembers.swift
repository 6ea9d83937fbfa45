/// Which members of a body a refusal names (bedrock-wire 7.2):
/// `tools.0.custom.strict: Extra inputs are not permitted` and
/// `#/a: extraneous key [b] is not permitted`.
enum RefusedMembers {
  /// The paths, each once, in order: `tools.0.custom.strict`, `a.b`. Words keep
  /// their case: so do the members.
  static func paths(in words: String) -> [String] {
    let bytes = Array(words.utf8)
    var paths: [String] = []
    for path in extraInputs(bytes) + extraneousKeys(bytes)
    where !path.isEmpty && !paths.contains(path) {
      paths.append(path)
    }
    return paths
  }

  private static func extraInputs(_ bytes: [UInt8]) -> [String] {
    positions(of: ": extra inputs are not permitted", in: bytes).map { end in
      let start = bytes[..<end].lastIndex { !isPath($0) }.map { $0 + 1 } ?? 0
      return text(bytes[start..<end])
    }
  }

  private static func extraneousKeys(_ bytes: [UInt8]) -> [String] {
    let mark = ": extraneous key ["
    return positions(of: mark, in: bytes).compactMap { position in
      let keyStart = position + mark.utf8.count
      guard let keyEnd = bytes[keyStart...].firstIndex(of: UInt8(ascii: "]")),
        let hash = bytes[..<position].lastIndex(of: UInt8(ascii: "#"))
      else { return nil }
      let parents = bytes[(hash + 1)..<position].split(separator: UInt8(ascii: "/")).map(text)
      return (parents + [text(bytes[keyStart..<keyEnd])]).joined(separator: ".")
    }
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self)
  }

  /// Letters, digits and what joins them in a path.
  private static func isPath(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "-"):
      true
    default: false
    }
  }

  /// Where `phrase` (lower case) begins in `bytes`, without regard to case.
  private static func positions(of phrase: String, in bytes: [UInt8]) -> [Int] {
    let phrase = Array(phrase.utf8)
    guard bytes.count >= phrase.count else { return [] }
    return (0...(bytes.count - phrase.count)).filter { start in
      zip(bytes[start...], phrase).allSatisfy { byte, wanted in
        (0x41...0x5A).contains(byte) ? byte | 0x20 == wanted : byte == wanted
      }
    }
  }
}
