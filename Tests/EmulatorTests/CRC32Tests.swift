import Testing

@testable import Emulator

@Suite struct CRC32Tests {
  @Test(
    arguments: [
      ("", 0), ("123456789", 0xCBF4_3926), ("a", 0xE8B7_BE43),
      ("The quick brown fox jumps over the lazy dog", 0x414F_A339),
    ] as [(String, UInt32)])
  func published(text: String, checksum: UInt32) {
    #expect(CRC32.checksum(of: text.utf8) == checksum)
  }
}
