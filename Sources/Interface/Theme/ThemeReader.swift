import TextModel
public import Wire

/// What is wrong with a theme file, and where.
public struct ThemeProblem: Error, Hashable, Sendable {
  /// Where, counted from 1.
  public var position: JSONPosition
  /// What, a clause without a full stop.
  public var reason: String
}

/// Reads theme files: JSON with comments,
/// `{"name": …, "roles": {role: {"fg": colour, "bg": colour, "bold": true, …}}}`.
///
/// A colour is `"default"`, one of the sixteen names, a palette index, or
/// `"#rrggbb"`; or an object `{"direct": "#rrggbb", "256": index, "16": name}`
/// with a choice for each level. A mistake costs its own entry, never the
/// theme.
public enum ThemeReader {
  /// The theme in `bytes`, `fallbackName` where the file gives no name, and
  /// everything in it that was not understood. A text that is not a JSON
  /// object gives a theme without entries and one problem.
  public static func read(
    _ bytes: [UInt8], fallbackName: String
  ) -> (theme: ThemeDefinition, problems: [ThemeProblem]) {
    var reading = ThemeReading(theme: ThemeDefinition(name: fallbackName))
    do throws(JSONError) {
      reading.readDocument(try JSONNode(parsing: bytes, allowingComments: true))
    } catch {
      reading.problems.append(ThemeProblem(position: error.position, reason: error.reason))
    }
    return (reading.theme, reading.problems)
  }
}

private struct ThemeReading {
  var theme: ThemeDefinition
  var problems: [ThemeProblem] = []

  mutating func complain(_ reason: String, at position: JSONPosition) {
    problems.append(ThemeProblem(position: position, reason: reason))
  }

  mutating func readDocument(_ node: JSONNode) {
    guard case .object(let members) = node.kind else {
      return complain("a theme is an object", at: node.position)
    }
    for member in members {
      switch (member.name, member.node.kind) {
      case ("name", .string(let name)): theme.name = name
      case ("roles", .object(let roles)): for role in roles { readRole(role) }
      case ("name", _): complain("\"name\" is a string", at: member.node.position)
      case ("roles", _): complain("\"roles\" is an object", at: member.node.position)
      case ("description", _), ("$schema", _): break
      default: complain("unknown member \"\(member.name)\"", at: member.position)
      }
    }
  }

  private mutating func readRole(_ member: JSONNode.Member) {
    guard let role = StyleRole.allCases.first(where: { "\($0)" == member.name }) else {
      return complain("unknown role \"\(member.name)\"", at: member.position)
    }
    guard case .object(let members) = member.node.kind else {
      return complain("a role's look is an object", at: member.node.position)
    }
    var entry = ThemeDefinition.Entry()
    for look in members { readLook(look, into: &entry) }
    theme.entries[role] = entry
  }

  private mutating func readLook(
    _ member: JSONNode.Member, into entry: inout ThemeDefinition.Entry
  ) {
    switch member.name {
    case "fg": entry.foreground = readColor(member.node)
    case "bg": entry.background = readColor(member.node)
    case "mono": entry.monoEmphasis = readMono(member.node)
    default:
      guard let attribute = Self.attribute(member.name) else {
        return complain("unknown member \"\(member.name)\"", at: member.position)
      }
      guard case .bool(let isOn) = member.node.kind else {
        return complain("\"\(member.name)\" is true or false", at: member.node.position)
      }
      if isOn { entry.emphasis.insert(attribute) }
    }
  }

  private mutating func readMono(_ node: JSONNode) -> Emphasis? {
    guard case .array(let names) = node.kind else {
      complain("\"mono\" is a list of attributes", at: node.position)
      return nil
    }
    var emphasis: Emphasis = []
    for name in names {
      guard case .string(let word) = name.kind, let attribute = Self.attribute(word) else {
        complain("unknown attribute", at: name.position)
        continue
      }
      emphasis.insert(attribute)
    }
    return emphasis
  }

  private static func attribute(_ name: String) -> Emphasis? {
    switch name {
    case "bold": .bold
    case "italic": .italic
    case "underline": .underline
    case "dim": .dim
    case "reverse": .reverse
    default: nil
    }
  }

  private mutating func readColor(_ node: JSONNode) -> ThemeColor? {
    guard case .object(let members) = node.kind else { return readSimpleColor(node) }
    var color = ThemeColor()
    for member in members {
      guard let choice = readSimpleColor(member.node) else { continue }
      switch member.name {
      case "direct": color.rgb = choice.rgb ?? color.rgb
      case "256": color.indexed = choice.indexed ?? choice.ansi ?? color.indexed
      case "16": color.ansi = choice.ansi ?? color.ansi
      default: complain("unknown level \"\(member.name)\"", at: member.position)
      }
    }
    return color
  }

  private mutating func readSimpleColor(_ node: JSONNode) -> ThemeColor? {
    switch node.kind {
    case .number(let number):
      if let value = number.int, let index = UInt8(exactly: value) {
        return ThemeColor(indexed: index, ansi: index < 16 ? index : nil)
      }
    case .string("default"):
      return ThemeColor()
    case .string(let text):
      if let index = Self.names.firstIndex(of: text) { return ThemeColor(ansi: UInt8(index)) }
      if text.utf8.count == 7, text.hasPrefix("#"), let rgb = UInt32(text.dropFirst(), radix: 16) {
        return ThemeColor(rgb: rgb)
      }
    case .null, .bool, .array, .object: break
    }
    complain("not a colour", at: node.position)
    return nil
  }

  /// The sixteen colours of a terminal in the order of their indices.
  private static let names = [
    "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
    "brightBlack", "brightRed", "brightGreen", "brightYellow", "brightBlue", "brightMagenta",
    "brightCyan", "brightWhite",
  ]
}
