import Testing
import Wire

@testable import Bedrock

/// What structured output takes of a schema (bedrock-wire 4.6).
@Suite struct StrictSchemaTests {
  struct Row: Sendable {
    var schema: String
    /// `nil`: the service cannot be told of it.
    var strict: String?
    var isWhole = true
  }

  static let rows = [
    Row(
      schema: #"{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}"#,
      strict:
        #"{"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":false}"#
    ),
    Row(
      schema:
        #"{"$schema":"x","type":"object","additionalProperties":true,"properties":{"n":{"type":"integer","minimum":1}}}"#,
      strict:
        #"{"type":"object","properties":{"n":{"type":"integer"}},"additionalProperties":false}"#,
      isWhole: false),
    Row(
      schema: #"{"type":"array","minItems":2,"items":{"type":"string","pattern":"^a"}}"#,
      strict: #"{"type":"array","items":{"type":"string"}}"#, isWhole: false),
    Row(
      schema: #"{"type":"array","minItems":1,"items":{"enum":["a",1,null]}}"#,
      strict: #"{"type":"array","minItems":1,"items":{"enum":["a",1,null]}}"#),
    Row(
      schema: #"{"oneOf":[{"type":"string","format":"date"},{"type":"string","format":"odd"}]}"#,
      strict: #"{"anyOf":[{"type":"string","format":"date"},{"type":"string"}]}"#, isWhole: false),
    Row(
      schema:
        ##"{"$ref":"#/$defs/a","$defs":{"a":{"type":"object","properties":{"b":{"type":"null"}}}}}"##,
      strict:
        ##"{"$ref":"#/$defs/a","$defs":{"a":{"type":"object","properties":{"b":{"type":"null"}},"additionalProperties":false}}}"##
    ),
    // Objects whose names are free, and schemas that allow anything.
    Row(schema: #"{"type":"object"}"#, strict: nil),
    Row(schema: #"{"type":"object","additionalProperties":{"type":"string"}}"#, strict: nil),
    Row(
      schema: #"{"type":"object","properties":{"a":{"type":"null"}},"patternProperties":{}}"#,
      strict: nil),
    Row(schema: #"{"type":"array","items":{}}"#, strict: nil),
    Row(schema: #"{"type":"array","items":true}"#, strict: nil),
    Row(schema: #"{"enum":[{"a":1}]}"#, strict: nil),
    Row(schema: "true", strict: nil),
    Row(
      schema: String(repeating: #"{"type":"array","items":"#, count: 40) + #"{"type":"null"}"#
        + String(repeating: "}", count: 40),
      strict: nil),
  ]

  @Test(arguments: 0..<rows.count) func theServicesPartOfASchema(index: Int) throws {
    let row = Self.rows[index]
    let strict = StrictSchema(try JSONValue(parsing: Array(row.schema.utf8)))
    #expect(strict.map { String(decoding: $0.value.serialized(), as: UTF8.self) } == row.strict)
    if let strict { #expect(strict.isWhole == row.isWhole) }
  }
}
