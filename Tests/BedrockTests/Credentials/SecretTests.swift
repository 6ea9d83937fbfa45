import Bedrock
import Testing

@Suite struct SecretTests {
  @Test func revealsOnlyWhenAsked() {
    let secret = Secret("wJalrXUtnFEMI/K7MDENG ü")
    #expect(secret.reveal() == "wJalrXUtnFEMI/K7MDENG ü")
    var dumped = ""
    dump(secret, to: &dumped)
    for shown in ["\(secret)", String(reflecting: secret), String(describing: [secret]), dumped] {
      #expect(!shown.contains("wJal"), "\(shown)")
    }
  }

  @Test func equalTextsAreEqual() {
    let copies: Set = [Secret("a-secret"), Secret("a-secret"), Secret("another")]
    #expect(copies.count == 2)
    #expect(Secret("") == Secret(""))
  }
}
