import TextModel

/// Unformatted text that grows at its end, cut into chunks that are laid out
/// one by one: a prompt of a megabyte costs a frame no more than a screenful.
///
/// Where a chunk ends depends only on the text before, never on how it was
/// split into deltas.
struct PlainDocument: Sendable, Hashable {
  /// A chunk ends behind the first line end after this many bytes: a few
  /// screens of text.
  private static let chunkBytes = 2_048
  /// A line longer than this is broken early, at a scalar border.
  private static let maximumChunkBytes = 8_192

  private(set) var source: [UInt8] = []
  /// Where each chunk starts, in bytes; the last may still grow.
  private(set) var starts: [Int] = []

  init() {}

  init(_ text: String) { append(text) }

  var isEmpty: Bool { source.isEmpty }

  mutating func append(_ text: String) {
    for byte in text.utf8 {
      if starts.isEmpty || closesChunk(before: byte) { starts.append(source.count) }
      source.append(byte)
    }
  }

  /// Whether the last chunk is full when `byte` comes next.
  private func closesChunk(before byte: UInt8) -> Bool {
    guard let start = starts.last, let last = source.last else { return false }
    let length = source.count - start
    if length >= Self.chunkBytes, last == 0x0A { return true }
    let startsScalar = byte & 0xC0 != 0x80
    return length >= Self.maximumChunkBytes && startsScalar
  }

  /// The bytes of chunk `index`.
  func range(of index: Int) -> Range<Int> {
    starts[index]..<(index + 1 < starts.count ? starts[index + 1] : source.count)
  }

  /// The logical lines of chunk `index`. A line end at the chunk's end closes
  /// its line and opens no other.
  func lines(ofChunk index: Int, style: TextStyle) -> [StyledLine] {
    guard starts.indices.contains(index) else { return [] }
    var slice = source[range(of: index)]
    if slice.last == 0x0A { slice = slice.dropLast() }
    return slice.split(separator: 0x0A, omittingEmptySubsequences: false).map {
      StyledLine(String(decoding: $0, as: UTF8.self), style)
    }
  }

  /// The text up to the first line end, at most `limit` bytes of it.
  func firstLine(limit: Int) -> String {
    let line = source.prefix(limit).prefix { $0 != 0x0A }
    return String(decoding: line, as: UTF8.self)
  }
}
