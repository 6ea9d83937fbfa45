import Glibc

/// An IPv4 or IPv6 address in its strict text form: four decimal parts without
/// leading zeros, or RFC 4291. Spellings that a resolver would also take
/// (`0x7f.1`, `127.1`, `2130706433`) are not addresses here, so that no rule
/// about addresses can be met by one of them.
struct IPAddress: Hashable, Sendable {
  /// 4 or 16 bytes in network order.
  var bytes: [UInt8]

  /// The address that `text` spells, without brackets and zone.
  init?(_ text: String) {
    var address = [UInt8](repeating: 0, count: 16)
    if inet_pton(AF_INET, text, &address) == 1 {
      bytes = Array(address[..<4])
    } else if inet_pton(AF_INET6, text, &address) == 1 {
      bytes = address
    } else {
      return nil
    }
  }

  /// Whether this is 127.0.0.0/8 or ::1.
  var isLoopback: Bool {
    if bytes.count == 4 { return bytes[0] == 127 }
    return bytes.dropLast().allSatisfy { $0 == 0 } && bytes.last == 1
  }

  /// Whether the first `prefixLength` bits are those of `network`.
  func isWithin(_ network: IPAddress, prefixLength: Int) -> Bool {
    guard bytes.count == network.bytes.count, (0...bytes.count * 8).contains(prefixLength) else {
      return false
    }
    let wholeBytes = prefixLength / 8
    guard bytes[..<wholeBytes] == network.bytes[..<wholeBytes] else { return false }
    let restBits = prefixLength % 8
    guard restBits > 0 else { return true }
    let mask = ~(UInt8.max >> restBits)
    return bytes[wholeBytes] & mask == network.bytes[wholeBytes] & mask
  }
}
