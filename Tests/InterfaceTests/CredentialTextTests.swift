import Engine
import Testing

@testable import Interface

@Suite struct CredentialTextTests {
  /// The demo signs with credentials of its own, whatever the environment has.
  @Test(arguments: [false, true])
  func theDemoNamesNobodyElsesCredentials(isDemo: Bool) {
    var configuration = Fixtures.configuration()
    configuration.isDemo = isDemo
    var state = AppState(configuration: configuration)
    state.service.credentials = CredentialFacts(source: "AWS_ACCESS_KEY_ID from the environment")
    let text = CredentialText(state, now: MonotonicTime(nanoseconds: 0))
    #expect((text == nil) == isDemo)
  }

  @Test(arguments: [
    (-1, "0 s"), (59, "59 s"), (60, "1 m"), (2825, "47 m"), (3600, "1 h"), (11_520, "3 h 12 m"),
    (172_799, "47 h 59 m"), (172_800, "2 d"),
  ])
  func spansAreToldInTheUnitThatMatters(seconds: Int, text: String) {
    #expect(CredentialText.span(seconds) == text)
  }
}
