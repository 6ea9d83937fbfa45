internal import Wire

/// A schema as `--json-schema` gives it: read, and looked over before
/// anything is sent and paid for.
struct JSONSchema: Equatable {
  let value: JSONValue
  /// Sentences about what will not be checked.
  let warnings: [String]

  private static let types: Set<String> = [
    "null", "boolean", "integer", "number", "string", "array", "object",
  ]
  /// Keywords that would need a regular expression, or that hardly anybody
  /// writes for a model.
  private static let unchecked: Set<String> = [
    "pattern", "patternProperties", "if", "then", "else", "contains", "minContains",
    "maxContains", "propertyNames", "dependentRequired", "dependentSchemas", "dependencies",
    "unevaluatedItems", "unevaluatedProperties", "$dynamicRef",
  ]
  /// Keywords whose value is a schema, a list of them, and a set of them.
  private static let single = ["items", "additionalProperties", "not"]
  private static let lists = ["allOf", "anyOf", "oneOf", "prefixItems"]
  private static let sets = ["properties", "$defs", "definitions"]

  /// Reads the schema out of `bytes` of `source` (`--json-schema`, a file).
  init(parsing bytes: [UInt8], source: String) throws(UsageError) {
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONValue(parsing: bytes)
    } catch {
      let at = error.position
      throw UsageError(
        message: "\(source):\(at.line):\(at.column): the JSON schema is not JSON: \(error.reason)")
    }
    var survey = Survey(root: value, source: source)
    try survey.look(at: value, place: "#")
    self.value = value
    warnings = survey.skipped.sorted().map {
      "the JSON schema's \"\($0)\" is not checked; the model is told of it"
    }
  }

  /// What `reference` (`#`, `#/$defs/name`) points to.
  static func target(of reference: String, in root: JSONValue) -> JSONValue? {
    guard reference.hasPrefix("#") else { return nil }
    var value = root
    for part in reference.dropFirst().split(separator: "/") {
      let name = part.split(separator: "~1", omittingEmptySubsequences: false)
        .map { $0.split(separator: "~0", omittingEmptySubsequences: false).joined(separator: "~") }
        .joined(separator: "/")
      guard let next = value[name] ?? Int(name).flatMap({ value[$0] }) else { return nil }
      value = next
    }
    return value
  }

  /// Walks through a schema once.
  private struct Survey {
    let root: JSONValue
    let source: String
    var skipped: Set<String> = []

    mutating func look(at schema: JSONValue, place: String) throws(UsageError) {
      if schema.bool != nil { return }
      guard let object = schema.object else {
        throw problem(place, "a schema is an object or true or false")
      }
      skipped.formUnion(object.members.map(\.name).filter(JSONSchema.unchecked.contains))
      try checkType(object["type"], place)
      if let reference = object["$ref"] {
        guard let text = reference.string, JSONSchema.target(of: text, in: root) != nil else {
          throw problem(
            place, "$ref points to nothing in this schema; references to other files are not read")
        }
      }
      if let required = object["required"],
        required.array?.contains(where: { $0.string == nil }) ?? true
      {
        throw problem(place, "required takes a list of names")
      }
      if let choices = object["enum"], choices.array == nil {
        throw problem(place, "enum takes a list of values")
      }
      try lookInside(object, place)
    }

    private mutating func lookInside(_ object: JSONObject, _ place: String) throws(UsageError) {
      for name in JSONSchema.single {
        if let inner = object[name] { try look(at: inner, place: "\(place)/\(name)") }
      }
      for name in JSONSchema.lists {
        guard let list = object[name] else { continue }
        guard let schemas = list.array else { throw problem(place, "\(name) takes a list") }
        for (index, inner) in schemas.enumerated() {
          try look(at: inner, place: "\(place)/\(name)/\(index)")
        }
      }
      for name in JSONSchema.sets {
        guard let set = object[name] else { continue }
        guard let schemas = set.object else { throw problem(place, "\(name) takes an object") }
        for member in schemas.members {
          try look(at: member.value, place: "\(place)/\(name)/\(member.name)")
        }
      }
    }

    private func checkType(_ type: JSONValue?, _ place: String) throws(UsageError) {
      guard let type else { return }
      let names = type.string.map { [$0] } ?? type.array?.compactMap(\.string) ?? []
      for name in names where !JSONSchema.types.contains(name) {
        throw problem(place, "there is no type \"\(name)\"")
      }
      if names.isEmpty { throw problem(place, "type takes the name of a type, or a list of them") }
    }

    private func problem(_ place: String, _ text: String) -> UsageError {
      UsageError(message: "\(source): the JSON schema cannot be used: \(text) (at \(place))")
    }
  }
}
