import Engine
import TestSupport
import Testing
import Wire

@testable import Bedrock

@Suite struct ConverseBodyTests {
  private static func text(_ request: ModelRequest) -> String {
    String(decoding: ConverseBody.make(request).serialized(), as: UTF8.self)
  }

  @Test func aPlainRequest() throws {
    let request = try SampleRequest.make(
      "nova-pro", system: "Be brief.", maxTokens: 50_000, temperature: 0.7, effort: "high",
      stopSequences: ["END"])
    #expect(
      Self.text(request) == #"""
        {"inferenceConfig":{"maxTokens":10000,"temperature":0.7,"stopSequences":["END"]},"system":[{"text":"Be brief."}],"messages":[{"role":"user","content":[{"text":"hi"}]}]}
        """#)
  }

  @Test func titanTakesNoSystemPrompt() throws {
    let request = try SampleRequest.make("titan-text-lite", system: "Be brief.")
    #expect(
      Self.text(request) == #"""
        {"inferenceConfig":{"maxTokens":16},"messages":[{"role":"user","content":[{"text":"hi"}]}]}
        """#)
  }

  @Test func everyBlockAndClaudesOwnParameters() throws {
    let request = try SampleRequest.make(
      "claude-sonnet-5-5", api: .converse, messages: SampleRequest.conversation, effort: "xhigh")
    #expect(
      Self.text(request) == #"""
        {"inferenceConfig":{"maxTokens":16},"additionalModelRequestFields":{"thinking":{"type":"adaptive","display":"summarized"},"output_config":{"effort":"xhigh"}},"toolConfig":{"tools":[{"toolSpec":{"name":"read","inputSchema":{"json":{"type":"object"}}}},{"toolSpec":{"name":"list","inputSchema":{"json":{"type":"object"}}}}]},"messages":[{"role":"user","content":[{"text":"Fix it"}]},{"role":"assistant","content":[{"reasoningContent":{"reasoningText":{"text":"","signature":"c2ln"}}},{"reasoningContent":{"redactedContent":"WkdGMFlRPT0="}},{"text":"Let me look."},{"toolUse":{"toolUseId":"toolu_1","name":"read","input":{"path":"a/b"}}},{"toolUse":{"toolUseId":"toolu_2","name":"list","input":{}}}]},{"role":"user","content":[{"toolResult":{"toolUseId":"toolu_1","content":[{"text":"text"}],"status":"success"}},{"toolResult":{"toolUseId":"toolu_2","content":[{"text":"(no output)"}],"status":"error"}},{"text":"and \"now\"?\n"}]}]}
        """#)
  }

  /// AWS's service model knows every member that is sent.
  @Test(.enabled(if: TestData.isAvailable)) func membersExistInTheServiceModel() throws {
    let root = try #require(TestData.root)
    let bytes = try #require(
      TestData.read("\(root)/vectors/botocore-models/bedrock-runtime.service-2.json"))
    let shapes = try #require(JSONValue(parsing: bytes)["shapes"])
    let request = try SampleRequest.make(
      "claude-sonnet-5-5", api: .converse, system: "s", messages: SampleRequest.conversation,
      effort: "high", stopSequences: ["x"])
    var checked = 0
    let unknown = Self.unknownMembers(
      ConverseBody.make(request), shape: "ConverseStreamRequest", shapes: shapes, path: "",
      checked: &checked)
    #expect(unknown == [])
    #expect(checked > 30)
  }

  private static func unknownMembers(
    _ value: JSONValue, shape name: String, shapes: JSONValue, path: String, checked: inout Int
  ) -> [String] {
    guard let shape = shapes[name] else { return ["\(path): no shape \(name)"] }
    switch shape["type"]?.string {
    case "structure":
      guard let object = value.object else {
        return shape["document"]?.bool == true ? [] : ["\(path): not an object"]
      }
      if shape["document"]?.bool == true { return [] }
      var unknown: [String] = []
      for required in shape["required"]?.array ?? [] {
        let member = required.string ?? ""
        let isInPath = shape["members"]?[member]?["location"] != nil
        if object[member] == nil, !isInPath { unknown.append("\(path).\(member) is missing") }
      }
      for member in object.members {
        checked += 1
        guard let next = shape["members"]?[member.name]?["shape"]?.string else {
          unknown.append("\(path).\(member.name)")
          continue
        }
        unknown += unknownMembers(
          member.value, shape: next, shapes: shapes, path: "\(path).\(member.name)",
          checked: &checked)
      }
      return unknown
    case "list":
      guard let array = value.array, let next = shape["member"]?["shape"]?.string else {
        return ["\(path): not a list"]
      }
      return array.enumerated().flatMap {
        unknownMembers(
          $1, shape: next, shapes: shapes, path: "\(path)[\($0)]", checked: &checked)
      }
    case "string":
      let choices = shape["enum"]?.array
      guard value.string != nil else { return ["\(path): not a string"] }
      return choices == nil || choices?.contains(value) == true ? [] : ["\(path): not in the enum"]
    case "integer": return value.int == nil ? ["\(path): not an integer"] : []
    default: return []
    }
  }
}
