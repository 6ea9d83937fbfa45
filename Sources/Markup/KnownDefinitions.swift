/// What a document defines and any of its blocks may name.
struct KnownDefinitions: Sendable {
  /// All link definitions of a document, and the labels of its footnotes: long
  /// manuals have 20 KiB. Later ones are not resolved.
  static let maximumBytes = 64 << 10
  /// Definitions that are parsed again with a block which names them, bytes.
  static let maximumNamedBytes = 16 << 10
  /// The longest label that is looked up, bytes: CommonMark allows 999
  /// characters.
  private static let maximumLabelBytes = 999 * 4

  private var definitions: [String: LinkDefinition] = [:]
  /// Labels of footnotes that are defined, in lower case.
  private(set) var footnoteLabels: Set<String> = []
  private var bytes = 0
  /// Where the last definition was decided, until somebody is told.
  private var changedAt: Int?

  /// Keeps those that are new, the first of each label.
  mutating func add(_ found: [LinkDefinition], footnotes: [String], decided: Int) {
    for definition in found where definitions[definition.label] == nil {
      guard bytes + definition.source.count <= Self.maximumBytes else { continue }
      definitions[definition.label] = definition
      bytes += definition.source.count
      changedAt = decided
    }
    for label in footnotes where !footnoteLabels.contains(label) {
      guard bytes + label.utf8.count <= Self.maximumBytes else { continue }
      footnoteLabels.insert(label)
      bytes += label.utf8.count
      changedAt = decided
    }
  }

  /// Where the last definition was decided; `nil`: none since the last time.
  mutating func takeChange() -> Int? {
    defer { changedAt = nil }
    return changedAt
  }

  /// The definitions that `text` may name, in the order in which it does.
  func named(in text: ArraySlice<UInt8>) -> [LinkDefinition] {
    guard !definitions.isEmpty else { return [] }
    var found: [LinkDefinition] = []
    var labels: Set<String> = []
    var size = 0
    var start: Int?
    var index = text.startIndex
    while index < text.endIndex {
      switch text[index] {
      case Byte.backslash: index += 1
      case Byte.leftBracket: start = index + 1
      case Byte.rightBracket:
        if let first = start, index - first <= Self.maximumLabelBytes,
          let definition = definitions[Self.label(text[first..<index])],
          labels.insert(definition.label).inserted,
          size + definition.source.count <= Self.maximumNamedBytes
        {
          found.append(definition)
          size += definition.source.count
        }
        start = nil
      default: break
      }
      index += 1
    }
    return found
  }

  /// A label as it is compared; the marks of a quote are none of it.
  private static func label(_ text: ArraySlice<UInt8>) -> String {
    var isLineStart = false
    let words = text.split { byte in
      if byte == Byte.lineFeed || byte == Byte.carriageReturn { isLineStart = true }
      let isMark = isLineStart && byte == Byte.greater
      if byte > Byte.space, !isMark { isLineStart = false }
      return byte <= Byte.space || isMark
    }
    return words.map { String(decoding: $0, as: UTF8.self).lowercased() }.joined(separator: " ")
  }
}
