import Testing

@testable import TextModel

@Suite struct WidthTableTests {
  @Test(arguments: [
    (0x41, WidthTable.Class.narrow), (0x1B, .hidden), (0x7F, .hidden), (0x9F, .hidden),
    (0xA0, .narrow), (0xAD, .hidden), (0x300, .combining), (0x36F, .combining), (0x370, .narrow),
    (0x1100, .wide), (0x115F, .hidden), (0x1161, .combining), (0x200B, .hidden),
    (0x20E3, .combining),
    (0x231A, .wide), (0x2764, .narrow), (0x3000, .wide), (0x4E00, .wide), (0x9FFF, .wide),
    (0xAC00, .wide), (0xE000, .narrow), (0xFF21, .wide), (0x1F1E6, .narrow), (0x1F600, .wide),
    (0x1FAE9, .wide), (0x20000, .wide), (0xE0041, .hidden), (0xE0100, .hidden), (0x10FFFD, .narrow),
    (0x10FFFF, .hidden),
  ])
  func classes(scalar: Int, expected: WidthTable.Class) {
    #expect(WidthTable.widthClass(of: UInt32(scalar)) == expected)
  }

  @Test func theShortcutsAgreeWithTheTable() {
    var expected: WidthTable.Class?
    var borders = WidthTable.borders.makeIterator()
    var next = borders.next()
    for scalar in UInt32(0)..<0x110000 {
      if let border = next, border >> 4 == scalar {
        expected = WidthTable.Class(rawValue: UInt8(border & 0xF))
        next = borders.next()
      }
      if WidthTable.widthClass(of: scalar) != expected {
        Issue.record("U+\(String(scalar, radix: 16))")
      }
    }
  }
}
