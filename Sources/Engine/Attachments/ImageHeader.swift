/// Format and size of a picture, told by its first bytes; its name is not
/// asked. Reads nothing but what is there, whatever a header claims.
public struct ImageHeader: Hashable, Sendable {
  /// What the bytes are.
  public enum Reading: Hashable, Sendable {
    /// A picture of this size.
    case image(ImageHeader)
    /// It begins like one, but its size is not where it has to be.
    case damaged(AttachedImage.Format)
    /// Something else.
    case other
  }

  /// Bytes from the start within which a size has to stand: cameras put
  /// previews and profiles before it.
  public static let maximumBytes = 1 << 20

  /// The format.
  public var format: AttachedImage.Format
  /// Pixels.
  public var width: Int, height: Int

  /// A header.
  public init(format: AttachedImage.Format, width: Int, height: Int) {
    self.format = format
    self.width = width
    self.height = height
  }

  /// Reads the first bytes of a file.
  public static func read(_ bytes: [UInt8]) -> Reading {
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      return reading(.png, png(bytes))
    }
    if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return reading(.jpeg, jpeg(bytes)) }
    if bytes.starts(with: Array("GIF87a".utf8)) || bytes.starts(with: Array("GIF89a".utf8)) {
      return reading(.gif, gif(bytes))
    }
    if bytes.starts(with: Array("RIFF".utf8)), text(bytes, at: 8) == "WEBP" {
      return reading(.webp, webP(bytes))
    }
    return .other
  }

  private static func reading(
    _ format: AttachedImage.Format, _ size: (width: Int, height: Int)?
  ) -> Reading {
    guard let size, size.width > 0, size.height > 0 else { return .damaged(format) }
    return .image(ImageHeader(format: format, width: size.width, height: size.height))
  }

  private static func png(_ bytes: [UInt8]) -> (width: Int, height: Int)? {
    guard text(bytes, at: 12) == "IHDR", let width = big(bytes, at: 16, count: 4),
      let height = big(bytes, at: 20, count: 4)
    else { return nil }
    return (width, height)
  }

  private static func gif(_ bytes: [UInt8]) -> (width: Int, height: Int)? {
    guard let width = little(bytes, at: 6, count: 2), let height = little(bytes, at: 8, count: 2)
    else { return nil }
    return (width, height)
  }

  private static func webP(_ bytes: [UInt8]) -> (width: Int, height: Int)? {
    switch text(bytes, at: 12) {
    case "VP8 ":
      guard bytes.count >= 26, Array(bytes[23..<26]) == [0x9D, 0x01, 0x2A],
        let width = little(bytes, at: 26, count: 2), let height = little(bytes, at: 28, count: 2)
      else { return nil }
      return (width & 0x3FFF, height & 0x3FFF)
    case "VP8L":
      guard bytes.count > 20, bytes[20] == 0x2F, let bits = little(bytes, at: 21, count: 4) else {
        return nil
      }
      return ((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    case "VP8X":
      guard let width = little(bytes, at: 24, count: 3),
        let height = little(bytes, at: 27, count: 3)
      else { return nil }
      return (width + 1, height + 1)
    default: return nil
    }
  }

  /// Walks over the segments to the one that begins a frame.
  private static func jpeg(_ bytes: [UInt8]) -> (width: Int, height: Int)? {
    var position = 2
    while position + 3 < bytes.count {
      guard bytes[position] == 0xFF else { return nil }
      let marker = bytes[position + 1]
      switch marker {
      case 0xFF: position += 1
      case 0x01, 0xD0...0xD8: position += 2
      case 0xC0...0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF:
        guard let height = big(bytes, at: position + 5, count: 2),
          let width = big(bytes, at: position + 7, count: 2)
        else { return nil }
        return (width, height)
      // The picture's own data, or its end: there is no frame before it.
      case 0xD9, 0xDA: return nil
      default:
        guard let length = big(bytes, at: position + 2, count: 2), length >= 2 else { return nil }
        position += 2 + length
      }
    }
    return nil
  }

  private static func text(_ bytes: [UInt8], at start: Int) -> String? {
    guard bytes.count >= start + 4 else { return nil }
    return String(decoding: bytes[start..<start + 4], as: UTF8.self)
  }

  private static func big(_ bytes: [UInt8], at start: Int, count: Int) -> Int? {
    guard bytes.count >= start + count else { return nil }
    return bytes[start..<start + count].reduce(0) { $0 << 8 | Int($1) }
  }

  private static func little(_ bytes: [UInt8], at start: Int, count: Int) -> Int? {
    guard bytes.count >= start + count else { return nil }
    return bytes[start..<start + count].reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
