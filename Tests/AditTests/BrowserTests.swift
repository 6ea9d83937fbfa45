import Testing

@testable import adit

@Suite struct BrowserTests {
  @Test(arguments: [
    ([:], false), (["DISPLAY": ":0"], true), (["WAYLAND_DISPLAY": "wayland-0"], true),
    (["DISPLAY": ""], false), (["DISPLAY": "localhost:10.0", "SSH_CONNECTION": "a b"], false),
    (["DISPLAY": ":0", "SSH_TTY": "/dev/pts/1"], false),
  ])
  func isThereOnlyWithADisplayOfOnesOwn(environment: [String: String], isAvailable: Bool) {
    #expect(Browser(environment: environment).isAvailable == isAvailable)
  }

  @Test(arguments: [
    ("https://device.sso.us-east-1.amazonaws.com/", true), ("http://127.0.0.1:8080/start", true),
    ("http://example.com/", false), ("--version", false), ("file:///etc/passwd", false),
  ])
  func opensAddressesAlone(text: String, isAddress: Bool) {
    #expect(Browser.isAddress(text) == isAddress)
  }
}
