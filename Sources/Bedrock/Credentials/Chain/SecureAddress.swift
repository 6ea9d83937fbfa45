/// Finds addresses in what commands print.
enum SecureAddress {
  /// The first `https://…` in `text`, without the punctuation of the sentence
  /// around it.
  static func first(in text: String) -> String? {
    guard let start = text.firstOccurrence(of: "https://") else { return nil }
    var address = text[start.lowerBound...].prefix {
      !$0.isWhitespace && !"\"'<>`\u{1B}".contains($0) && $0.isASCII
    }
    while let last = address.last, ".,;:!?)]}".contains(last) { address.removeLast() }
    return address.count > "https://".count ? String(address) : nil
  }
}
