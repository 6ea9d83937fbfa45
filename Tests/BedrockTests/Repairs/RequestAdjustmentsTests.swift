import Engine
import Testing
import Wire

@testable import Bedrock

@Suite struct RequestAdjustmentsTests {
  private static func adjusted(
    _ body: JSONValue, members: Set<String> = [], betas: Set<String> = []
  ) throws -> JSONValue {
    var adjustments = RequestAdjustments()
    adjustments.omittedMembers = members
    adjustments.omittedBetas = betas
    return try JSONValue(parsing: adjustments.applied(to: body.serialized()))
  }

  static let tools: JSONValue = [
    "tools": [
      ["name": "a", "strict": true, "input_schema": ["strict": 1]], ["name": "b", "strict": false],
    ],
    "additionalModelRequestFields": ["x": ["y": 1], "z": 2],
  ]

  @Test(
    arguments: [
      ("nothing.there", tools),
      (
        "tools.0.custom.strict",
        [
          "tools": [["name": "a", "input_schema": ["strict": 1]], ["name": "b"]],
          "additionalModelRequestFields": ["x": ["y": 1], "z": 2],
        ]
      ),
      // An object that loses its last member goes too.
      ("x.y", ["tools": tools["tools"] ?? .null, "additionalModelRequestFields": ["z": 2]]),
    ] as [(String, JSONValue)])
  func takesOutWhatIsNamed(path: String, result: JSONValue) throws {
    #expect(try Self.adjusted(Self.tools, members: [path]) == result)
  }

  @Test func takesOutSingleBetas() throws {
    #expect(
      try Self.adjusted(["anthropic_beta": ["a", "b"], "n": 1], betas: ["a"])
        == ["anthropic_beta": ["b"], "n": 1])
    #expect(try Self.adjusted(["anthropic_beta": ["a"], "n": 1], betas: ["a"]) == ["n": 1])
    var adjustments = RequestAdjustments()
    adjustments.omittedBetas = ["a"]
    #expect(
      adjustments.applied(to: [HTTPHeader("anthropic-beta", "a, b")])
        == [HTTPHeader("anthropic-beta", "b")])
    #expect(adjustments.applied(to: [HTTPHeader("anthropic-beta", "a")]) == [])
    adjustments.omittedMembers = ["service_tier"]
    #expect(
      adjustments.applied(to: [
        HTTPHeader("x-amzn-bedrock-service-tier", "flex"), HTTPHeader("x", "y"),
      ]) == [HTTPHeader("x", "y")])
  }

  @Test(arguments: [
    ("messages", false), ("messages.0.content", false), ("tools.0", false), ("", false),
    ("service_tier", true), ("messages.0.content.0.text.cache_control", true),
  ])
  func keepsWhatARequestCannotDoWithout(path: String, canOmit: Bool) {
    #expect(RequestAdjustments.canOmit(path) == canOmit)
  }

  @Test func theSameBytesWhereNothingIsLearnt() throws {
    let request = try SampleRequest.make("claude-opus-5", effort: "high")
    let settings = ServiceSettings(environment: ["AWS_REGION": "us-east-1"])
    #expect(
      try PreparedRequest(request, settings: settings, adjustments: RequestAdjustments())
        == PreparedRequest(request, settings: settings))
  }

  @Test func rulesChangeTheRequest() throws {
    let request = try SampleRequest.make(
      "claude-opus-5", system: "s", maxTokens: 900, effort: "max")
    var adjustments = RequestAdjustments()
    adjustments.modelID = "global.x"
    adjustments.maximumOutputTokens = 500
    adjustments.effortLevels = ["low", "high"]
    adjustments.omitsSystem = true
    adjustments.endsWithUser = true
    let changed = adjustments.applied(to: request)
    #expect(changed.model.modelId == "global.x")
    #expect(changed.model.profiles == [])
    #expect(changed.maxTokens == 500)
    #expect(changed.effort == "high")
    #expect(changed.system == nil)
    #expect(changed.messages == request.messages)
    var prefilled = request
    prefilled.messages.append(Message(role: .assistant, content: [.text("So")]))
    #expect(adjustments.applied(to: prefilled).messages.last?.role == .user)
  }
}
