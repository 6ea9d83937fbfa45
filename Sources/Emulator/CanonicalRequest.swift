/// What AWS computes from a request to check its signature (SigV4, by the
/// rules of aws-auth-and-http 1.2). Written apart from the client's signer.
struct CanonicalRequest: Hashable, Sendable {
  var text: String

  /// `signedHeaders` in the order of the `Authorization` header.
  init(_ request: ReceivedRequest, signedHeaders: [String], bodyHash: String) {
    var lines = [
      request.method, Self.path(String(request.path)), Self.query(String(request.query)),
    ]
    for name in signedHeaders {
      let values = request.headers.filter { $0.name == name }.map { Self.collapsed($0.value) }
      lines.append("\(name):\(values.joined(separator: ","))")
    }
    lines += ["", signedHeaders.joined(separator: ";"), bodyHash]
    text = lines.joined(separator: "\n")
  }

  /// Dot segments and empty segments resolved, then every byte but the
  /// unreserved ones and `/` encoded (once more, where it was encoded already).
  static func path(_ raw: String) -> String {
    var kept: [Substring] = []
    for segment in raw.split(separator: "/") where segment != "." {
      if segment == ".." {
        _ = kept.popLast()
      } else {
        kept.append(segment)
      }
    }
    let ends = raw.hasSuffix("/") && !kept.isEmpty ? "/" : ""
    return PercentCoding.encode("/" + kept.joined(separator: "/") + ends, keeping: "/")
  }

  /// Pairs in canonical encoding, sorted by name, then value.
  static func query(_ raw: String) -> String {
    let pairs = raw.split(separator: "&").map { part -> [String] in
      let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (0...1).map { index in
        guard index < halves.count else { return "" }
        return PercentCoding.encode(PercentCoding.decode(String(halves[index])), keeping: "")
      }
    }
    let sorted = pairs.sorted { left, right in
      left[0] == right[0]
        ? left[1].utf8.lexicographicallyPrecedes(right[1].utf8)
        : left[0].utf8.lexicographicallyPrecedes(right[0].utf8)
    }
    return sorted.map { "\($0[0])=\($0[1])" }.joined(separator: "&")
  }

  /// Runs of white space as one space, none at the ends.
  private static func collapsed(_ value: String) -> String {
    value.split { $0 == " " || $0 == "\t" }.joined(separator: " ")
  }
}

/// Percent-encoding of RFC 3986 with upper-case digits.
enum PercentCoding {
  /// Encodes every byte that is neither unreserved nor in `keeping`.
  static func encode(_ text: String, keeping: String) -> String {
    let kept = Array(keeping.utf8)
    var out: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        out.append(byte)
      case _ where kept.contains(byte):
        out.append(byte)
      default:
        let digits = Array("0123456789ABCDEF".utf8)
        out += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// Decodes `%xx`; anything else stands as it is.
  static func decode(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var out: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
        let value = UInt8(String(decoding: bytes[index + 1...index + 2], as: UTF8.self), radix: 16)
      {
        out.append(value)
        index += 3
      } else {
        out.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
