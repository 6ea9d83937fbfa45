import TestSupport
import Testing
import Wire

@testable import Bedrock

@Suite struct ConfigurationLocationsTests {
  @Test(
    arguments: [
      ([:], "/h", "/h/.aws/config", "/h/.aws/credentials"),
      ([:], "/", "/.aws/config", "/.aws/credentials"),
      ([:], nil, nil, nil),
      ([:], "", nil, nil),
      (["AWS_CONFIG_FILE": ""], "/h/", "/h/.aws/config", "/h/.aws/credentials"),
      (["AWS_CONFIG_FILE": "~/c"], "/h", "/h/c", "/h/.aws/credentials"),
      (["AWS_CONFIG_FILE": "~joe/c"], "/h", "~joe/c", "/h/.aws/credentials"),
      (["AWS_SHARED_CREDENTIALS_FILE": "/k"], nil, nil, "/k"),
    ] as [([String: String], String?, String?, String?)])
  func paths(
    environment: [String: String], home: String?, config: String?, credentials: String?
  ) {
    let locations = ConfigurationLocations(environment: EnvironmentValues(environment), home: home)
    #expect(locations.config == config)
    #expect(locations.credentials == credentials)
  }

  @Test(
    arguments: [
      ("/h", "/h/.aws/config", "~/.aws/config"), ("/h/", "/h/x", "~/x"), ("/h", "/hx/y", "/hx/y"),
      ("/", "/etc/x", "/etc/x"), (nil, "/h/x", "/h/x"),
    ] as [(String?, String, String)])
  func pathsForPeople(home: String?, path: String, shown: String) {
    let locations = ConfigurationLocations(environment: EnvironmentValues([:]), home: home)
    #expect(locations.shown(path) == shown)
  }

  /// The cases that all AWS SDKs share, but for those of Windows.
  @Test(.enabled(if: TestData.isAvailable)) func sharedCases() throws {
    let root = try #require(TestData.root)
    let bytes = try #require(
      TestData.read("\(root)/vectors/aws-config/runtime/file-location-tests.json"))
    let cases = try #require(JSONValue(parsing: bytes)["tests"]?.array)
      .filter { $0["platform"]?.string == "linux" }
    #expect(cases.count == 4)
    for vector in cases {
      var environment: [String: String] = [:]
      for member in vector["environment"]?.object?.members ?? [] {
        environment[member.name] = member.value.string
      }
      let values = EnvironmentValues(environment)
      let locations = ConfigurationLocations(environment: values, home: environment["HOME"])
      #expect(locations.config == vector["configLocation"]?.string)
      #expect(locations.credentials == vector["credentialsLocation"]?.string)
      #expect(
        ProfileSelection(setting: nil, environment: values).name
          == vector["profile"]?.string ?? "default")
    }
  }
}
