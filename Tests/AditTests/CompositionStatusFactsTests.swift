import Testing

@testable import adit

@Suite struct CompositionStatusFactsTests {
  @Test(arguments: [
    ("http://proxy:3128", "http://proxy:3128"),
    ("http://me:secret@proxy:3128", "http://…@proxy:3128"),
    ("me:se@cret@proxy:3128", "…@proxy:3128"),
  ])
  func thePasswordOfAProxyIsNotShown(address: String, shown: String) {
    #expect(Composition.withoutUserInfo(address) == shown)
  }
}
