import Emulator
import Glibc
import TestSupport
import Testing

extension EndToEndTests {
  /// Text that leaves the screen: printed, edited, written; and the mouse.
  @Suite struct TakingOut {
    private static let answer = "The answer\u{1b}[31m is short.\n"

    private static func start(
      _ adit: AditUnderTest, adding variables: [String: String?] = [:]
    ) throws -> PtyProcess {
      let terminal = try adit.open(adding: variables)
      terminal.send("Ask")
      try terminal.expect("is short.")
      try terminal.expectIdle()
      return terminal
    }

    @Test func lesson04_printsEverythingToTheScrollbackAndComesBack() throws {
      let adit = try AditUnderTest(.says(Self.answer))
      let terminal = try Self.start(adit)
      terminal.send("/print")
      try terminal.expect("the printed transcript") {
        !$0.screen.isAlternate && $0.screen.contains("any key goes back to adit")
      }
      #expect(terminal.screen.contains("The answer␛[31m is short."))
      #expect(terminal.screen.contains("Ask"))
      terminal.write("\u{3}")
      try terminal.expect("the screen again") {
        $0.screen.isAlternate && $0.status.contains("? help")
      }
      terminal.quit()
    }

    @Test(arguments: [true, false])
    func lesson04_printsTheLastAnswerAtTheEndIfSetSo(isSet: Bool) throws {
      let adit = try AditUnderTest(.says(Self.answer))
      try adit.home.write("{\"printOnExit\": \(isSet)}", to: ".config/adit/config.json")
      let terminal = try Self.start(adit)
      terminal.write("\u{4}")
      terminal.expectExit(.code(0))
      #expect(terminal.screen.contains("The answer␛[31m is short.") == isSet)
    }

    @Test func lesson04_theEditorReadsACopyThatIsGoneAfterwards() throws {
      let adit = try AditUnderTest(.says(Self.answer))
      try adit.home.write(
        """
        #!/bin/sh
        for file; do :; done
        echo "$@" > "$HOME/arguments"
        stat -c %a "$file" > "$HOME/mode"
        cat "$file" > "$HOME/text"
        echo changed > "$file"

        """, to: "tools/vim")
      chmod("\(adit.home.path)/tools/vim", 0o755)
      let terminal = try Self.start(adit, adding: ["VISUAL": "\(adit.home.path)/tools/vim"])
      terminal.write("\t")
      terminal.pauseLikeAHand()
      terminal.write("e")
      try terminal.expect("the screen again") { _ in
        access("\(adit.home.path)/text", F_OK) == 0
      }
      try terminal.expect("the screen again") {
        $0.screen.isAlternate && $0.status.contains("q back")
      }
      let arguments = TestFile.text("\(adit.home.path)/arguments")
      #expect(arguments.hasPrefix("-R +"))
      #expect(arguments.contains("adit-read-") && arguments.hasSuffix(".md\n"))
      #expect(TestFile.text("\(adit.home.path)/mode") == "600\n")
      #expect(TestFile.text("\(adit.home.path)/text").contains("The answer\u{1b}[31m is short."))
      let path = arguments.split(separator: " ").last.map { $0.dropLast() } ?? ""
      #expect(access(String(path), F_OK) != 0)
      terminal.pauseLikeAHand()
      terminal.write("q")
      terminal.pauseLikeAHand()
      terminal.quit()
    }

    @Test func lesson04_writesNoFileThatIsThereUnasked() throws {
      let adit = try AditUnderTest(.says(Self.answer))
      try adit.home.write("mine", to: "kept.md")
      let terminal = try Self.start(adit)
      terminal.send("/write ~/kept.md")
      try terminal.expect("exists, Enter exchanges it: ~/kept.md")
      #expect(TestFile.text("\(adit.home.path)/kept.md") == "mine")
      terminal.pauseLikeAHand()
      terminal.write("\r")
      try terminal.expect("written to ~/kept.md")
      #expect(TestFile.text("\(adit.home.path)/kept.md").contains("## you"))
      terminal.pauseLikeAHand()
      terminal.write("q")
      terminal.pauseLikeAHand()
      terminal.quit()
    }

    @Test func lesson15_theMouseIsTheTerminalsUnlessAskedFor() throws {
      let adit = try AditUnderTest(.says(Self.answer))
      let terminal = try Self.start(adit)
      func isOn(_ mode: Int) -> Bool { terminal.screen.modes[mode] == true }
      for mode in [1000, 1002, 1003, 1006] { #expect(terminal.screen.modes[mode] == nil) }
      terminal.write("\u{1b}[20~")
      try terminal.expect("mouse: wheel · Shift+drag selects")
      #expect(isOn(1000) && isOn(1006) && !isOn(1002))
      terminal.pauseLikeAHand()
      terminal.write("\u{1b}[20~")
      try terminal.expect("mouse: full · Shift+drag selects")
      #expect(isOn(1002) && isOn(1006) && !isOn(1000))
      terminal.pauseLikeAHand()
      terminal.quit()
      for mode in [1000, 1002, 1006] { #expect(!isOn(mode)) }
    }

    @Test func lesson15_theSettingTakesTheWheel() throws {
      let adit = try AditUnderTest(.says(Self.answer))
      try adit.home.write("{\"mouse\": \"wheel\"}", to: ".config/adit/config.json")
      let terminal = try adit.open()
      try terminal.expect("the wheel") { $0.screen.modes[1000] == true }
      terminal.quit()
      #expect(terminal.screen.modes[1000] == false && terminal.screen.modes[1006] == false)
    }
  }
}

/// Files that a program under test has written.
enum TestFile {
  /// The whole text; empty where there is none.
  static func text(_ path: String) -> String {
    guard let file = fopen(path, "r") else { return "" }
    defer { fclose(file) }
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    let count = fread(&buffer, 1, buffer.count, file)
    return String(decoding: buffer.prefix(count), as: UTF8.self)
  }
}
