/// Where the lines of a source are.
struct SourceLines {
  struct Line: Hashable, Sendable {
    /// Without its end.
    var text: Range<Int>
    /// With its end.
    var whole: Range<Int>
  }

  private(set) var lines: [Line] = []

  /// The lines of `bytes`, in their indices; nothing behind the last end.
  init(_ bytes: ArraySlice<UInt8>) {
    var start = bytes.startIndex
    var index = start
    while index < bytes.endIndex {
      let byte = bytes[index]
      guard byte == Byte.lineFeed || byte == Byte.carriageReturn else {
        index += 1
        continue
      }
      let end = index
      index += 1
      if byte == Byte.carriageReturn, index < bytes.endIndex, bytes[index] == Byte.lineFeed {
        index += 1
      }
      lines.append(Line(text: start..<end, whole: start..<index))
      start = index
    }
    if start < bytes.endIndex {
      lines.append(Line(text: start..<bytes.endIndex, whole: start..<bytes.endIndex))
    }
  }
}
