internal import Glibc

/// The text of a document: bytes that grow, or a string that somebody else
/// holds too.
struct DocumentSource: Sendable {
  /// The text as it came; empty while it is shared.
  private(set) var bytes: [UInt8] = []
  private var shared: String?

  var isShared: Bool { shared != nil }

  var count: Int { shared?.utf8.count ?? bytes.count }

  /// The bytes of `range`, which must lie within the text.
  subscript(range: Range<Int>) -> ArraySlice<UInt8> {
    guard let utf8 = shared?.utf8 else { return bytes[range] }
    let start = utf8.index(utf8.startIndex, offsetBy: range.lowerBound)
    return ArraySlice(utf8[start..<utf8.index(start, offsetBy: range.count)])
  }

  /// The whole text in place.
  func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    guard var text = shared else { return bytes.withUnsafeBufferPointer(body) }
    return text.withUTF8(body)
  }

  mutating func append(_ delta: String) {
    if let text = shared {
      bytes = Array(text.utf8)
      shared = nil
    }
    bytes.append(contentsOf: delta.utf8)
  }

  /// Gives back memory that is kept for more.
  mutating func fit() {
    if bytes.capacity > bytes.count + bytes.count / 8 { bytes = bytes.map { $0 } }
  }

  /// Holds the text as `string` if that is the same.
  mutating func share(_ string: String) {
    guard shared == nil, Self.isSame(string, bytes) else { return }
    shared = string
    bytes = []
  }

  /// Compared as memory: ten megabytes element by element would cost a frame.
  private static func isSame(_ text: String, _ bytes: [UInt8]) -> Bool {
    guard text.utf8.count == bytes.count else { return false }
    let isSame = text.utf8.withContiguousStorageIfAvailable { left in
      bytes.withUnsafeBytes { right in
        guard let first = left.baseAddress, let second = right.baseAddress else { return true }
        return memcmp(first, second, right.count) == 0
      }
    }
    return isSame ?? text.utf8.elementsEqual(bytes)
  }
}
