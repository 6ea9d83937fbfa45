internal import Glibc

/// Why there is no full screen. `description` is the sentence for people.
public enum TerminalError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Standard input or output is no terminal.
  case notATerminal
  /// TERM is empty or unset.
  case termUnset
  /// The terminfo database has no usable entry of that name.
  case termUnknown(String)
  /// The entry cannot address the cursor.
  case cannotAddressCursor(String)
  /// The system has no UTF-8 locale.
  case noUTF8Locale
  /// A call of the system that does not fail on a healthy one.
  case system(call: String, code: Int32)

  /// One line, without the program's name.
  public var description: String {
    switch self {
    case .notATerminal:
      "standard input and output must be a terminal; in scripts use adit -p \"prompt\""
    case .termUnset:
      "TERM is not set, so the terminal's abilities are unknown; try TERM=xterm-256color"
    case .termUnknown(let name):
      "this system has no description of TERM=\(Self.printable(name)); try TERM=xterm-256color"
    case .cannotAddressCursor(let name):
      "TERM=\(Self.printable(name)) cannot address the cursor, which a full screen needs; "
        + "use adit -p \"prompt\" there"
    case .noUTF8Locale: "the system has no UTF-8 locale, not even C.UTF-8"
    case .system(let call, let code): "\(call): \(String(cString: strerror(code)))"
    }
  }

  /// Names come from the environment: nothing of them acts on the terminal.
  private static func printable(_ name: String) -> String {
    String(
      String.UnicodeScalarView(
        name.unicodeScalars.prefix(64).map { (0x20..<0x7f).contains($0.value) ? $0 : "?" }))
  }
}
