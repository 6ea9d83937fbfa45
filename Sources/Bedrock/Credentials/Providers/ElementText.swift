/// Reads single elements out of an XML answer of a query service. It never
/// fails: what is not there is `nil`, and nesting, attributes and namespaces
/// are of no interest to it.
struct ElementText {
  private let document: String

  init(_ bytes: [UInt8]) { document = String(decoding: bytes, as: UTF8.self) }

  /// The text of the first element with exactly this tag.
  subscript(name: String) -> String? {
    guard let start = document.firstOccurrence(of: "<\(name)>") else { return nil }
    let rest = String(document[start.upperBound...])
    guard let end = rest.firstOccurrence(of: "</\(name)>") else { return nil }
    let text = ElementText.unescaped(rest[..<end.lowerBound]).trimmed
    return text.isEmpty ? nil : text
  }

  private static let entities = [
    "lt": "<", "gt": ">", "amp": "&", "quot": "\"", "apos": "'",
  ]
  /// `&#x10FFFF;` without `&` and `;`, with room for leading zeros.
  private static let maximumEntityLength = 12

  private static func unescaped(_ text: Substring) -> String {
    var out = ""
    var rest = text
    while let mark = rest.firstIndex(of: "&") {
      out += rest[..<mark]
      let behind = rest[rest.index(after: mark)...]
      let name = behind.prefix(maximumEntityLength).prefix { $0 != ";" }
      if behind.dropFirst(name.count).first == ";", let value = value(of: name) {
        out += value
        rest = behind.dropFirst(name.count + 1)
      } else {
        out += "&"
        rest = behind
      }
    }
    return out + rest
  }

  private static func value(of entity: Substring) -> String? {
    if let known = entities[String(entity)] { return known }
    guard entity.hasPrefix("#") else { return nil }
    let digits = entity.dropFirst()
    let number =
      digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    return number.flatMap(Unicode.Scalar.init).map { String(Character($0)) }
  }
}
