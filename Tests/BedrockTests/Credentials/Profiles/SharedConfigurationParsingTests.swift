import TestSupport
import Testing
import Wire

@testable import Bedrock

@Suite struct SharedConfigurationParsingTests {
  private func read(_ config: String, _ credentials: String = "") -> SharedConfiguration {
    SharedConfiguration(
      config: Array(config.utf8), configName: "c", credentials: Array(credentials.utf8),
      credentialsName: "k")
  }

  /// The profiles' values alone.
  private func values(_ configuration: SharedConfiguration) -> [String: [String: String]] {
    configuration.profiles.mapValues(\.values)
  }

  @Test(
    arguments: [
      ("", [:]),
      ("\u{FEFF}[profile a]\r\nKey = v # c\r\n", ["a": ["key": "v"]]),
      (
        "[profile a]\nk = v\n\t more # kept\n# between\n last", ["a": ["k": "v\nmore # kept\nlast"]]
      ),
      ("[profile a]\nk = x#y ; z", ["a": ["k": "x#y"]]),
      ("[profile \"my own\"]\nk = v", ["my own": ["k": "v"]]),
      ("[profile 'a]b'] # c\nk = v", ["a]b": ["k": "v"]]),
      ("[profile \"a\\\"b\"]\nk = v", ["a\"b": ["k": "v"]]),
      ("[profile bob's]\nk = v", [:]),
      ("[profile a b]\nk = v\n more", [:]),
      ("[default]\na = 1\n[profile default]\nb = 2\n[default]\nc = 3", ["default": ["b": "2"]]),
      ("[profile a]\nx y = 1\n more\nk = v", ["a": ["k": "v"]]),
    ] as [(String, [String: [String: String]])])
  func profiles(config: String, expected: [String: [String: String]]) {
    let configuration = read(config)
    #expect(values(configuration) == expected)
    #expect(configuration.problems == [])
  }

  @Test func subProperties() {
    let configuration = read(
      """
      [services dev]
      bedrock_runtime =
        # the gateway
        Endpoint_URL = https://h/x # comment
        other =
      sts =
        endpoint_url = https://sts.example
      sts =
      """)
    let section = configuration.services["dev"]
    #expect(
      section?.nested == ["bedrock_runtime": ["endpoint_url": "https://h/x", "other": ""]])
    #expect(section?.origin == "c:1")
    #expect(configuration.problems == [])
  }

  /// What cannot be understood costs its line, never the rest of the file, and
  /// is told without being repeated.
  @Test(
    arguments: [
      ("k = v\n[profile a]\nk = v", "c:1: Expected a profile definition, found a property"),
      (" k\n[profile a]\nk = v", "c:1: Expected a profile definition, found a continuation"),
      ("[profile b\nk = w\n[profile a]\nk = v", "c:1: Profile definition must end with ']'"),
      ("[profile #b]\nk = w\n[profile a]\nk = v", "c:1: Profile definition must end with ']'"),
      ("[profile \"b]\n[profile a]\nk = v", "c:1: Profile definition must end with ']'"),
      ("[profile a] x\n[profile a]\nk = v", "c:1: Profile definition must end with ']'"),
      ("[profile a]\nk = v\n= hush", "c:3: Property did not have a name"),
      ("[profile a]\nhush\n hush\nk = v", "c:2: Expected an '=' sign defining a property"),
      ("[profile a]\n k\nk = v", "c:2: Expected a property definition, found continuation"),
    ])
  func problems(config: String, problem: String) {
    let configuration = read(config)
    #expect(values(configuration) == ["a": ["k": "v"]])
    #expect(configuration.problems == [problem + "; \(consequence(problem)) passed over."])
  }

  private func consequence(_ problem: String) -> String {
    problem.contains("']'") ? "the section is" : "the line is"
  }

  @Test func subPropertyProblems() {
    let configuration = read("[profile a]\ns3 =\n hush\n = hush\n k = v")
    #expect(values(configuration) == ["a": ["s3": "\nk = v"]])
    #expect(
      configuration.problems == [
        "c:3: Expected an '=' sign defining a sub-property; the line is passed over.",
        "c:4: Sub-property did not have a name; the line is passed over.",
      ])
  }

  @Test func aColonIsTakenForTheSign() {
    let configuration = read("[profile a]\nregion: eu-west-1\nk = a:b")
    #expect(values(configuration) == ["a": ["region": "eu-west-1", "k": "a:b"]])
    #expect(
      configuration.problems == [
        "c:2: Expected an '=' sign defining a property; the ':' is taken for it."
      ])
  }

  @Test func problemsAreBounded() {
    #expect(read(String(repeating: "x\n", count: 1_000)).problems.count == 20)
  }

  @Test func theCredentialsFileIsMergedOver() {
    let configuration = read(
      "[profile a]\nregion = r\naws_access_key_id = old\naws_session_token = old\n[profile b]\n",
      "[a]\naws_access_key_id = new\naws_secret_access_key = s\n[profile c]\nk = v\n[\"d e\"]\nk = v"
    )
    #expect(
      values(configuration) == [
        "a": ["region": "r", "aws_access_key_id": "new", "aws_secret_access_key": "s"], "b": [:],
        "d e": ["k": "v"],
      ])
    #expect(configuration.profiles["a"]?.origin == "c:1")
    #expect(configuration.profiles["d e"]?.origin == "k:6")
    #expect(configuration.misnamed == ["c": "k:4"])
  }

  @Test func sectionsOfTheirOwn() {
    let configuration = read(
      "[sso-session corp]\nsso_region = r\n[dev]\nk = v\n[plugins x]\n[tools]")
    #expect(configuration.ssoSessions.mapValues(\.values) == ["corp": ["sso_region": "r"]])
    #expect(configuration.profiles == [:])
    #expect(configuration.misnamed == ["dev": "c:3", "tools": "c:6"])
  }

  @Test func secretsAreNotPrinted() {
    let configuration = read("[profile a]\naws_secret_access_key = hush-hush")
    var dumped = ""
    dump(configuration, to: &dumped)
    for text in ["\(configuration)", String(reflecting: configuration), dumped] {
      #expect(!text.contains("hush-hush"))
    }
  }

  /// No file stops the program, and what stands behind a mess is still read
  /// and can be planned.
  @Test func everyFileIsRead() {
    let seed = SeededGenerator.testSeed
    var random = SeededGenerator(seed: seed)
    let pieces =
      [
        "[", "]", "[profile a]", "[sso-session s]", "[services x]", "[default]", "\"", "'", "\\",
        "=",
        ":", "#", ";", " ", "\t", "\n", "\r\n", "\n ", "role_arn = r", "source_profile = a",
        "sso_session = s", "aws_access_key_id = k", "duration_seconds = 9e99", "é", "\u{0}",
      ].map { Array($0.utf8) } + [[0xFF, 0xC3]]
    for _ in 0..<400 {
      let count = Int.random(in: 0...40, using: &random)
      let mess = (0..<count).flatMap { _ in pieces.randomElement(using: &random) ?? [] }
      let config =
        mess + Array("\n[profile last]\naws_access_key_id = k\n".utf8)
        + Array("aws_secret_access_key = s\n".utf8)
      let configuration = SharedConfiguration(config: config, credentials: mess)
      #expect(configuration.profiles["last"]?["aws_access_key_id"] == "k", "seed \(seed)")
      #expect(configuration.problems.count <= 40)
      for profile in configuration.profiles.keys {
        _ = try? ProfileSource.plan(profile: profile, in: configuration)
      }
    }
  }

  /// The cases that all AWS SDKs share. A colon instead of `=` is taken here,
  /// and told with the words that the case expects.
  @Test(.enabled(if: TestData.isAvailable)) func sharedCases() throws {
    let root = try #require(TestData.root)
    let bytes = try #require(
      TestData.read("\(root)/vectors/aws-config/runtime/profile-parser-tests.json"))
    let cases = try #require(JSONValue(parsing: bytes)["tests"]?.array)
    #expect(cases.count == 65)
    for vector in cases {
      let name = vector["name"]?.string ?? ""
      let configuration = read(
        vector["input"]?["configFile"]?.string ?? "",
        vector["input"]?["credentialsFile"]?.string ?? "")
      if let problem = vector["output"]?["errorContaining"]?.string {
        #expect(configuration.problems.contains { $0.contains(problem) }, "\(name)")
        continue
      }
      let expected = try #require(vector["output"]?["config"])
      #expect(values(configuration) == properties(expected["profiles"]), "\(name)")
      #expect(
        configuration.ssoSessions.mapValues(\.values) == properties(expected["sso_sessions"]),
        "\(name)")
      #expect(configuration.problems == [], "\(name)")
    }
  }

  private func properties(_ value: JSONValue?) -> [String: [String: String]] {
    var sections: [String: [String: String]] = [:]
    for section in value?.object?.members ?? [] {
      sections[section.name] = [:]
      for member in section.value.object?.members ?? [] {
        sections[section.name]?[member.name] = member.value.string
      }
    }
    return sections
  }
}
