import Testing

@testable import adit

@Suite struct ProjectFileTests {
  @Test(arguments: [
    ("/h/p/src", ["/h/p/.git", "/h/p/.adit/config.json"], "/h/p/.adit/config.json"),
    (
      "/h/p/src",
      ["/h/p/.git", "/h/p/.adit/config.json", "/h/p/src/.adit/config.json"],
      "/h/p/src/.adit/config.json"
    ),
    // Above the work tree somebody else may have put it.
    ("/h/p/src", ["/h/p/.git", "/h/.adit/config.json", "/.adit/config.json"], nil),
    // Outside of one only the folder itself counts.
    ("/tmp/x", ["/tmp/x/.adit/config.json"], "/tmp/x/.adit/config.json"),
    ("/tmp/x", ["/tmp/.adit/config.json"], nil), ("/h", ["/h/.adit/config.json"], nil),
    ("", [], nil), ("/", ["/.git", "/.adit/config.json"], "/.adit/config.json"),
  ])
  func isTheNearestOfTheWorkTree(directory: String, files: [String], expected: String?) {
    #expect(
      ProjectFile.path(from: directory, home: "/h", exists: files.contains) == expected)
  }
}
