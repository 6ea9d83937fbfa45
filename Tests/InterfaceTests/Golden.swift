import Interface
import Testing

/// Compares a frame with a text file that a person can read.
///
/// `ADIT_RECORD_GOLDENS=1` writes the files instead.
enum Golden {
  static func check(
    _ frame: Frame, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let path = "/\(TestFiles.package)/Tests/InterfaceTests/Goldens/\(name).txt"
    let cursor = frame.cursor.map { "cursor \($0.column),\($0.row)" } ?? "no cursor"
    let head = "\(frame.size.columns)×\(frame.size.rows) \(cursor)"
    let text = ([head] + frame.lines.map { "|" + $0 }).joined(separator: "\n") + "\n"
    if TestFiles.environment("ADIT_RECORD_GOLDENS") == "1" {
      let isWritten = TestFiles.write(Array(text.utf8), to: path)
      #expect(isWritten, "cannot write \(path)", sourceLocation: sourceLocation)
      return
    }
    let expected = TestFiles.read(path).map { String(decoding: $0, as: UTF8.self) }
    #expect(text == expected, "golden \(name)", sourceLocation: sourceLocation)
  }
}
