import Engine
import Testing

@Suite struct ImageHeaderTests {
  private static let png: [UInt8] =
    [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8)
    + [0, 0, 5, 0, 0, 0, 2, 0xD0, 8, 2, 0, 0, 0]
  private static let gif = Array("GIF89a".utf8) + [0x40, 0x01, 0xC8, 0x00, 0]
  private static let jpeg: [UInt8] =
    [0xFF, 0xD8, 0xFF, 0xE0, 0, 6, 1, 2, 3, 4, 0xFF, 0xFF, 0xC2, 0, 11, 8, 0x02, 0xD0, 0x05, 0, 3]
  private static let riff = Array("RIFF".utf8) + [0, 0, 0, 0] + Array("WEBP".utf8)
  private static let lossy: [UInt8] =
    riff + Array("VP8 ".utf8)
    + [0, 0, 0, 0, 0, 0, 0, 0x9D, 0x01, 0x2A, 0x00, 0x45, 0xD0, 0x02]
  private static let lossless: [UInt8] =
    riff + Array("VP8L".utf8) + [0, 0, 0, 0, 0x2F, 0xFF, 0xC4, 0xB3, 0x00]
  private static let extended: [UInt8] =
    riff + Array("VP8X".utf8) + [10, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0x04, 0, 0xCF, 0x02, 0]

  static let samples: [([UInt8], ImageHeader)] = [
    (png, ImageHeader(format: .png, width: 1_280, height: 720)),
    (gif, ImageHeader(format: .gif, width: 320, height: 200)),
    (jpeg, ImageHeader(format: .jpeg, width: 1_280, height: 720)),
    (lossy, ImageHeader(format: .webp, width: 1_280, height: 720)),
    (lossless, ImageHeader(format: .webp, width: 1_280, height: 720)),
    (extended, ImageHeader(format: .webp, width: 1_280, height: 720)),
  ]

  @Test(arguments: samples) func readsFormatAndSize(_ bytes: [UInt8], _ header: ImageHeader) {
    #expect(ImageHeader.read(bytes) == .image(header))
  }

  @Test(arguments: samples) func neverReadsBeyondTheEnd(_ bytes: [UInt8], _ header: ImageHeader) {
    for count in 0..<bytes.count {
      switch ImageHeader.read(Array(bytes.prefix(count))) {
      case .image(let found): #expect(found == header)
      case .damaged(let format): #expect(format == header.format)
      case .other: #expect(count < 12)
      }
    }
  }

  @Test(arguments: [
    Array("hello".utf8), [], Array("RIFF0000WAVE".utf8), Array("%PDF-1.4".utf8), [0x89, 0x50],
  ])
  func takesNothingElseForAnImage(_ bytes: [UInt8]) {
    #expect(ImageHeader.read(bytes) == .other)
  }

  @Test(arguments: [
    // No size at all, none of a picture, a segment that is shorter than its own
    // length, and one that leads nowhere.
    Array(png.prefix(16)) + [0, 0, 0, 0, 0, 0, 0, 1],
    [0xFF, 0xD8, 0xFF, 0xE0, 0, 1, 0, 0], [0xFF, 0xD8, 0xFF, 0xE0, 0xFF, 0xFF, 0, 0],
    [0xFF, 0xD8, 0xFF, 0xDA, 0, 4, 0, 0, 0xFF, 0xC0], [0xFF, 0xD8, 0xFF, 0x00, 0, 4, 1, 2],
  ])
  func saysWhatIsDamaged(_ bytes: [UInt8]) {
    guard case .damaged = ImageHeader.read(bytes) else {
      Issue.record("taken for whole")
      return
    }
  }
}
