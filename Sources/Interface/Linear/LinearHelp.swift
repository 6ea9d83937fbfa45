import TextModel

/// What `/help` says without a screen.
enum LinearHelp {
  static var lines: [StyledLine] {
    let typing = [
      "Enter sends. A line that ends in \\ goes on in the next one; a paste is one prompt.",
      "@opus and the like as the first word: this turn only with that model or family.",
      "@path or @path:10-40: the file, or these lines of it, goes with the prompt.",
      "!command runs it in the shell; what it printed goes with the next prompt.",
      "Ctrl+C stops an answer or closes a list; twice, when nothing runs, it leaves. Ctrl+D leaves.",
      "Commands:",
    ]
    return typing.map { StyledLine($0) }
      + SlashCommand.allCases.map { StyledLine("/\($0.rawValue): \($0.summary)") }
  }
}
