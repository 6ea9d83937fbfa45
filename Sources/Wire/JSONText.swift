/// A name or a string of a JSON text, compared without making a `String` of
/// it: `switch key { case "type": … }`.
public struct JSONText: Hashable, Sendable {
  /// UTF-8 with escapes resolved; not checked for being UTF-8.
  public let bytes: ArraySlice<UInt8>

  /// A text from its bytes.
  public init(bytes: ArraySlice<UInt8>) { self.bytes = bytes }

  /// The text; what is not UTF-8 becomes U+FFFD.
  public var string: String { String(decoding: bytes, as: UTF8.self) }

  /// Whether `text` is `word`, byte for byte.
  public static func ~= (word: StaticString, text: JSONText) -> Bool {
    let count = word.utf8CodeUnitCount
    guard text.bytes.count == count else { return false }
    return word.withUTF8Buffer { word in
      text.bytes.withUnsafeBufferPointer { bytes in
        for index in 0..<count where bytes[index] != word[index] { return false }
        return true
      }
    }
  }
}
