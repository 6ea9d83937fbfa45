/// Words of commands that are shown to people, to be copied to a shell.
enum ShellWord {
  /// `text` as one word: as it is where no character means anything to a
  /// shell, otherwise between single quotes.
  static func quoted(_ text: String) -> String {
    let isPlain =
      !text.isEmpty
      && text.utf8.allSatisfy {
        (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
          || "_-/.%@:+,=".utf8.contains($0)
      }
    if isPlain { return text }
    return "'"
      + text.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "'\\''") + "'"
  }
}
