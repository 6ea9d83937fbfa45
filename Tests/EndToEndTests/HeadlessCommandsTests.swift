import Emulator
import TestSupport
import Testing
import Wire

extension EndToEndTests {
  /// Commands that print and end: `models`, `config`, `completions`, `man`.
  @Suite struct HeadlessCommands {
    @Test func modelsAsJSONHoldTheWholeRegistry() throws {
      let adit = try AditUnderTest()
      let run = try adit.run(["models", "--json"])
      #expect(run.exit == .code(0))
      let models = try #require(JSONValue(parsing: run.output).array)
      #expect(models.count >= 16)
      let members = ["key", "calledAs", "contextWindow", "regions", "profiles", "rules", "prices"]
      for model in models { for name in members { #expect(model[name] != nil, "\(name)") } }
      #expect(adit.server.requests.isEmpty)
    }

    @Test func originsNameFileAndLine() throws {
      let adit = try AditUnderTest()
      try adit.home.write(
        "{\n  \"model\": \"opus\",\n  \"effort\": \"low\",\n  \"awsAuthRefresh\": \"my secret\"\n}",
        to: ".config/adit/config.json")
      try adit.home.write("", to: "radar/.git/HEAD")
      try adit.home.write(
        "{\n  \"effort\": \"high\",\n  \"region\": \"eu-west-1\"\n}", to: "radar/.adit/config.json")
      let run = try PipedRun(
        TestData.program, ["config", "--origin", "--json", "--model", "haiku"],
        environment: adit.environment(adding: ["XDG_CONFIG_HOME": nil]),
        directory: adit.home.path + "/radar")
      #expect(run.exit == .code(0), "\(run.errorText)")
      let rows = try #require(JSONValue(parsing: run.output).array)
      func row(_ name: String) -> [String?] {
        let row = rows.first { $0["name"]?.string == name }
        return [row?["value"]?.string, row?["source"]?.string, row?["origin"]?.string]
      }
      #expect(row("model") == ["haiku", "flag", "--model"])
      #expect(row("effort") == ["high", "project", "~/radar/.adit/config.json:2"])
      #expect(row("region") == ["us-east-1", "environment", "AWS_REGION"])
      #expect(row("awsAuthRefresh").last == "~/.config/adit/config.json:4")
      #expect(!run.text.contains("secret") && !run.text.contains(EmulatorConfiguration.demoSecret))
      #expect(
        run.errorText.contains("~/radar/.adit/config.json:3: \"region\" cannot be set by a project")
      )
    }

    @Test(arguments: [
      ["completions", "bash"], ["completions", "zsh"], ["completions", "fish"], ["man"],
    ])
    func texts(arguments: [String]) throws {
      let adit = try AditUnderTest()
      let run = try adit.run(arguments)
      #expect(run.exit == .code(0))
      #expect(run.text.count > 1_000 && run.errorText == "")
    }

    @Test func bashUnderstandsItsScript() throws {
      let adit = try AditUnderTest()
      let script = """
        source <("$0" completions bash)
        COMP_WORDS=(adit --output-format st); COMP_CWORD=2; _adit; echo "${COMPREPLY[@]}"
        COMP_WORDS=(adit mod); COMP_CWORD=1; _adit; echo "${COMPREPLY[@]}"
        COMP_WORDS=(adit emulator --p); COMP_CWORD=2; _adit; echo "${COMPREPLY[@]}"
        """
      let run = try PipedRun(
        "/bin/bash", ["-c", script, TestData.program], environment: adit.environment())
      #expect(run.text == "stream-json\nmodels\n--port\n", "\(run.errorText)")
    }

    @Test func optionsOfARunWithoutAScreenAreNotForOneWith() throws {
      let adit = try AditUnderTest()
      let terminal = try adit.start(["--output-format", "json"])
      #expect(terminal.waitForExit() == .code(2))
      #expect(terminal.screen.contains("--output-format belongs to adit -p"), "\(terminal.dump)")
    }
  }
}
