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

  /// Line ends in the source.
  private(set) var lineEnds = 0

  mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      var index = 0
      while index < bytes.count {
        if starts.isEmpty || closesChunk(before: bytes[index]) { starts.append(source.count) }
        let end = index + runLength(of: UnsafeBufferPointer(rebasing: bytes[index...]))
        source.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[index..<end]))
        index = end
      }
      for byte in bytes where byte == Self.lineFeed { lineEnds += 1 }
    }
  }

  private static let lineFeed: UInt8 = 0x0A

  /// Whether the last chunk is full when `byte` comes next.
  private func closesChunk(before byte: UInt8) -> Bool {
    guard let start = starts.last, let last = source.last else { return false }
    let length = source.count - start
    if length >= Self.chunkBytes, last == Self.lineFeed { return true }
    let startsScalar = byte & 0xC0 != 0x80
    return length >= Self.maximumChunkBytes && startsScalar
  }

  /// How many of `bytes`, the first of which belongs to the last chunk, can be
  /// taken without asking at each whether it closes the chunk; at least one.
  private func runLength(of bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let length = source.count - (starts.last ?? 0)
    if length < Self.chunkBytes { return min(bytes.count, Self.chunkBytes - length) }
    guard length < Self.maximumChunkBytes else { return 1 }
    let run = bytes.prefix(Self.maximumChunkBytes - length)
    return run.firstIndex(of: Self.lineFeed).map { $0 + 1 } ?? run.count
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
