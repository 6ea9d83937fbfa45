/// Finds the addresses that unformatted text names: in brackets of Markdown,
/// between angle brackets, or bare.
enum LinkFinder {
  /// Addresses of one text that are listed; more would be no list.
  static let maximumCount = 200
  private static let schemes = ["https://", "http://", "mailto:"].map { Array($0.utf8) }

  /// The addresses in `source`, in their order, each once.
  static func links(in source: ArraySlice<UInt8>) -> [LinkAddress] {
    var links: [LinkAddress] = []
    var index = source.startIndex
    while index < source.endIndex, links.count < maximumCount {
      guard source[index] == schemes[0][0] || source[index] == schemes[2][0],
        let scheme = schemes.first(where: { source[index...].starts(with: $0) }),
        index == source.startIndex || !isWord(source[index - 1])
      else {
        index += 1
        continue
      }
      let before = index == source.startIndex ? nil : source[index - 1]
      let end = self.end(of: source[index...], behind: before)
      let text = String(decoding: source[index..<end], as: UTF8.self)
      if let link = LinkAddress(text), !links.contains(link) { links.append(link) }
      index = max(end, index + scheme.count)
    }
    return links
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
  }

  /// Where the address at the beginning of `rest` ends.
  private static func end(of rest: ArraySlice<UInt8>, behind before: UInt8?) -> Int {
    if before == UInt8(ascii: "<") {
      return rest.firstIndex { $0 == UInt8(ascii: ">") || $0 <= 0x20 } ?? rest.endIndex
    }
    var depth = 0
    var end = rest.startIndex
    scan: for byte in rest {
      switch byte {
      case 0...0x20, 0x7F, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""),
        UInt8(ascii: "`"), UInt8(ascii: "|"):
        break scan
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"):
        depth -= 1
        if depth < 0 { break scan }
      case UInt8(ascii: "]") where before == UInt8(ascii: "["): break scan
      default: break
      }
      end += 1
    }
    // What ends a sentence is none of a bare address.
    while end > rest.startIndex, ".,;:!?'*_".utf8.contains(rest[end - 1]) { end -= 1 }
    return end
  }
}
