/// Line and column of places in a text. Each byte is looked at once as long
/// as the places ascend.
struct JSONLineCounter {
  private let bytes: ArraySlice<UInt8>
  private var line = 1
  private var lineStart: Int
  private var index: Int

  init(_ bytes: ArraySlice<UInt8>, from start: Int) {
    self.bytes = bytes
    lineStart = start
    index = start
  }

  /// The position of `place`, which is not before any place asked for earlier.
  mutating func position(of place: Int) -> JSONPosition {
    while index < min(place, bytes.endIndex) {
      if bytes[index] == 0x0A {
        line += 1
        lineStart = index + 1
      }
      index += 1
    }
    return JSONPosition(line: line, column: place - lineStart + 1)
  }
}
