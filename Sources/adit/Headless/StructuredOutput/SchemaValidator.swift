internal import Wire

/// Checks JSON values against the part of JSON Schema (draft 2020-12) that
/// people write for models: types, constants, objects, arrays, bounds,
/// combinations and references within the document. `JSONSchema` warns of
/// keywords that are not checked.
struct SchemaValidator {
  private let root: JSONValue
  private var found: [String] = []
  /// Checks that may still be made.
  private var stepsLeft = maximumSteps

  /// More would not help a model to mend its answer.
  static let mostProblems = 20
  /// Deeper references are loops.
  private static let maximumDepth = 64
  /// Schemas that refer to themselves in several places multiply; no schema
  /// that somebody wrote for an answer comes near this.
  private static let maximumSteps = 200_000

  init(root: JSONValue) { self.root = root }

  /// What is wrong with `value`, each as a clause with its place.
  mutating func problems(of value: JSONValue) -> [String] {
    found = []
    check(value, root, at: "", depth: 0)
    return found
  }

  /// Whether `value` is valid against `schema`.
  private mutating func accepts(_ value: JSONValue, _ schema: JSONValue, depth: Int) -> Bool {
    var other = SchemaValidator(root: root)
    other.stepsLeft = stepsLeft
    other.check(value, schema, at: "", depth: depth)
    stepsLeft = other.stepsLeft
    return other.found.isEmpty
  }

  private mutating func report(_ place: String, _ problem: String) {
    guard found.count < Self.mostProblems else { return }
    found.append("\(place.isEmpty ? "the value" : place) \(problem)")
  }

  private mutating func check(
    _ value: JSONValue, _ schema: JSONValue, at place: String, depth: Int
  ) {
    guard depth < Self.maximumDepth else { return report(place, "is nested too deeply") }
    guard stepsLeft > 0 else {
      return report(place, "cannot be checked: the schema is too involved")
    }
    stepsLeft -= 1
    if let accepted = schema.bool {
      if !accepted { report(place, "is not allowed") }
      return
    }
    if let reference = schema["$ref"]?.string,
      let target = JSONSchema.target(of: reference, in: root)
    {
      check(value, target, at: place, depth: depth + 1)
    }
    checkType(value, schema, at: place)
    checkConstants(value, schema, at: place)
    switch value {
    case .number(let number): check(number, schema, at: place)
    case .string(let text): check(text, schema, at: place)
    case .array(let elements): check(elements, schema, at: place, depth: depth)
    case .object(let object): check(object, schema, at: place, depth: depth)
    case .null, .bool: break
    }
    checkCombinations(value, schema, at: place, depth: depth)
  }

  // MARK: Any value

  private mutating func checkType(_ value: JSONValue, _ schema: JSONValue, at place: String) {
    guard let wanted = schema["type"] else { return }
    let names = wanted.string.map { [$0] } ?? (wanted.array ?? []).compactMap(\.string)
    guard !names.contains(where: { Self.isOfType(value, $0) }) else { return }
    report(place, "is \(Self.typeName(value)) and has to be \(names.joined(separator: " or "))")
  }

  private static func isOfType(_ value: JSONValue, _ name: String) -> Bool {
    if name == "integer" {
      guard case .number(let number) = value else { return false }
      return number.double == number.double.rounded()
    }
    return typeName(value) == name
  }

  private static func typeName(_ value: JSONValue) -> String {
    switch value {
    case .null: "null"
    case .bool: "boolean"
    case .number: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }

  private mutating func checkConstants(_ value: JSONValue, _ schema: JSONValue, at place: String) {
    if let constant = schema["const"], !value.isSame(as: constant) {
      report(place, "has to be \(Self.text(constant))")
    }
    if let choices = schema["enum"]?.array, !choices.contains(where: { $0.isSame(as: value) }) {
      report(place, "has to be one of \(choices.map(Self.text).joined(separator: ", "))")
    }
  }

  private static func text(_ value: JSONValue) -> String {
    String(decoding: value.serialized(), as: UTF8.self)
  }

  private mutating func checkCombinations(
    _ value: JSONValue, _ schema: JSONValue, at place: String, depth: Int
  ) {
    for part in schema["allOf"]?.array ?? [] { check(value, part, at: place, depth: depth + 1) }
    if let parts = schema["anyOf"]?.array,
      !parts.contains(where: { accepts(value, $0, depth: depth + 1) })
    {
      report(place, "fits none of the forms of anyOf")
    }
    if let parts = schema["oneOf"]?.array {
      let count = parts.count { accepts(value, $0, depth: depth + 1) }
      if count != 1 { report(place, "fits \(count) of the forms of oneOf and has to fit one") }
    }
    if let part = schema["not"], accepts(value, part, depth: depth + 1) {
      report(place, "fits the form that not excludes")
    }
  }

  // MARK: Numbers and texts

  private mutating func check(_ number: JSONNumber, _ schema: JSONValue, at place: String) {
    let value = number.double
    if let bound = schema["minimum"]?.double, value < bound {
      report(place, "is less than \(JSONNumber(bound).text)")
    }
    if let bound = schema["maximum"]?.double, value > bound {
      report(place, "is more than \(JSONNumber(bound).text)")
    }
    if let bound = schema["exclusiveMinimum"]?.double, value <= bound {
      report(place, "has to be more than \(JSONNumber(bound).text)")
    }
    if let bound = schema["exclusiveMaximum"]?.double, value >= bound {
      report(place, "has to be less than \(JSONNumber(bound).text)")
    }
    if let step = schema["multipleOf"]?.double, step > 0 {
      let quotient = value / step
      // 0.3 is a multiple of 0.1, whatever binary fractions say.
      if abs(quotient - quotient.rounded()) > 1e-9 * max(1, abs(quotient)) {
        report(place, "is no multiple of \(JSONNumber(step).text)")
      }
    }
  }

  private mutating func check(_ text: String, _ schema: JSONValue, at place: String) {
    let count = text.unicodeScalars.count
    if let least = schema["minLength"]?.int, count < least {
      report(place, "has \(count) characters and needs \(least)")
    }
    if let most = schema["maxLength"]?.int, count > most {
      report(place, "has \(count) characters and may have \(most)")
    }
  }

  // MARK: Arrays and objects

  private mutating func check(
    _ elements: [JSONValue], _ schema: JSONValue, at place: String, depth: Int
  ) {
    if let least = schema["minItems"]?.int, elements.count < least {
      report(place, "has \(elements.count) items and needs \(least)")
    }
    if let most = schema["maxItems"]?.int, elements.count > most {
      report(place, "has \(elements.count) items and may have \(most)")
    }
    if schema["uniqueItems"]?.bool == true {
      for (index, element) in elements.enumerated()
      where elements[..<index].contains(where: { $0.isSame(as: element) }) {
        report("\(place)[\(index)]", "repeats an earlier item")
      }
    }
    let prefix = schema["prefixItems"]?.array ?? []
    for (index, element) in elements.enumerated() {
      let inner = index < prefix.count ? prefix[index] : schema["items"]
      if let inner { check(element, inner, at: "\(place)[\(index)]", depth: depth + 1) }
    }
  }

  private mutating func check(
    _ object: JSONObject, _ schema: JSONValue, at place: String, depth: Int
  ) {
    for name in schema["required"]?.array?.compactMap(\.string) ?? [] where object[name] == nil {
      report(Self.join(place, name), "is missing")
    }
    if let least = schema["minProperties"]?.int, object.members.count < least {
      report(place, "has \(object.members.count) members and needs \(least)")
    }
    if let most = schema["maxProperties"]?.int, object.members.count > most {
      report(place, "has \(object.members.count) members and may have \(most)")
    }
    let properties = schema["properties"]?.object ?? JSONObject()
    // Which names patternProperties covers is not known here.
    let others = schema["patternProperties"] == nil ? schema["additionalProperties"] : nil
    for member in object.members {
      let inside = Self.join(place, member.name)
      if let inner = properties[member.name] {
        check(member.value, inner, at: inside, depth: depth + 1)
      } else if let others {
        if others.bool == false {
          report(inside, "is not a member that the schema knows")
        } else {
          check(member.value, others, at: inside, depth: depth + 1)
        }
      }
    }
  }

  private static func join(_ place: String, _ name: String) -> String {
    place.isEmpty ? name : "\(place).\(name)"
  }
}

extension JSONValue {
  /// Equality as JSON Schema means it: `1` is `1.0`, and the order of members
  /// does not matter.
  func isSame(as other: JSONValue) -> Bool {
    switch (self, other) {
    case (.number(let left), .number(let right)):
      left.text == right.text || left.double == right.double
    case (.array(let left), .array(let right)):
      left.count == right.count && zip(left, right).allSatisfy { $0.isSame(as: $1) }
    case (.object(let left), .object(let right)):
      left.members.count == right.members.count
        && left.members.allSatisfy { right[$0.name]?.isSame(as: $0.value) == true }
    default: self == other
    }
  }
}
