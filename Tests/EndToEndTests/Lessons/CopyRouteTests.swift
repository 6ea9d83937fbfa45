import Emulator
import Glibc
import TestSupport
import Testing

extension EndToEndTests {
  /// Where copies go, with programs of the clipboard that only write down what
  /// they got.
  @Suite struct CopyRoutes {
    private static let code = "let first = 1\n\tlet second = 2"
    private static let answer = "Look:\n\n```swift\n\(code)\n```\n"

    /// A program called `name` that keeps its stdin in the home.
    private static func install(_ name: String, in adit: AditUnderTest, failing: Bool = false)
      throws
    {
      try adit.home.write(
        "#!/bin/sh\necho \"$@\" > \"$HOME/\(name).arguments\"\n"
          + (failing ? "exit 3\n" : "cat > \"$HOME/\(name).text\"\n"), to: "tools/\(name)")
      chmod("\(adit.home.path)/tools/\(name)", 0o755)
    }

    /// A file of the home; empty where there is none.
    private static func read(_ name: String, in adit: AditUnderTest) -> String {
      TestFile.text("\(adit.home.path)/\(name)")
    }

    private static func start(
      _ adit: AditUnderTest, term: String = "xterm-256color", _ variables: [String: String],
      end: String = "tok · $"
    ) throws -> PtyProcess {
      let path = "\(adit.home.path)/tools:/usr/bin:/bin"
      var all: [String: String?] = ["PATH": path]
      for (name, value) in variables { all[name] = value }
      let terminal = try adit.open(term: term, columns: 120, adding: all)
      terminal.send("Show")
      try terminal.expect(end)
      try terminal.expectIdle()
      terminal.write("\t")
      return terminal
    }

    /// `y` and a digit, as a hand types them.
    private static func copyCode(on terminal: PtyProcess) {
      terminal.pauseLikeAHand()
      terminal.write("y")
      terminal.pauseLikeAHand()
      terminal.write("1")
    }

    private static func leave(_ terminal: PtyProcess) {
      terminal.pauseLikeAHand()
      terminal.write("q")
      terminal.pauseLikeAHand()
      terminal.quit()
    }

    @Test(arguments: [
      ("wl-copy", ["WAYLAND_DISPLAY": "wayland-0"], ""),
      ("xclip", ["DISPLAY": ":0"], "-selection clipboard"),
      ("xsel", ["DISPLAY": ":0"], "--clipboard --input"),
    ])
    func lesson14_aToolOfTheDesktop(
      tool: String, variables: [String: String], arguments: String
    ) throws {
      let adit = try AditUnderTest(.says(Self.answer))
      try Self.install(tool, in: adit)
      if tool == "xsel" { try Self.install("xclip", in: adit, failing: true) }
      let terminal = try Self.start(adit, variables)
      Self.copyCode(on: terminal)
      try terminal.expect("copied code block 1 (2 lines) with \(tool)")
      #expect(Self.read("\(tool).text", in: adit) == Self.code)
      #expect(Self.read("\(tool).arguments", in: adit) == arguments + "\n")
      Self.leave(terminal)
    }

    @Test(arguments: [true, false])
    func lesson14_tmux(passesOn: Bool) throws {
      let adit = try AditUnderTest(.says(Self.answer))
      try adit.home.write(
        """
        #!/bin/sh
        case "$1" in
        load-buffer) echo "$@" > "$HOME/tmux.arguments"; cat > "$HOME/tmux.text" ;;
        display-message) echo "external \(passesOn ? "clipboard" : "256")" ;;
        esac

        """, to: "tools/tmux")
      chmod("\(adit.home.path)/tools/tmux", 0o755)
      try Self.install("xclip", in: adit)
      let terminal = try Self.start(
        adit, ["DISPLAY": ":0", "SSH_TTY": "/dev/pts/9", "TMUX": "/tmp/x,1,0"])
      Self.copyCode(on: terminal)
      try terminal.expect(
        passesOn
          ? "copied code block 1 (2 lines) with tmux"
          : "copied code block 1 (2 lines) into tmux alone: paste with prefix + ]")
      #expect(Self.read("tmux.text", in: adit) == Self.code)
      #expect(Self.read("tmux.arguments", in: adit) == "load-buffer -w -\n")
      #expect(Self.read("xclip.text", in: adit).isEmpty)
      Self.leave(terminal)
    }

    @Test func lesson14_theTerminalItself() throws {
      let adit = try AditUnderTest(.says(Self.answer))
      let terminal = try Self.start(adit, ["SSH_TTY": "/dev/pts/9", "DISPLAY": ":0"])
      Self.copyCode(on: terminal)
      try terminal.expect("copied code block 1 (2 lines): sent to the terminal (OSC 52)")
      let bytes = String(decoding: terminal.output, as: UTF8.self)
      #expect(bytes.contains("\u{1b}]52;c;bGV0IGZpcnN0ID0gMQoJbGV0IHNlY29uZCA9IDI=\u{7}"))
      Self.leave(terminal)
    }

    @Test func lesson14_aFileWhereNothingElseIs() throws {
      let adit = try AditUnderTest(.says(Self.answer))
      let terminal = try Self.start(adit, term: "linux", [:])
      Self.copyCode(on: terminal)
      try terminal.expect(
        "written to ~/.local/state/adit/copied.txt: no clipboard can be reached from this terminal")
      #expect(Self.read(".local/state/adit/copied.txt", in: adit) == Self.code)
      var status = stat()
      stat("\(adit.home.path)/.local/state/adit/copied.txt", &status)
      #expect(status.st_mode & 0o777 == 0o600)
      Self.leave(terminal)
    }

    @Test func lesson14_whatIsTooLongForTheTerminalGoesIntoAFile() throws {
      let adit = try AditUnderTest(.says("```\n\(numberedWords(12_000))\n```\n"))
      let terminal = try Self.start(adit, [:], end: "cut at the output limit")
      Self.copyCode(on: terminal)
      try terminal.expect("written to ~/.local/state/adit/copied.txt: too long for the terminal")
      #expect(Self.read(".local/state/adit/copied.txt", in: adit).utf8.count > 55_500)
      Self.leave(terminal)
    }
  }
}
