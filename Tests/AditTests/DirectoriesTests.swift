import Bedrock
import Testing

@testable import adit

@Suite struct DirectoriesTests {
  static func directories(_ variables: [String: String]) -> Directories {
    Directories(environment: EnvironmentValues(variables))
  }

  @Test func followTheXDGVariables() {
    let plain = Self.directories(["HOME": "/home/u"])
    #expect(plain.configuration == "/home/u/.config/adit")
    #expect(plain.state == "/home/u/.local/state/adit")
    let moved = Self.directories([
      "HOME": "/home/u", "XDG_CONFIG_HOME": "/c", "XDG_STATE_HOME": "relative",
    ])
    #expect(moved.configuration == "/c/adit")
    #expect(moved.state == "/home/u/.local/state/adit")
  }

  @Test func withoutAHomeNothingIsKept() {
    let none = Self.directories([:])
    #expect(none.configuration == nil)
    #expect(none.state == nil)
  }

  @Test(arguments: [
    ("/home/u", "~"), ("/home/u/src", "~/src"), ("/home/user", "/home/user"), ("/tmp", "/tmp"),
  ])
  func abbreviatesTheHome(path: String, shown: String) {
    #expect(Self.directories(["HOME": "/home/u"]).abbreviated(path) == shown)
  }
}
