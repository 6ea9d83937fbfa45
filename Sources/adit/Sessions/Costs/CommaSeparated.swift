/// Records of comma-separated values (RFC 4180).
enum CommaSeparated {
  /// `cells` as one record with its line end; those with commas, quotes or
  /// line ends stand in quotes.
  static func record(_ cells: [String]) -> String {
    cells.map(field).joined(separator: ",") + "\r\n"
  }

  private static func field(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      byte != UInt8(ascii: ",") && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\r")
        && byte != UInt8(ascii: "\n")
    }
    guard !isPlain else { return text }
    let quoted = text.map { $0 == "\"" ? "\"\"" : String($0) }.joined()
    return "\"\(quoted)\""
  }
}
