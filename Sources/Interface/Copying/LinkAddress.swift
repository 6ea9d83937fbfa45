/// An address that a text names and that may be given to a browser: of the
/// web or of a mailbox, in one piece, without anything that hides in it.
public struct LinkAddress: Hashable, Sendable {
  /// Longest address, bytes: what browsers take for sure.
  static let maximumBytes = 2_048

  /// The address; begins with its scheme, so it is never taken for an option.
  public let text: String

  /// `nil` of anything else.
  public init?(_ text: String) {
    guard text.utf8.count <= Self.maximumBytes, let colon = text.firstIndex(of: ":") else {
      return nil
    }
    let rest = text[text.index(after: colon)...]
    switch text[..<colon].lowercased() {
    case "http", "https":
      guard rest.hasPrefix("//"), rest.count > 2, rest.dropFirst(2).first != "/" else { return nil }
    case "mailto":
      guard rest.contains("@") else { return nil }
    default: return nil
    }
    guard text.unicodeScalars.allSatisfy(Self.isVisible) else { return nil }
    self.text = text
  }

  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.value > 0x20, scalar.value != 0x7F else { return false }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator, .surrogate,
      .privateUse, .unassigned:
      return false
    default: return true
    }
  }
}
