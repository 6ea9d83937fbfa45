import Wire

/// A JSON schema in the part of the language that structured output takes:
/// types, constants, references, `anyOf` and `allOf`, and objects that have no
/// members but those named. Bounds and patterns are left out; who asked checks
/// them in the answer.
struct StrictSchema: Hashable, Sendable {
  private(set) var value: JSONValue
  /// Whether nothing was left out.
  private(set) var isWhole = true

  /// Deeper schemas are loops or mistakes; the model is told of them in words.
  private static let maximumDepth = 32

  /// Taken over as they are.
  private static let plain: Set<String> = [
    "type", "const", "default", "description", "title", "$ref", "$id", "required", "format",
  ]
  /// Say nothing about the answer.
  private static let silent: Set<String> = ["$schema", "$comment", "examples"]
  /// Formats that the service knows; others are left out.
  private static let formats: Set<String> = [
    "date-time", "time", "date", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid",
  ]

  /// `nil`: the service cannot be told of `schema`.
  init?(_ schema: JSONValue) {
    value = schema
    guard schema.object != nil, let strict = strict(schema, depth: 0) else { return nil }
    value = strict
  }

  private mutating func strict(_ schema: JSONValue, depth: Int) -> JSONValue? {
    guard depth < StrictSchema.maximumDepth, let object = schema.object else { return nil }
    var strict = JSONObject()
    for member in object.members {
      guard let taken = take(member.name, member.value, depth: depth) else { return nil }
      if let value = taken.value { strict[taken.name] = value }
    }
    guard StrictSchema.isObject(schema) else {
      // A schema that allows anything cannot be checked while it is written.
      return strict.members.isEmpty ? nil : .object(strict)
    }
    guard StrictSchema.isClosable(object) else { return nil }
    strict["additionalProperties"] = false
    return .object(strict)
  }

  /// One keyword in the part that is taken, with its name there; without a
  /// value it is left out. `nil`: the whole schema cannot be said.
  private mutating func take(
    _ name: String, _ value: JSONValue, depth: Int
  ) -> (name: String, value: JSONValue?)? {
    switch name {
    case "properties", "$defs", "definitions":
      guard let set = value.object else { return nil }
      var strictSet = JSONObject()
      for member in set.members {
        guard let inner = strict(member.value, depth: depth + 1) else { return nil }
        strictSet[member.name] = inner
      }
      return (name, .object(strictSet))
    case "items":
      guard let inner = strict(value, depth: depth + 1) else { return nil }
      return (name, inner)
    case "anyOf", "allOf", "oneOf":
      guard let list = value.array else { return nil }
      var inner: [JSONValue] = []
      for part in list {
        guard let strict = strict(part, depth: depth + 1) else { return nil }
        inner.append(strict)
      }
      // Of several forms that fit one is enough for the service.
      if name == "oneOf" { isWhole = false }
      return (name == "oneOf" ? "anyOf" : name, .array(inner))
    case "enum":
      let isPlain = value.array?.allSatisfy { $0.object == nil && $0.array == nil } ?? false
      return isPlain ? (name, value) : nil
    case "minItems":
      guard let count = value.int, count <= 1 else { break }
      return (name, value)
    case "additionalProperties": return (name, nil)
    case "format":
      guard let word = value.string, StrictSchema.formats.contains(word) else { break }
      return (name, value)
    default:
      if StrictSchema.plain.contains(name) { return (name, value) }
      if StrictSchema.silent.contains(name) { return (name, nil) }
    }
    isWhole = false
    return (name, nil)
  }

  private static func isObject(_ schema: JSONValue) -> Bool {
    let type = schema["type"]
    return type?.string == "object" || type?.array?.contains("object") ?? false
      || schema["properties"] != nil
  }

  /// Whether an object with the members that are named, and no others, is what
  /// was meant. One whose names are free is not.
  private static func isClosable(_ object: JSONObject) -> Bool {
    guard object["patternProperties"] == nil else { return false }
    let others = object["additionalProperties"]
    if others?.object != nil { return false }
    return others?.bool == false || object["properties"]?.object?.members.isEmpty == false
  }
}
