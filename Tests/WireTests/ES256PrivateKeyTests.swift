import TestSupport
import Testing
import Wire

struct ES256PrivateKeyTests {
  /// The key of RFC 6979, A.2.5, in SEC 1.
  static let sec1 = """
    -----BEGIN EC PRIVATE KEY-----
    MHcCAQEEIMmvqdhFunUWa1whV2ex1pNOUMPbNuibEnuKYisSD2choAoGCCqGSM49
    AwEHoUQDQgAEYP7UuiVanTHJYet0xjVtaMBJuJI7Yfps5mliLmDyn7Z5A/4QCLi8
    maQa6elWKLxk8vGyDC1+n1F3o8KU1EYimQ==
    -----END EC PRIVATE KEY-----

    """
  /// The same without its public half, which is optional.
  static let withoutPublicKey = """
    -----BEGIN EC PRIVATE KEY-----
    MDECAQEEIMmvqdhFunUWa1whV2ex1pNOUMPbNuibEnuKYisSD2choAoGCCqGSM49
    AwEH
    -----END EC PRIVATE KEY-----
    """
  /// The same in PKCS #8.
  static let pkcs8 = """
    -----BEGIN PRIVATE KEY-----
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgya+p2EW6dRZrXCFX
    Z7HWk05Qw9s26JsSe4piKxIPZyGhRANCAARg/tS6JVqdMclh63TGNW1owEm4kjth
    +mzmaWIuYPKftnkD/hAIuLyZpBrp6VYovGTy8bIMLX6fUXejwpTURiKZ
    -----END PRIVATE KEY-----
    """
  static let encrypted = """
    -----BEGIN ENCRYPTED PRIVATE KEY-----
    MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAgVszdxHBTEJwICCAAw
    DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEAHsNF3Kkkno5rje5yW/WGwEgZBY
    VYKpzjrsq3p15K+GRs08ngoHjCEcjsjiIcnA/jTabOl+guuJI2l59PRNlWEHHskk
    76IR/5sJMbV+ds6qBAy2qpPPNqj4RmKsDBuYilv+53c/2GNpBsX6tVX75RDbWxVw
    eFHJdAHL1/QfUa1GstAerZvQk0fZ0r0sRwvpQfWHaPJvmO0bd8D4CH9v1njQiO4=
    -----END ENCRYPTED PRIVATE KEY-----
    """
  static let ed25519 = """
    -----BEGIN PRIVATE KEY-----
    MC4CAQAwBQYDK2VwBCIEIHcuWALmfuv8j38vjA1Wj4agzj4Iy1Qtv1jLN1iSf/Fd
    -----END PRIVATE KEY-----
    """
  static let p384 = """
    -----BEGIN EC PRIVATE KEY-----
    MIGkAgEBBDCdprJ9cub9NyMw1iLkqOLGJBuZ3fZ4C334/7sSqohz19PclCRrpNZt
    FqmRV6C//96gBwYFK4EEACKhZANiAASqYog18cQm5tPge3oNTTCdQcqGLOfsKlcU
    EKBnJwnNTawGxudPZngU0NCcvXBMW22i4f6pLF+LN1+ENLaxmCxUxblusbsGOqUj
    jWBTNvWsT/SWXweMNixE1qxTbsb4hoA=
    -----END EC PRIVATE KEY-----
    """
  static let x = Hex.decode("60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6")
  static let y = Hex.decode("7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299")

  @Test(arguments: [
    sec1, withoutPublicKey, pkcs8, sec1.split(separator: "\n").joined(separator: "\r\n"),
  ])
  func readsThePublicPoint(pem: String) throws {
    let key = try ES256PrivateKey(pem: pem)
    #expect(key.x == Self.x)
    #expect(key.y == Self.y)
  }

  @Test(
    arguments: [sec1, withoutPublicKey, pkcs8], ["", "sample", String(repeating: "x", count: 9999)])
  func signaturesAreAccepted(pem: String, text: String) throws {
    let key = try ES256PrivateKey(pem: pem)
    let message = Array(text.utf8)
    let signature = try key.signature(of: message)
    #expect(ES256Verifier.accepts(signature, of: message, x: key.x, y: key.y) == true)
    #expect(ES256Verifier.accepts(signature, of: message + [0], x: key.x, y: key.y) == false)
  }

  /// About one number in 256 is shorter than 32 bytes.
  @Test func shortNumbersArePadded() throws {
    let key = try ES256PrivateKey(pem: Self.sec1)
    for number in 0..<600 {
      let message = Array("\(number)".utf8)
      let signature = try key.signature(of: message)
      #expect(ES256Verifier.accepts(signature, of: message, x: key.x, y: key.y) == true)
    }
  }

  /// RFC 6979, A.2.5: the published signature of "sample" passes the check
  /// that the others are held to.
  @Test func publishedSignatureIsAccepted() throws {
    let signature = try #require(
      Hex.decode(
        "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
          + "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"))
    let (x, y) = (try #require(Self.x), try #require(Self.y))
    #expect(ES256Verifier.accepts(signature, of: Array("sample".utf8), x: x, y: y) == true)
  }

  @Test(arguments: [
    "", "no key", encrypted, ed25519, p384, "\0\0\0", String(sec1.dropLast(60)),
    sec1.split(separator: "\n").dropLast().joined(separator: "\n"),
    "-----BEGIN EC PRIVATE KEY-----\n!!!!\n-----END EC PRIVATE KEY-----\n",
    "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n",
    "-----BEGIN EC PRIVATE KEY-----\n-----END EC PRIVATE KEY-----\n",
  ])
  func refusesWhatIsNoKey(pem: String) {
    #expect(throws: ES256PrivateKey.KeyError.unusableKey) { try ES256PrivateKey(pem: pem) }
  }

  /// Every cut of a key is refused or reads as the same key; none traps.
  @Test func cutsAreTotal() {
    for count in 0..<Self.sec1.utf8.count {
      let key = try? ES256PrivateKey(pem: String(Self.sec1.prefix(count)))
      #expect(key == nil || key?.x == Self.x)
    }
  }
}
