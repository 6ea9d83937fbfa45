import Testing

@testable import Bedrock

@Suite struct RefusedMembersTests {
  @Test(arguments: [
    ("service_tier: Extra inputs are not permitted", ["service_tier"]),
    (
      "tools.0.custom.strict: Extra inputs are not permitted; serviceTier.type: extra inputs are not"
        + " permitted", ["tools.0.custom.strict", "serviceTier.type"]
    ),
    (
      "Malformed input request: #: extraneous key [maxGenLen] is not permitted, please reformat",
      ["maxGenLen"]
    ),
    (
      "#/a/b: extraneous key [c] is not permitted#: extraneous key [d] is not permitted",
      ["a.b.c", "d"]
    ),
    ("extraneous key", []), (": Extra inputs are not permitted", []), ("", []),
    ("#: extraneous key [open", []), (": extraneous key [x]", []),
    ("x: Extra inputs are not permitted x: Extra inputs are not permitted", ["x"]),
  ])
  func findsThePaths(words: String, paths: [String]) {
    #expect(RefusedMembers.paths(in: words) == paths)
  }
}
