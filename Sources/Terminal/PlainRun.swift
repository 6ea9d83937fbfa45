/// Text among the bytes of a terminal: printable characters, line ends, tabs.
enum PlainRun {
  /// What `bytes` begins with, up to a control character or to what is not
  /// UTF-8; a character that is cut off at the end is left out.
  static func prefix(of bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    bytes.withUnsafeBufferPointer { buffer in
      var index = 0
      while index < buffer.count {
        let byte = buffer[index]
        if byte < 0x80 {
          guard byte >= 0x20 && byte != 0x7f || byte == 0x0d || byte == 0x0a || byte == 0x09 else {
            break
          }
          index += 1
          continue
        }
        let length = length(of: buffer, at: index)
        guard length > 0 else { break }
        index += length
      }
      return bytes.prefix(index)
    }
  }

  /// Bytes of the character at `index`, which is beyond ASCII; 0: it is none,
  /// or it is a control (C1).
  private static func length(of bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    guard var assembler = UTF8Assembler(first: bytes[index]) else { return 0 }
    for next in index + 1..<bytes.count {
      switch assembler.take(bytes[next]) {
      case .more: continue
      case .invalid: return 0
      case .complete(let scalar): return (scalar?.value ?? 0) >= 0xa0 ? next - index + 1 : 0
      }
    }
    return 0
  }

  /// Characters of a run, line ends of two bytes counted as two.
  static func characterCount(of run: ArraySlice<UInt8>) -> Int {
    run.reduce(0) { $1 & 0xc0 == 0x80 ? $0 : $0 + 1 }
  }
}
