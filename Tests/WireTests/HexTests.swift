import Testing
import Wire

@Suite struct HexTests {
  @Test func encodesInLowerCase() {
    #expect(Hex.encode([0x00, 0x0F, 0xA9, 0xFF]) == "000fa9ff")
  }

  @Test(arguments: [("", []), ("000fA9fF", [0x00, 0x0F, 0xA9, 0xFF])] as [(String, [UInt8])])
  func decodesBothCases(text: String, bytes: [UInt8]) {
    #expect(Hex.decode(text) == bytes)
  }

  @Test(arguments: ["0", "0g", "-1", "é"])
  func rejected(text: String) { #expect(Hex.decode(text) == nil) }
}
