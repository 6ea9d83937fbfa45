import Testing

@testable import Bedrock

@Suite struct EndpointTests {
  @Test(arguments: [
    ("https://example.com", "https://example.com", "example.com", ""),
    ("HTTPS://Example.COM/", "https://example.com", "example.com", ""),
    ("https://h:443", "https://h", "h", ""),
    ("https://h:8443/a/b/", "https://h:8443", "h:8443", "/a/b"),
    ("http://127.0.0.1:8080", "http://127.0.0.1:8080", "127.0.0.1:8080", ""),
    ("http://127.9.8.7:80/x", "http://127.9.8.7", "127.9.8.7", "/x"),
    ("http://localhost:1", "http://localhost:1", "localhost:1", ""),
    ("http://[::1]:9", "http://[::1]:9", "[::1]:9", ""),
    ("https://[2001:DB8::1]", "https://[2001:db8::1]", "[2001:db8::1]", ""),
  ])
  func urls(text: String, origin: String, host: String, path: String) throws {
    let endpoint = try Endpoint(parsing: text)
    #expect(endpoint.origin == origin)
    #expect(endpoint.hostHeader == host)
    #expect(endpoint.basePath == path)
  }

  @Test(arguments: [
    "", "example.com", "ftp://h", "https://", "https://h:0", "https://h:99999", "https://h:x",
    "https://h?x=1", "https://u:p@h", "https://h/a b", "https://h#f", "https://[::1", "https://hé",
    "http://example.com", "http://128.0.0.1", "http://127.0.0.1.evil.com", "http://127.1",
    "http://localhost.evil.com", "http://169.254.169.254", "http://0.0.0.0", "http://[::2]",
  ])
  func refused(text: String) {
    #expect(throws: EndpointError.self) { try Endpoint(parsing: text) }
  }

  @Test func plainHTTPIsRefusedWithItsReason() {
    #expect(
      throws: EndpointError(
        "\"http://example.com\" would send keys and prompts unencrypted; plain http works only to"
          + " 127.0.0.0/8, [::1] and localhost")
    ) { try Endpoint(parsing: "http://example.com") }
  }

  @Test(arguments: [
    ("https://user:secret@h/x", "…@h/x"), ("https://h/?token=secret", "https://h/?…"),
    ("user:secret@h?token=secret", "…@h?…"),
  ])
  func noSecretIsRepeated(url: String, shown: String) {
    let error = #expect(throws: EndpointError.self) { try Endpoint(parsing: url) }
    #expect(error?.reason.hasPrefix("\"\(shown)\" ") == true)
  }
}
