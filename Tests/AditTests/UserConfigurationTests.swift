import Engine
import Testing

@testable import adit

@Suite struct UserConfigurationTests {
  static func read(_ text: String) -> (configuration: UserConfiguration, problems: [String]) {
    UserConfiguration.read(Array(text.utf8), name: "config.json")
  }

  @Test func everySettingIsTaken() {
    let (configuration, problems) = Self.read(
      """
      {
        // comments are welcome
        "model": "opus", "task": "review", "region": "eu-west-1", "profilePrefix": "eu",
        "api": "converse", "maxTokens": 8000, "temperature": 0.3, "effort": "high",
        "theme": "light", "system": "Be brief.",
      }
      """)
    #expect(problems.isEmpty)
    #expect(
      configuration
        == UserConfiguration(
          model: "opus", task: "review", region: "eu-west-1", profilePrefix: "eu",
          api: .converse, maxTokens: 8000, temperature: 0.3, effort: "high", theme: "light",
          system: "Be brief."))
  }

  @Test func whatCannotBeUsedIsNamedWithItsLineAndTheRestCounts() {
    let (configuration, problems) = Self.read(
      """
      {
        "modle": "opus",
        "maxTokens": -5,
        "temperature": "hot",
        "model": "haiku"
      }
      """)
    #expect(configuration == UserConfiguration(model: "haiku"))
    #expect(
      problems == [
        "config.json:2: unknown setting \"modle\" ignored",
        "config.json:3: \"maxTokens\" takes a whole number above 0; ignored",
        "config.json:4: \"temperature\" takes a number from 0 to 1; ignored",
      ])
  }

  @Test(arguments: ["", "[]", "{\"model\": }", "{", "\u{0}\u{1}", "nonsense"])
  func aBrokenFileIsOneProblem(text: String) {
    let (configuration, problems) = Self.read(text)
    #expect(configuration == UserConfiguration())
    #expect(problems.count == 1)
    #expect(problems.first?.hasPrefix("config.json:1") == true)
  }
}
