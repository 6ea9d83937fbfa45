import Bedrock
import Testing

@testable import Transport

struct OriginTests {
  @Test(arguments: [
    (
      "https://bedrock-runtime.us-east-1.amazonaws.com/model/a%3A0/invoke",
      "https bedrock-runtime.us-east-1.amazonaws.com 443"
    ),
    ("HTTPS://Example.COM:8443", "https example.com 8443"),
    ("https://example.com?x=http://y", "https example.com 443"),
    ("https://[2001:DB8::1]:444/", "https 2001:db8::1 444"),
    ("https://127.0.0.1.evil.com/", "https 127.0.0.1.evil.com 443"),
    ("http://127.0.0.1:8080/x", "http 127.0.0.1 8080"),
    ("http://127.255.0.3/", "http 127.255.0.3 80"),
    ("http://LOCALHOST/", "http localhost 80"),
    ("http://[::1]:9/", "http ::1 9"),
    ("http://[0:0:0:0:0:0:0:1]/", "http 0:0:0:0:0:0:0:1 80"),
    ("http://169.254.169.254/latest/api/token", "http 169.254.169.254 80"),
    ("http://169.254.170.2/v2/credentials", "http 169.254.170.2 80"),
    ("http://169.254.170.23/v1/credentials", "http 169.254.170.23 80"),
    ("http://[fd00:ec2::254]/", "http fd00:ec2::254 80"),
    ("http://[FD00:EC2::23]/", "http fd00:ec2::23 80"),
  ])
  func usableURLs(url: String, expected: String) throws {
    let origin = try Origin(url: url)
    #expect("\(origin.scheme) \(origin.host) \(origin.port)" == expected)
  }

  @Test(arguments: [
    // Not this machine, whatever it looks like.
    "http://127.0.0.1.evil.com/", "http://localhost.evil.com/", "http://evil.com/",
    "http://169.254.169.253/", "http://[fd00:ec2::1]/", "http://128.0.0.1/",
    "http://notlocalhost/", "http://localhost./", "http://[::ffff:127.0.0.1]/",
    // Spellings of an address that only some parsers take.
    "http://0x7f.1/", "http://0x7f000001/", "http://2130706433/", "http://127.1/",
    "http://0177.0.0.1/", "http://127.0.0.01/", "http://127.0.0.1./", "http://0/",
    // A user in front of the host.
    "http://127.0.0.1@evil.com/", "http://user:pass@127.0.0.1/", "https://a@b.com/",
    "http://127.0.0.1:80@evil.com/",
    // Characters that parsers disagree about.
    "http://127.0.0.1\\@evil.com/", "http://127.0.0.1#@evil.com/", "http://127.0.0.1%2eevil.com/",
    "https://exa mple.com/", "https://example.com/\r\nx: y", "https://ex\u{e4}mple.com/",
    "https://example.com/\u{0}",
    // No scheme, host or port to speak of.
    "", "example.com", "//example.com", "ftp://127.0.0.1/", "file:///etc/passwd", "https:/x",
    "https://", "https:///x", "https://:443/", "https://a:/", "https://a:0/", "https://a:65536/",
    "https://a:+1/", "https://a:1:2/", "https://[::1/", "https://[::1]x/", "https://[1.2.3.4]/",
    "https://[fe80::1%25eth0]/", "https://[]/", " https://a/",
  ])
  func forbiddenURLs(url: String) {
    #expect { try Origin(url: url) } throws: { ($0 as? HTTPFailure)?.code == .forbiddenURL }
  }

  @Test func anIPv6OriginKeepsItsBrackets() throws {
    #expect(try Origin(url: "http://[::1]:81/x").rootURL == "http://[::1]:81/")
  }
}
