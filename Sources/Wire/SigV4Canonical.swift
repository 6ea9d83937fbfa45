/// The canonical forms of a request's parts (aws-auth-and-http 1.2, steps 2–4).
enum SigV4Canonical {
  /// Headers that a proxy or the HTTP library may add, drop or rewrite.
  static let unsignedNames: Set<String> = [
    "authorization", "connection", "expect", "keep-alive", "proxy-authenticate",
    "proxy-authorization", "te", "traceparent", "trailer", "transfer-encoding", "upgrade",
    "user-agent", "x-amzn-trace-id",
  ]

  /// `path` with empty and dot segments resolved, encoded once more.
  static func path(_ path: String) -> String {
    var segments: [Substring] = []
    for segment in path.split(separator: "/") where segment != "." {
      if segment == ".." {
        if !segments.isEmpty { segments.removeLast() }
      } else {
        segments.append(segment)
      }
    }
    var normal = "/" + segments.joined(separator: "/")
    if path.hasSuffix("/"), !segments.isEmpty { normal += "/" }
    return PercentEncoding.encode(normal, keepingSlashes: true)
  }

  /// `query` sorted by name and then value, with `=` after a bare name. Names
  /// and values are taken as they are encoded.
  static func query(_ query: String) -> String {
    let pairs = query.split(separator: "&").map { part in
      let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (name: halves[0], value: halves.count > 1 ? halves[1] : "")
    }
    let sorted = pairs.sorted { left, right in
      left.name == right.name
        ? left.value.utf8.lexicographicallyPrecedes(right.value.utf8)
        : left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
    }
    return sorted.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
  }

  /// `value` without blanks at its ends and with one space for each inner run.
  static func headerValue(_ value: String) -> String {
    let words = value.utf8.split { $0 == 0x20 || (0x09...0x0D).contains($0) }
    return words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
  }
}
