import Testing

@testable import adit

@Suite struct OptionTableTests {
  @Test func everySpellingIsOneOption() {
    let names = OptionTable.all.flatMap(\.names)
    #expect(Set(names).count == names.count)
    #expect(OptionTable.all.allSatisfy { $0.name.hasPrefix("--") && !$0.commands.isEmpty })
  }

  @Test func theHelpOfACommandHasItsOptionsAndNoOthers() {
    let help = HelpText.text(for: .emulator)
    #expect(help.contains("--port N") && help.contains("usage: adit emulator"))
    #expect(!help.contains("--model"))
    let overview = HelpText.text(for: .chat)
    for code in ExitCode.allCases { #expect(overview.contains("  \(code.rawValue) ")) }
    for word in ProgramCommand.words { #expect(overview.contains("adit \(word)")) }
    #expect(overview.split(separator: "\n").allSatisfy { $0.count <= 100 })
  }

  @Test(arguments: CompletionScript.Shell.allCases)
  func completionsKnowEveryOption(shell: CompletionScript.Shell) {
    let script = CompletionScript.text(for: shell, models: ["opus", "my-model"], tasks: ["review"])
    for option in OptionTable.all {
      let name = shell == .fish ? "-l \(option.name.dropFirst(2))" : option.name
      #expect(script.contains(name), "\(option.name)")
    }
    for word in ["my-model", "review", "stream-json", "emulator", "zsh", "restore"] {
      #expect(script.contains(word), "\(word)")
    }
  }
}
