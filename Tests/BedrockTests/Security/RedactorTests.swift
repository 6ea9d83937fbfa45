import Bedrock
import TestSupport
import Testing
import Wire

@Suite struct RedactorTests {
  private static let secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"

  static func learnt() -> Redactor {
    let redactor = Redactor()
    redactor.learn(Secret(secret), name: "secret access key")
    return redactor
  }

  static let forms: [String] = {
    let bytes = Array(secret.utf8)
    let upper = PercentEncoding.encode(secret)
    return [
      secret, upper, upper.replacing("%2F", with: "%2f").replacing("%2B", with: "%2b"),
      PercentEncoding.encode(upper), secret.replacing("/", with: "\\/"), Base64.encode(bytes),
      Base64.encode(Array("u:".utf8) + bytes), Base64.encode(Array("user:".utf8) + bytes + [10]),
      Base64.encode(Array("any:".utf8) + bytes).replacing("+", with: "-")
        .replacing("/", with: "_"),
    ]
  }()

  /// What is left of a form is too short to tell anything.
  @Test(arguments: forms)
  func aLearntSecretIsFoundInEveryForm(form: String) {
    for text in ["before \(form) behind", form, "\(form)\(form)", "a=\(form)&b={\(form)}"] {
      let redacted = Self.learnt().redact(text)
      #expect(redacted.contains("‹redacted:secret access key›"), "\(redacted)")
      for start in form.indices {
        guard let end = form.index(start, offsetBy: 8, limitedBy: form.endIndex) else { break }
        #expect(!redacted.contains(form[start..<end]), "\(form[start..<end]) in \(redacted)")
      }
    }
  }

  @Test func aSecretThatTheEndOfTheTextCutsIsFound() {
    for length in 8..<Self.secret.count {
      let text = "token: " + Self.secret.prefix(length)
      #expect(Self.learnt().redact(text) == "token: ‹redacted:secret access key›")
    }
  }

  @Test func shortTextsAreNotLearnt() {
    let redactor = Redactor()
    redactor.learn(Secret("the"), name: "word")
    redactor.learn(Secret("sevenby"), name: "word")
    #expect(redactor.redact("the sevenby") == "the sevenby")
  }

  @Test func theLongerOfTwoSecretsIsTaken() {
    let redactor = Redactor()
    redactor.learn(Secret("12345678"), name: "short")
    redactor.learn(Secret("1234567890"), name: "long")
    #expect(redactor.redact("1234567890 12345678") == "‹redacted:long› ‹redacted:short›")
  }

  @Test func aSecretWithQuotesAndLineEndsIsFoundInJSON() {
    let redactor = Redactor()
    redactor.learn(Secret("line one\nline \"two\""), name: "key")
    let json: JSONValue = ["a": "line one\nline \"two\""]
    #expect(redactor.redact(json.serialized()) == Array(#"{"a":"‹redacted:key›"}"#.utf8))
  }

  @Test func membersWithSecretNamesLoseTheirText() {
    let value: JSONValue = [
      "accessToken": "short", "x": ["Authorization": "Bearer abc", "status": 200],
      "text": "uses AKIAIOSFODNN7EXAMPLE",
    ]
    let expected: JSONValue = [
      "accessToken": "‹redacted›", "x": ["Authorization": "‹redacted›", "status": 200],
      "text": "uses ‹redacted:…MPLE›",
    ]
    #expect(Redactor().redact(value) == expected)
  }

  @Test func theEnvironmentIsLearnt() {
    let redactor = Redactor()
    redactor.learn(environment: [
      "AWS_SECRET_ACCESS_KEY": " \"quoted-secret\" ", "PATH": "/usr/local/bin",
    ])
    #expect(
      redactor.redact("quoted-secret in /usr/local/bin")
        == "‹redacted:AWS_SECRET_ACCESS_KEY› in /usr/local/bin")
  }

  @Test func bytesThatAreNotTextStay() {
    let bytes: [UInt8] = [0xFF, 0xE2, 0x80, 0x00] + Array("AKIAIOSFODNN7EXAMPLE".utf8) + [0xC3]
    #expect(
      Redactor().redact(bytes)
        == [0xFF, 0xE2, 0x80, 0x00] + Array("‹redacted:…MPLE›".utf8) + [0xC3])
  }

  /// Texts put together at random from everything that matters: nothing learnt
  /// survives, a second pass changes nothing.
  @Test func redactingTwiceIsRedactingOnce() {
    let pieces =
      Self.forms
      + [
        "authorization", ": ", "=", "\"", "\\\"", "\n", " ", "AWS4-HMAC-SHA256 Credential=",
        "AKIAIOSFODNN7EXAMPLE", "accessToken", "‹redacted", "‹redacted›", ":", "›", "//u:p@h/",
        "-----BEGIN PRIVATE KEY-----", "-----END", "sk-ant-aaaaaaaaaaaaaaaaaaaaaaaa", "é", "x",
        "X-Amz-Signature=abc", ", SignedHeaders=host, ", "secretaccesskey", "Token", "<", ">",
        "eyJhbGciOiJub25l.eyJzdWIiOiJtZSJ9abc.sig", String(Self.secret.prefix(9)),
      ]
    var generator = SeededGenerator(seed: SeededGenerator.testSeed)
    let redactor = Self.learnt()
    for _ in 0..<1_000 {
      let text = (0..<Int.random(in: 1...8, using: &generator)).map { _ in
        pieces[Int.random(in: 0..<pieces.count, using: &generator)]
      }.joined()
      let once = redactor.redact(text)
      #expect(redactor.redact(once) == once, "\(SeededGenerator.testSeed) \(text)")
      #expect(!once.contains(Self.secret), "\(text)")
    }
  }

  /// The repetition of whatever nearly matches must not make a pass quadratic;
  /// this much would then not end within the patience of anybody.
  @Test(arguments: [
    "eyJ", "eyJ.", "sk-ant-", "//a:", "-----BEGIN ", "authorization ", "AKIA", "IQoJb3JpZ2lu ",
    "accessToken\\", "‹redacted", "wJalrXUt",
  ])
  func manyNearMissesEnd(piece: String) {
    let text = String(repeating: piece, count: 1 << 17 / piece.utf8.count)
    #expect(!Self.learnt().redact(text).isEmpty)
  }
}
