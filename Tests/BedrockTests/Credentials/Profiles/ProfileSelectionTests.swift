import Engine
import Testing

@testable import Bedrock

@Suite struct ProfileSelectionTests {
  @Test(
    arguments: [
      (nil, [:], "default", .fallback, "profile default"),
      (nil, ["AWS_PROFILE": " "], "default", .fallback, "profile default"),
      (
        nil, ["AWS_PROFILE": "a", "AWS_DEFAULT_PROFILE": "b"], "a", .environment("AWS_PROFILE"),
        "profile a (AWS_PROFILE)"
      ),
      (
        nil, ["AWS_DEFAULT_PROFILE": "b"], "b", .environment("AWS_DEFAULT_PROFILE"),
        "profile b (AWS_DEFAULT_PROFILE)"
      ),
      ("s", ["AWS_PROFILE": "a"], "s", .setting, "profile s (setting)"),
      ("", ["AWS_PROFILE": "a"], "a", .environment("AWS_PROFILE"), "profile a (AWS_PROFILE)"),
    ] as [(String?, [String: String], String, ProfileSelection.Source, String)])
  func order(
    setting: String?, environment: [String: String], name: String,
    source: ProfileSelection.Source, label: String
  ) {
    let selection = ProfileSelection(
      setting: setting, environment: EnvironmentValues(environment))
    #expect(selection == ProfileSelection(name: name, source: source))
    #expect(selection.label == label)
    #expect(selection.isExplicit == (source != .fallback))
  }

  private let configuration = SharedConfiguration(
    config: Array("[profile dev]\nregion = r\n[prod]\nregion = r".utf8))

  @Test func sections() throws {
    let present = ProfileSelection(name: "dev", source: .setting)
    #expect(try present.section(in: configuration)?["region"] == "r")
    let absent = ProfileSelection(name: "default", source: .fallback)
    #expect(try absent.section(in: configuration) == nil)
  }

  @Test(
    arguments: [
      (
        ProfileSelection(name: "dve", source: .environment("AWS_PROFILE")),
        "There is no profile \"dve\", which AWS_PROFILE names, in ~/.aws/config and"
          + " ~/.aws/credentials.", "Did you mean \"dev\"?"
      ),
      (
        ProfileSelection(name: "prod", source: .setting),
        "There is no profile \"prod\", which the settings ask for, in ~/.aws/config and"
          + " ~/.aws/credentials.",
        "In ~/.aws/config:3 write [profile prod] instead of [prod]."
      ),
      (
        ProfileSelection(name: "it's mine", source: .setting),
        "There is no profile \"it's mine\", which the settings ask for, in ~/.aws/config and"
          + " ~/.aws/credentials.",
        "Run aws configure list-profiles to see what there is, or make it with aws configure sso"
          + " --profile 'it'\\''s mine'."
      ),
    ])
  func missing(selection: ProfileSelection, message: String, remedy: String) {
    #expect(
      throws: ModelFailure(kind: .credentials, message: message, remedy: remedy)
    ) { try selection.section(in: configuration) }
  }
}
