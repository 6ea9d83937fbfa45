import Testing

@testable import Transport

struct ProxySettingsTests {
  @Test func wordsThatQuoteTheCredentialsAreReplaced() {
    let proxy = ProxySettings.Proxy(url: "foo://u:secret@h:1", variable: "https_proxy")
    #expect(
      proxy.withoutCredentials("Unsupported proxy scheme for 'foo://u:secret@h:1'")
        == "its URL cannot be read")
    #expect(proxy.withoutCredentials("Connection refused") == "Connection refused")
  }

  @Test(
    arguments: [
      ([:], nil),
      (["https_proxy": " ", "HTTPS_PROXY": " http://b:2\n"], "http://b:2"),
      (["https_proxy": "http://a:1", "HTTPS_PROXY": "http://b:2"], "http://a:1"),
      (["https_proxy": "", "HTTPS_PROXY": "http://b:2", "ALL_PROXY": "http://c:3"], "http://b:2"),
      (["all_proxy": "http://c:3", "ALL_PROXY": "http://d:4"], "http://c:3"),
      (["ALL_PROXY": "socks5://d:4"], "socks5://d:4"),
      (["http_proxy": "http://e:5", "HTTP_PROXY": "http://f:6"], nil),
    ] as [([String: String], String?)])
  func variablesForHTTPS(environment: [String: String], expected: String?) {
    let settings = ProxySettings(environment: environment)
    #expect(settings.proxy(for: "https://example.com/")?.url == expected)
  }

  @Test(arguments: [
    "http://127.0.0.1:1/", "http://localhost/", "https://localhost/", "https://[::1]/",
    "http://169.254.169.254/latest", "http://[fd00:ec2::254]/",
  ])
  func thisMachineAndMetadataAreNeverProxied(url: String) {
    let settings = ProxySettings(environment: [
      "http_proxy": "http://p:1", "https_proxy": "http://p:1", "ALL_PROXY": "http://p:1",
    ])
    #expect(settings.proxy(for: url) == nil)
  }

  @Test(arguments: [
    ("*", "example.com", true),
    (".amazonaws.com", "bedrock.us-east-1.amazonaws.com", true),
    ("amazonaws.com", "bedrock.us-east-1.amazonaws.com", true),
    ("*.amazonaws.com", "bedrock.us-east-1.amazonaws.com", true),
    ("amazonaws.com", "amazonaws.com", true),
    ("*.amazonaws.com", "amazonaws.com", true),
    ("AmazonAWS.com.", "bedrock.amazonaws.com", true),
    ("amazonaws.com", "evilamazonaws.com", false),
    ("amazonaws.com", "amazonaws.com.evil.com", false),
    ("example.com:443", "example.com", true),
    ("a.com, example.com", "example.com", true),
    ("a.com example.com\tb.com", "example.com", true),
    (",, ,", "example.com", false),
    ("10.0.0.0/8", "10.20.30.40", true),
    ("10.0.0.0/8", "11.20.30.40", false),
    ("10.0.0.0/99", "10.20.30.40", false),
    ("10.0.0.0/x", "10.20.30.40", false),
    ("10.1.2.3", "10.1.2.3", true),
    ("10.1.2.3:443", "10.1.2.3", true),
    ("0.1.2.3", "10.1.2.3", false),
    ("fd00::/8", "[fd12::1]", true),
    ("[fd12::1]:443", "[fd12::1]", true),
    ("fd12:0::1", "[fd12::1]", true),
    ("fd12::2", "[fd12::1]", false),
  ])
  func exceptions(list: String, host: String, isDirect: Bool) {
    let settings = ProxySettings(environment: ["https_proxy": "http://p:1", "NO_PROXY": list])
    #expect((settings.proxy(for: "https://\(host)/") == nil) == isDirect)
  }

  @Test func theLowerCaseListWins() {
    let settings = ProxySettings(environment: [
      "https_proxy": "http://p:1", "no_proxy": "a.com", "NO_PROXY": "b.com",
    ])
    #expect(settings.proxy(for: "https://a.com/") == nil)
    #expect(settings.proxy(for: "https://b.com/")?.variable == "https_proxy")
  }

  @Test(arguments: [
    ("http://user:p@ss@proxy:3128/", "http://proxy:3128"), ("proxy:3128", "proxy:3128"),
    ("socks5h://u@[::1]:9", "socks5h://[::1]:9"),
    ("http://u:a/b@proxy:1/x", "http://proxy:1"), ("u:p@proxy", "proxy"),
  ])
  func theNameForPeopleHoldsNoCredentials(url: String, expected: String) {
    #expect(ProxySettings.Proxy(url: url, variable: "https_proxy").displayName == expected)
  }
}
