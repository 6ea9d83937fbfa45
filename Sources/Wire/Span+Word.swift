internal import Glibc

extension Span<UInt8> {
  /// Whether the bytes of `range`, which lies within bounds, are `word`.
  /// Inlinable, because a stream asks it several times for each event.
  @inlinable public func holds(_ word: StaticString, at range: Range<Int>) -> Bool {
    guard range.count == word.utf8CodeUnitCount else { return false }
    return word.withUTF8Buffer { word in
      for offset in word.indices where self[range.lowerBound + offset] != word[offset] {
        return false
      }
      return true
    }
  }

  /// Whether both hold the same bytes.
  func isEqual(to other: Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    return withUnsafeBytes { bytes in
      other.withUnsafeBytes { others in
        guard let start = bytes.baseAddress, let otherStart = others.baseAddress else {
          return true
        }
        return memcmp(start, otherStart, bytes.count) == 0
      }
    }
  }
}
