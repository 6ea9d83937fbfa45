import Testing

@testable import Interface

@Suite struct CredentialTextTests {
  @Test(arguments: [
    (-1, "0 s"), (59, "59 s"), (60, "1 m"), (2825, "47 m"), (3600, "1 h"), (11_520, "3 h 12 m"),
    (172_799, "47 h 59 m"), (172_800, "2 d"),
  ])
  func spansAreToldInTheUnitThatMatters(seconds: Int, text: String) {
    #expect(CredentialText.span(seconds) == text)
  }
}
