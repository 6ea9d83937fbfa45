import Bedrock

/// Status and headers of a final response.
struct ResponseHead: Hashable, Sendable {
  var status: Int
  /// Names in lower case.
  var headers: [HTTPHeader]

  /// Whether the connection can serve another request.
  var keepsConnection: Bool {
    !headers.contains { $0.name == "connection" && $0.value.lowercased() == "close" }
  }
}

/// Builds the final response's head from the lines that libcurl hands over.
/// Interim responses (1xx) are skipped; lines after the final head are
/// trailers and ignored.
struct ResponseHeadParser {
  /// More than any service sends; libcurl 7.88 bounds a line, not their sum.
  static let maximumBytes = 256 * 1024

  private var head: ResponseHead?
  private var isDone = false
  private var byteCount = 0

  /// The result of a line.
  enum Step: Equatable {
    case more
    case final(ResponseHead)
    case tooLarge
  }

  /// Takes one line with its line end.
  mutating func feed(_ line: some Collection<UInt8>) -> Step {
    guard !isDone else { return .more }
    byteCount += line.count
    guard byteCount <= Self.maximumBytes else { return .tooLarge }
    let text = line.trimmingLineEnd
    if text.isEmpty { return endOfHead() }
    if text.starts(with: Array("HTTP/".utf8)) {
      head = ResponseHead(status: Self.status(text), headers: [])
    } else if text.first == 0x20 || text.first == 0x09 {
      continueLastHeader(text)
    } else if let colon = text.firstIndex(of: 0x3a) {
      let name = String(decoding: text[..<colon], as: UTF8.self).lowercased()
      let value = text[text.index(after: colon)...].trimmingBlanks
      head?.headers.append(HTTPHeader(name, String(decoding: value, as: UTF8.self)))
    }
    return .more
  }

  private mutating func endOfHead() -> Step {
    guard let head, !(100..<200).contains(head.status) else { return .more }
    isDone = true
    return .final(head)
  }

  /// An obsolete folded line (RFC 9112 5.2) continues the value before it.
  private mutating func continueLastHeader(_ text: some BidirectionalCollection<UInt8>) {
    guard let count = head?.headers.count, count > 0 else { return }
    head?.headers[count - 1].value += " " + String(decoding: text.trimmingBlanks, as: UTF8.self)
  }

  private static func status(_ line: some Collection<UInt8>) -> Int {
    let digits = line.drop { $0 != 0x20 }.dropFirst().prefix { (0x30...0x39).contains($0) }
    return Int(String(decoding: digits.prefix(3), as: UTF8.self)) ?? 0
  }
}

extension Collection<UInt8> {
  fileprivate var trimmingLineEnd: ArraySlice<UInt8> {
    var bytes = Array(self)[...]
    while bytes.last == 0x0d || bytes.last == 0x0a { bytes.removeLast() }
    return bytes
  }

  fileprivate var trimmingBlanks: ArraySlice<UInt8> {
    var bytes = Array(self)[...]
    while bytes.first == 0x20 || bytes.first == 0x09 { bytes.removeFirst() }
    while bytes.last == 0x20 || bytes.last == 0x09 { bytes.removeLast() }
    return bytes
  }
}
