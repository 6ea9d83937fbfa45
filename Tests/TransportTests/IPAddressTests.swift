import Testing

@testable import Transport

struct IPAddressTests {
  @Test(arguments: [
    ("10.1.2.3", "10.0.0.0", 8, true), ("11.1.2.3", "10.0.0.0", 8, false),
    ("10.1.2.3", "10.1.2.3", 32, true), ("10.1.2.4", "10.1.2.3", 32, false),
    ("10.1.2.129", "10.1.2.128", 25, true), ("10.1.2.127", "10.1.2.128", 25, false),
    ("1.2.3.4", "0.0.0.0", 0, true), ("1.2.3.4", "1.2.3.4", 33, false),
    ("1.2.3.4", "1.2.3.4", -1, false), ("::1", "0.0.0.0", 0, false),
    ("fd00:ec2::1", "fd00:ec2::", 32, true), ("fd01:ec2::1", "fd00:ec2::", 32, false),
    ("fe80::1", "fe80::", 10, true), ("fec0::1", "fe80::", 10, false),
  ])
  func networks(address: String, network: String, bits: Int, expected: Bool) throws {
    let address = try #require(IPAddress(address))
    let network = try #require(IPAddress(network))
    #expect(address.isWithin(network, prefixLength: bits) == expected)
  }

  @Test(arguments: ["", "1.2.3", "1.2.3.4.5", "01.2.3.4", "256.1.1.1", "1.2.3.4 ", ":::", "::1%lo"])
  func looseSpellingsAreNoAddresses(text: String) {
    #expect(IPAddress(text) == nil)
  }
}
