import Bedrock
import Glibc
import Testing

@testable import Transport

struct TrustSettingsTests {
  @Test func precedence() {
    var environment = [
      "AWS_CA_BUNDLE": "/a", "SSL_CERT_FILE": "/s", "NODE_EXTRA_CA_CERTS": "/n",
      "REQUESTS_CA_BUNDLE": "/r",
    ]
    func source() -> TrustSettings.Source { TrustSettings(environment: environment).source }
    #expect(source() == .replacement(.init(path: "/a", variable: "AWS_CA_BUNDLE")))
    environment["AWS_CA_BUNDLE"] = ""
    #expect(source() == .replacement(.init(path: "/s", variable: "SSL_CERT_FILE")))
    environment["SSL_CERT_FILE"] = nil
    #expect(source() == .addition(.init(path: "/n", variable: "NODE_EXTRA_CA_CERTS")))
    environment["NODE_EXTRA_CA_CERTS"] = nil
    #expect(source() == .replacement(.init(path: "/r", variable: "REQUESTS_CA_BUNDLE")))
    environment["REQUESTS_CA_BUNDLE"] = nil
    #expect(source() == .system)
  }

  @Test func theProfilesBundleYieldsToItsVariableAlone() {
    let bundle = CertificateBundle(path: "/p", setting: "ca_bundle of profile \"dev\"")
    var environment = ["AWS_CA_BUNDLE": "/a", "SSL_CERT_FILE": "/s"]
    func source() -> TrustSettings.Source {
      TrustSettings(environment: environment, profileBundle: bundle).source
    }
    #expect(source() == .replacement(.init(path: "/a", variable: "AWS_CA_BUNDLE")))
    environment["AWS_CA_BUNDLE"] = nil
    #expect(source() == .replacement(.init(path: "/p", variable: bundle.setting)))
  }

  @Test func anAdditionKeepsTheSystemsDirectory() throws {
    let replaced = TrustSettings(environment: ["AWS_CA_BUNDLE": "/dev/null"])
    #expect(try replaced.locate() == .init(file: "/dev/null", directory: nil))
    let added = TrustSettings(environment: ["NODE_EXTRA_CA_CERTS": "/dev/null"])
    #expect(try added.locate() == .init(file: "/dev/null", directory: "/etc/ssl/certs"))
  }

  @Test func aDirectoryWithoutHashLinksGivesWayToABundle() throws {
    var template = Array("/tmp/adit-trust-XXXXXX".utf8CString)
    let name = try #require(mkdtemp(&template))
    let directory = String(cString: name)
    defer { rmdir(directory) }
    let bundles = ["/nonexistent", "/dev/null"]
    #expect(
      TrustSettings.systemLocation(directory: directory, bundles: bundles)
        == .init(file: "/dev/null", directory: nil))
    #expect(
      TrustSettings.systemLocation(directory: directory, bundles: ["/nonexistent"])
        == .init(file: nil, directory: directory))
    let link = directory + "/0a1b2c3d.0"
    #expect(symlink("/dev/null", link) == 0)
    defer { unlink(link) }
    #expect(
      TrustSettings.systemLocation(directory: directory, bundles: bundles)
        == .init(file: nil, directory: directory))
  }
}
