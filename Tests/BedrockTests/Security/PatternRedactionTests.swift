import Testing

@testable import Bedrock

@Suite struct PatternRedactionTests {
  private static let secretKey = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
  private static let token = "IQoJb3JpZ2luX2VjEAoaCXVzLWVhc3QtMSJHMEUCIQDabcdefghijklmnopqrstuv0="
  private static let long = String(repeating: "Ab9+/", count: 24)

  static let cases: [(text: String, redacted: String)] = [
    ("key AKIAIOSFODNN7EXAMPLE.", "key ‹redacted:…MPLE›."),
    ("ASIAIOSFODNN7EXAMPLE A3TXIOSFODNN7EXAMPLE", "‹redacted:…MPLE› ‹redacted:…MPLE›"),
    ("xAKIAIOSFODNN7EXAMPLEX AKIAIOSFODNN7", "x‹redacted:…MPLE›X AKIAIOSFODNN7"),
    ("ABSK\(long)==;", "‹redacted›;"),
    ("ABSK is short", "ABSK is short"),
    ("bedrock-api-key-YmVkcm9jay5hbWF6b25hd3M= x", "‹redacted› x"),
    ("aws_secret_access_key = \(secretKey)", "aws_secret_access_key = ‹redacted›"),
    (
      "export AWS_SECRET_ACCESS_KEY=\"\(secretKey)\"", "export AWS_SECRET_ACCESS_KEY=\"‹redacted›\""
    ),
    ("SecretAccessKey: '\(secretKey)'", "SecretAccessKey: '‹redacted›'"),
    ("Set AWS_SECRET_ACCESS_KEY too.", "Set AWS_SECRET_ACCESS_KEY too."),
    ("AWS_SESSION_TOKEN=\(token)\nnext", "AWS_SESSION_TOKEN=‹redacted›\nnext"),
    ("X-Amz-Security-Token: abc def\r\nhost: x", "X-Amz-Security-Token: ‹redacted›\r\nhost: x"),
    ("x-amz-sso_bearer_token:abc", "x-amz-sso_bearer_token:‹redacted›"),
    ("x-aws-ec2-metadata-token : a", "x-aws-ec2-metadata-token : ‹redacted›"),
    ("Authorization: Bearer abc", "Authorization: ‹redacted›"),
    ("> proxy-authorization: Basic dTpw", "> proxy-authorization: ‹redacted›"),
    ("DPoP: eyJ0\nCookie: a=b", "DPoP: ‹redacted›\nCookie: ‹redacted›"),
    ("x-api-key: short", "x-api-key: ‹redacted›"),
    (
      "authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261121/us-east-1/bedrock/"
        + "aws4_request, SignedHeaders=host;x-amz-date, Signature=0123456789abcdef",
      "authorization: AWS4-HMAC-SHA256 Credential=‹redacted:…MPLE›/20261121/us-east-1/bedrock/"
        + "aws4_request, SignedHeaders=host;x-amz-date, Signature=‹redacted›"
    ),
    (
      "https://h/?X-Amz-Signature=0a1b&X-Amz-Security-Token=\(long)&x=1",
      "https://h/?X-Amz-Signature=‹redacted›&X-Amz-Security-Token=‹redacted›&x=1"
    ),
    ("the token \(token) ends", "the token ‹redacted› ends"),
    (#"{"accessToken" : "a\"b","x":1}"#, #"{"accessToken" : "‹redacted›","x":1}"#),
    (#"{"refreshToken":"a"#, #"{"refreshToken":"‹redacted›"#),
    (#"{\"clientSecret\":\"abc\",\"y\":2}"#, #"{\"clientSecret\":\"‹redacted›\",\"y\":2}"#),
    (
      #"{"Token":"abc","SessionToken":"d"}"#, #"{"Token":"‹redacted›","SessionToken":"‹redacted›"}"#
    ),
    (#"{"inputTokens":3,"token":5}"#, #"{"inputTokens":3,"token":5}"#),
    (
      "<SecretAccessKey>abc</SecretAccessKey><SessionToken>d</SessionToken>",
      "<SecretAccessKey>‹redacted›</SecretAccessKey><SessionToken>‹redacted›</SessionToken>"
    ),
    (
      "a -----BEGIN EC PRIVATE KEY-----\nMHcC\n-----END EC PRIVATE KEY----- b",
      "a -----BEGIN EC PRIVATE KEY-----‹redacted›-----END EC PRIVATE KEY----- b"
    ),
    ("-----BEGIN PRIVATE KEY-----\nMHcC", "-----BEGIN PRIVATE KEY-----‹redacted›"),
    ("-----BEGIN CERTIFICATE-----\nMHcC", "-----BEGIN CERTIFICATE-----\nMHcC"),
    ("sk-ant-api03-abcdefghijklmnop-_x!", "‹redacted›!"),
    ("http://user:pass@proxy:8080/x", "http://‹redacted›@proxy:8080/x"),
    ("http://host:8080/a@b", "http://host:8080/a@b"),
    ("SerialNumber=me&TokenCode=123456&x=1", "SerialNumber=me&TokenCode=‹redacted›&x=1"),
    (#"{"TokenCode":"123456"}"#, #"{"TokenCode":"‹redacted›"}"#),
    ("the TokenCode of the request", "the TokenCode of the request"),
    ("WebIdentityToken=eyJhbGciOi.J9&x=1", "WebIdentityToken=‹redacted›&x=1"),
    ("jwt eyJhbGciOiJub25l.eyJzdWIiOiJtZSJ9abc.c2ln end", "jwt ‹redacted› end"),
    ("nothing — to see 日本語", "nothing — to see 日本語"), ("", ""),
  ]

  @Test(arguments: 0..<cases.count)
  func whatLooksLikeASecretGoes(index: Int) {
    let (text, redacted) = Self.cases[index]
    var first = PatternRedaction(Array(text.utf8))
    #expect(String(decoding: first.run(), as: UTF8.self) == redacted)
    var second = PatternRedaction(Array(redacted.utf8))
    #expect(String(decoding: second.run(), as: UTF8.self) == redacted)
  }
}
