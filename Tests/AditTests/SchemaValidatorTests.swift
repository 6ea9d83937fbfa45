import Testing
import Wire

@testable import adit

@Suite struct SchemaValidatorTests {
  static func problems(_ value: String, _ schema: String) throws -> [String] {
    var validator = SchemaValidator(root: try JSONValue(parsing: Array(schema.utf8)))
    return validator.problems(of: try JSONValue(parsing: Array(value.utf8)))
  }

  static let person = """
    {"type":"object","properties":{"name":{"type":"string","minLength":1,"maxLength":3},
    "age":{"type":["integer","null"],"minimum":0,"exclusiveMaximum":150},
    "tags":{"type":"array","items":{"enum":["a","b"]},"minItems":1,"maxItems":2,"uniqueItems":true},
    "boss":{"$ref":"#/$defs/boss"}},"required":["name"],"additionalProperties":false,
    "$defs":{"boss":{"type":"object","properties":{"boss":{"$ref":"#/$defs/boss"}},"maxProperties":1}}}
    """

  @Test(arguments: [
    (#"{"name":"Ann","age":3,"tags":["a","b"]}"#, []), (#"{"name":"Ann","age":null}"#, []),
    (#"{"name":"Ann","age":3.0}"#, []), ("[]", ["the value is array and has to be object"]),
    ("{}", ["name is missing"]), (#"{"name":""}"#, ["name has 0 characters and needs 1"]),
    (#"{"name":"Anna"}"#, ["name has 4 characters and may have 3"]),
    (#"{"name":"é̂🇩🇪"}"#, ["name has 4 characters and may have 3"]),
    (#"{"name":"A","age":1.5}"#, ["age is number and has to be integer or null"]),
    (#"{"name":"A","age":-1}"#, ["age is less than 0"]),
    (#"{"name":"A","age":150}"#, ["age has to be less than 150"]),
    (#"{"name":"A","tags":[]}"#, ["tags has 0 items and needs 1"]),
    (#"{"name":"A","tags":["c"]}"#, [#"tags[0] has to be one of "a", "b""#]),
    (
      #"{"name":"A","tags":["a","a","a"]}"#,
      [
        "tags has 3 items and may have 2", "tags[1] repeats an earlier item",
        "tags[2] repeats an earlier item",
      ]
    ),
    (#"{"name":"A","x":1}"#, ["x is not a member that the schema knows"]),
    (
      #"{"name":"A","boss":{"boss":{"boss":7}}}"#,
      ["boss.boss.boss is number and has to be object"]
    ),
    (#"{"name":"A","boss":{"a":1,"b":2}}"#, ["boss has 2 members and may have 1"]),
  ])
  func objects(value: String, expected: [String]) throws {
    #expect(try Self.problems(value, Self.person) == expected)
  }

  @Test(arguments: [
    ("1", #"{"const":1.0}"#, true), (#"{"a":1,"b":2}"#, #"{"const":{"b":2,"a":1}}"#, true),
    ("2", #"{"const":1}"#, false), ("0.3", #"{"multipleOf":0.1}"#, true),
    ("0.35", #"{"multipleOf":0.1}"#, false), ("1", "true", true), ("1", "false", false),
    ("1", #"{"anyOf":[{"type":"string"},{"minimum":1}]}"#, true),
    ("0", #"{"anyOf":[{"type":"string"},{"minimum":1}]}"#, false),
    ("5", #"{"oneOf":[{"maximum":9},{"minimum":1}]}"#, false),
    ("0", #"{"oneOf":[{"maximum":9},{"minimum":1}]}"#, true),
    ("0", #"{"allOf":[{"maximum":9},{"minimum":1}]}"#, false),
    ("null", #"{"not":{"type":"null"}}"#, false),
    (#"["a",1,2]"#, #"{"prefixItems":[{"type":"string"}],"items":{"type":"number"}}"#, true),
    (#"[1]"#, #"{"prefixItems":[{"type":"string"}]}"#, false),
    (#"{"a":"x"}"#, #"{"additionalProperties":{"type":"number"}}"#, false),
    (#"{"a":"x"}"#, #"{"additionalProperties":false,"patternProperties":{".":true}}"#, true),
    ("{}", #"{"minProperties":1}"#, false), ("9", #"{"exclusiveMinimum":9}"#, false),
    ("9", #"{"maximum":8}"#, false),
  ])
  func keywords(value: String, schema: String, isValid: Bool) throws {
    #expect(try Self.problems(value, schema).isEmpty == isValid)
  }

  @Test func aReferenceToItselfEnds() throws {
    #expect(try Self.problems("1", ##"{"$ref":"#"}"##) == ["the value is nested too deeply"])
  }
}
