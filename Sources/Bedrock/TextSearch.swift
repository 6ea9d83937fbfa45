/// Search in texts by bytes; the standard library's own would link the whole
/// regular-expression engine.
extension String {
  /// Where `phrase` first stands; `nil` if nowhere or if it is empty.
  func firstOccurrence(of phrase: String) -> Range<String.Index>? {
    let needle = Array(phrase.utf8)
    guard let first = needle.first else { return nil }
    var start = utf8.startIndex
    while let candidate = utf8[start...].firstIndex(of: first) {
      if utf8[candidate...].starts(with: needle) {
        return candidate..<utf8.index(candidate, offsetBy: needle.count)
      }
      start = utf8.index(after: candidate)
    }
    return nil
  }
}
