import Testing

@testable import Bedrock

struct UUIDTextTests {
  @Test(arguments: [
    ([UInt8](repeating: 0, count: 16), "00000000-0000-4000-8000-000000000000"),
    ([UInt8](repeating: 0xFF, count: 16), "ffffffff-ffff-4fff-bfff-ffffffffffff"),
    (Array(0..<16), "00010203-0405-4607-8809-0a0b0c0d0e0f"),
    (Array(0..<20), "00010203-0405-4607-8809-0a0b0c0d0e0f"),
    ([], "00000000-0000-4000-8000-000000000000"),
  ])
  func markedAsRandom(bytes: [UInt8], text: String) {
    #expect(UUIDText.random { _ in bytes } == text)
  }
}
