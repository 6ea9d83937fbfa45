import Engine
import Testing

@testable import adit

@Suite struct FailureTextTests {
  @Test(arguments: [
    (ModelFailure(kind: .connection, message: "Nobody answers."), "Nobody answers."),
    (
      ModelFailure(
        kind: .connection, message: "It broke", remedy: "Mend it.", serviceMessage: "boom",
        requestID: "r-1"), "It broke (boom) Mend it. [request r-1]"
    ),
    (
      ModelFailure(
        kind: .connection, message: "It said boom", remedy: "Mend.", serviceMessage: "boom"),
      "It said boom. Mend."
    ),
    (ModelFailure(kind: .connection, message: "two\nlines\r\n"), "two lines."),
  ])
  func isOneLine(failure: ModelFailure, line: String) {
    #expect(FailureText.line(for: failure) == line)
  }

  /// Nobody has to do anything while it is tried again.
  @Test func aRetriedFailureIsToldWithoutRemedyAndID() {
    let failure = ModelFailure(
      kind: .connection, message: "It broke", remedy: "Mend it.", serviceMessage: "boom",
      requestID: "r-1")
    #expect(FailureText.sentence(for: failure) == "It broke (boom)")
  }
}
