/// The words that stand in a prompt for a picture whose path was pasted:
/// `[Image #1 shot.png 1280×720]`.
enum PictureWords {
  private static let lead = "[Image #"
  /// Longest of them, bytes: a name of a file and three numbers.
  private static let maximumBytes = 320

  static func text(number: Int, name: String, width: Int, height: Int) -> String {
    "\(lead)\(number) \(name) \(width)×\(height)]"
  }

  /// Those that stand in `text`, each once.
  static func all(in text: String) -> [String] {
    let bytes = Array(text.utf8)
    let lead = Array(lead.utf8)
    var found: [String] = []
    var position = 0
    while let start = bytes[position...].firstIndex(of: lead[0]) {
      position = start + 1
      guard bytes[start...].starts(with: lead) else { continue }
      let line = bytes[start...].prefix(maximumBytes).prefix { $0 != 0x0A }
      // A name may have brackets of its own.
      for end in line.indices where line[end] == UInt8(ascii: "]") {
        let words = String(decoding: line[...end], as: UTF8.self)
        guard isWhole(words) else { continue }
        if !found.contains(words) { found.append(words) }
        position = end + 1
        break
      }
    }
    return found
  }

  /// Whether a number, a name and two numbers of pixels are there.
  private static func isWhole(_ words: String) -> Bool {
    let parts = words.dropFirst(lead.count).dropLast().split(
      separator: " ", omittingEmptySubsequences: false)
    guard parts.count >= 3, let first = parts.first, let last = parts.last else { return false }
    let size = last.split(separator: "×", omittingEmptySubsequences: false)
    return Int(first) != nil && size.count == 2 && size.allSatisfy { Int($0) != nil }
  }
}
