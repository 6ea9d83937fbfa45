import Testing

@testable import adit

@Suite struct URLTextTests {
  @Test(arguments: [
    ("http://proxy:3128", "http://proxy:3128"),
    ("http://me:secret@proxy:3128", "http://…@proxy:3128"),
    ("me:se@cret@proxy:3128", "…@proxy:3128"),
    ("http://me:se/cret@proxy:3128", "http://…@proxy:3128"),
    ("me@corp", "me@corp"),
    (
      "arn:aws:sts::123456789012:assumed-role/r/me@corp",
      "arn:aws:sts::123456789012:assumed-role/r/me@corp"
    ),
  ])
  func passwordsAreNotShown(address: String, shown: String) {
    #expect(URLText.withoutSecrets(address) == shown)
  }
}
