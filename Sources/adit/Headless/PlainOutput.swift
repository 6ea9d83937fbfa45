internal import Glibc
internal import TextModel

/// Writing to stdout and stderr of a run without a screen. What a terminal
/// would interpret becomes a visible picture when a terminal is listening; a
/// pipe gets the bytes as they are.
struct PlainOutput {
  private let descriptor: Int32
  private let isTerminal: Bool

  static let answer = PlainOutput(STDOUT_FILENO)
  static let messages = PlainOutput(STDERR_FILENO)

  private init(_ descriptor: Int32) {
    self.descriptor = descriptor
    isTerminal = isatty(descriptor) == 1
  }

  /// Writes `text`; `false` when nobody reads any more.
  @discardableResult
  func write(_ text: String) -> Bool { FileAccess.write(bytes(of: text), to: descriptor) }

  /// `text` as it is written.
  func bytes(of text: String) -> [UInt8] { Array((isTerminal ? Self.visible(text) : text).utf8) }

  /// Writes `text` to stdout as all that a command has to say; the exit code.
  static func print(_ text: String, code: ExitCode = .done) -> Int32 {
    guard answer.write(text) else { return failure(errno: errno).rawValue }
    return code.rawValue
  }

  /// Says why stdout cannot be written to, unless it is only that nobody
  /// reads it.
  static func failure(errno number: Int32) -> ExitCode {
    guard number != EPIPE else { return .brokenPipe }
    messages.write("adit: stdout: \(String(cString: strerror(number)))\n")
    return .failed
  }

  /// `text` with control characters as pictures; line ends and tabs stay.
  static func visible(_ text: String) -> String {
    var out = ""
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      if index > 0 { out += "\n" }
      for piece in TextLayout.glyphs(of: line, style: .plain) { append(piece.glyph, to: &out) }
    }
    return out
  }

  private static func append(_ glyph: Glyph, to out: inout String) {
    let marks = (0..<4).map { glyph.marks[$0] }.filter { $0 != 0 }
    for value in [glyph.scalar] + marks {
      if let scalar = Unicode.Scalar(value) { out.unicodeScalars.append(scalar) }
    }
  }
}
