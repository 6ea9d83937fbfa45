import Testing
import Wire

@testable import adit

@Suite struct JSONSchemaTests {
  @Test func warnsOfWhatIsNotChecked() throws {
    let text =
      #"{"type":"object","properties":{"a":{"type":"string","pattern":"^x","format":"date"}}}"#
    let schema = try JSONSchema(parsing: Array(text.utf8), source: "s.json")
    #expect(
      schema.warnings == ["the JSON schema's \"pattern\" is not checked; the model is told of it"])
  }

  @Test(arguments: [
    ("{", "s.json:1:2: the JSON schema is not JSON: "),
    ("7", "s.json: the JSON schema cannot be used: a schema is an object or true or false (at #)"),
    (
      #"{"properties":{"a":{"type":"strng"}}}"#,
      #"s.json: the JSON schema cannot be used: there is no type "strng" (at #/properties/a)"#
    ),
    (
      ##"{"items":{"$ref":"#/$defs/x"}}"##,
      "s.json: the JSON schema cannot be used: $ref points to nothing in this schema; "
        + "references to other files are not read (at #/items)"
    ),
    (
      #"{"required":"a"}"#,
      "s.json: the JSON schema cannot be used: required takes a list of names (at #)"
    ),
    (#"{"anyOf":{}}"#, "s.json: the JSON schema cannot be used: anyOf takes a list (at #)"),
  ])
  func refuses(text: String, message: String) {
    let error = #expect(throws: UsageError.self) {
      try JSONSchema(parsing: Array(text.utf8), source: "s.json")
    }
    #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
  }

  @Test func pointersAreUnescaped() throws {
    let root: JSONValue = ["$defs": ["a/b~c": ["type": "null"], "l": [true, false]]]
    #expect(JSONSchema.target(of: "#/$defs/a~1b~0c", in: root) == ["type": "null"])
    #expect(JSONSchema.target(of: "#/$defs/l/1", in: root) == false)
    #expect(JSONSchema.target(of: "other.json", in: root) == nil)
  }
}
