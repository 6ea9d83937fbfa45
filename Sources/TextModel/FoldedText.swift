/// A text to be looked for, letter case aside.
public struct FoldedText: Sendable {
  private let text: String
  /// Its bytes, where it is ASCII.
  private let bytes: [UInt8]?

  /// Looks for `text`; an empty one stands everywhere.
  public init(_ text: String) {
    self.text = text.lowercased()
    bytes = text.utf8.allSatisfy { $0 < 0x80 } ? self.text.utf8.map(\.self) : nil
  }

  /// Whether it stands in `other`. Letters of ASCII are compared where they
  /// lie: nothing is copied of a text of megabytes.
  public func stands(in other: String) -> Bool {
    guard !text.isEmpty else { return true }
    guard let bytes, let first = bytes.first else { return other.lowercased().contains(text) }
    let found = other.utf8.withContiguousStorageIfAvailable { other in
      guard other.count >= bytes.count else { return false }
      for start in 0...(other.count - bytes.count) where Self.folded(other[start]) == first {
        var offset = 1
        while offset < bytes.count, Self.folded(other[start + offset]) == bytes[offset] {
          offset += 1
        }
        if offset == bytes.count { return true }
      }
      return false
    }
    return found ?? other.lowercased().contains(text)
  }

  static func folded(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
}
