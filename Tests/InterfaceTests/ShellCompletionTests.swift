import Testing
import TextModel

@testable import Interface

/// Tab in a command for the shell.
@Suite struct ShellCompletionTests {
  private func question(_ desk: inout Desk) -> String? {
    desk.takeEffects().compactMap {
      if case .files(.complete(let query, _)) = $0 { query } else { nil }
    }.last
  }

  private func answer(_ desk: inout Desk, _ paths: String...) {
    let found = paths.map { path in
      path.hasSuffix("/")
        ? FileCandidate(path: String(path.dropLast()), isDirectory: true)
        : FileCandidate(path: path)
    }
    let number = desk.state.composer.completion.number
    desk.send(.files(.candidates(found, number: number, .whole)))
  }

  @Test(arguments: [
    ("!ls src/ma", "./src/ma", "./src/main.c", "!ls src/main.c "),
    ("!ls ", "./", "./one file", "!ls one\\ file "),
    ("!cat \"a b", "./a b", "./a b$.txt", "!cat \"a b\\$.txt\" "),
    ("!cat 'it", "./it", "./it's", "!cat 'it'\\''s' "),
    ("!cat a\\ b", "./a b", "./a b.c", "!cat a\\ b.c "),
    ("!cat <in", "./in", "./in.txt", "!cat <in.txt "),
    ("!x --file=in", "./in", "./in.txt", "!x --file=in.txt "),
    ("!cd ~/no", "~/no", "~/notes/", "!cd ~/notes/"),
    ("!cat ./x", "./x", "./xy", "!cat ./xy "),
    ("!./bu", "./bu", "./build.sh", "!./build.sh "),
    ("!cat /et", "/et", "/etc/", "!cat /etc/"),
  ])
  func tabCompletesTheLastWord(typed: String, query: String, path: String, text: String) {
    var desk = Desk()
    desk.type(typed)
    #expect(question(&desk) == nil)
    desk.press(.tab)
    #expect(question(&desk) == query)
    answer(&desk, path)
    #expect(desk.state.composer.buffer.text == text)
    #expect(desk.state.focus == .composer)
  }

  @Test func goesAsFarAsAllAgree() {
    var desk = Desk()
    desk.type("!ls ma")
    desk.press(.tab)
    answer(&desk, "./main.c", "./main.h", "./xmas")
    #expect(desk.state.composer.buffer.text == "!ls main.")
    answer(&desk, "./main.c", "./main.h")
    #expect(desk.state.completions.rows.map(\.text) == ["main.c", "main.h"])
    desk.press(.tab)
    #expect(desk.state.composer.buffer.text == "!ls main.c ")
    #expect(desk.state.completions.rows.isEmpty)
  }

  /// The popup is there to be looked at: Enter runs what stands there.
  @Test func enterRunsTheCommand() {
    var desk = Desk()
    desk.type("!ls ma")
    desk.press(.tab)
    answer(&desk, "./ma1", "./ma2")
    #expect(desk.state.completions.rows.count == 2)
    desk.press(.enter)
    #expect(desk.state.composer.buffer.isEmpty)
    #expect(desk.state.shell.running != nil)
  }

  @Test func anotherWordIsNotAskedAbout() {
    var desk = Desk()
    desk.type("!ls ma")
    desk.press(.tab)
    answer(&desk, "./ma1", "./ma2")
    _ = desk.takeEffects()
    desk.type(" @x")
    #expect(question(&desk) == nil)
    #expect(desk.state.completions.rows.isEmpty)
  }
}
