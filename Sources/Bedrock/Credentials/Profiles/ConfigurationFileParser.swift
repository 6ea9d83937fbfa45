/// Reads one of the two files, line by line (aws-auth-and-http 3.3). A line
/// that cannot be understood is passed over, so that a slip in one profile
/// does not take away the others. Problems never repeat a line's text: it may
/// be a secret.
struct ConfigurationFileParser {
  enum Kind: Hashable, Sendable {
    case config, credentials
  }

  private(set) var profiles: [String: ConfigurationSection] = [:]
  private(set) var ssoSessions: [String: ConfigurationSection] = [:]
  private(set) var services: [String: ConfigurationSection] = [:]
  private(set) var problems: [String] = []
  private(set) var misnamed: [String: String] = [:]

  /// More of them would only fill the screen.
  private static let maximumProblems = 20

  private let kind: Kind
  private let name: String
  private var lineNumber = 0
  private var section = Section.none
  private var property = Property.none
  /// `[default]`, which counts only where there is no `[profile default]`.
  private var plainDefault: ConfigurationSection?

  /// The section that properties go to.
  private enum Section: Hashable {
    /// None has begun.
    case none
    /// One whose name means nothing here.
    case ignored
    case plainDefault
    case profile(String)
    case ssoSession(String)
    case services(String)
  }

  /// The property that continuation lines go to.
  private enum Property: Hashable {
    /// None in this section yet.
    case none
    /// One that was passed over.
    case ignored
    case value(key: String)
    /// An empty value: what follows are sub-properties.
    case nested(key: String)
  }

  init(kind: Kind, name: String) {
    self.kind = kind
    self.name = name
  }

  mutating func read(_ bytes: [UInt8]) {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let text = bytes.starts(with: mark) ? bytes.dropFirst(mark.count) : bytes[...]
    for line in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      lineNumber += 1
      let content = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
      read(line: String(decoding: content, as: UTF8.self))
    }
    if let plainDefault, profiles["default"] == nil { profiles["default"] = plainDefault }
  }

  private mutating func read(line: String) {
    guard let first = line.unicodeScalars.first, !line.trimmed.isEmpty else { return }
    switch first {
    case "#", ";": return
    case "[": readHeader(line)
    case " ", "\t": readContinuation(line.trimmed)
    default: readProperty(line)
    }
  }

  // MARK: Sections

  private mutating func readHeader(_ line: String) {
    property = .none
    guard let header = SectionHeader(line) else {
      section = .ignored
      report("Profile definition must end with ']'; the section is passed over")
      return
    }
    section = meaning(of: header)
    let origin = "\(name):\(lineNumber)"
    update { $0.origin = $0.origin ?? origin }
  }

  private mutating func meaning(of header: SectionHeader) -> Section {
    let words = header.words
    guard words.allSatisfy(\.isName) else { return .ignored }
    switch (kind, words.count) {
    case (.config, 1) where words[0].text == "default": return .plainDefault
    case (.credentials, 1): return .profile(words[0].text)
    case (.config, 1): misnamed[words[0].text] = "\(name):\(lineNumber)"
    case (.config, 2):
      switch words[0].text {
      case "profile": return .profile(words[1].text)
      case "sso-session": return .ssoSession(words[1].text)
      case "services": return .services(words[1].text)
      default: return .ignored
      }
    case (.credentials, 2) where words[0].text == "profile":
      misnamed[words[1].text] = "\(name):\(lineNumber)"
    case (_, _): break
    }
    return .ignored
  }

  private mutating func update(_ change: (inout ConfigurationSection) -> Void) {
    switch section {
    case .none, .ignored: break
    case .plainDefault:
      var changed = plainDefault ?? ConfigurationSection()
      change(&changed)
      plainDefault = changed
    case .profile(let name): change(&profiles[name, default: ConfigurationSection()])
    case .ssoSession(let name): change(&ssoSessions[name, default: ConfigurationSection()])
    case .services(let name): change(&services[name, default: ConfigurationSection()])
    }
  }

  // MARK: Properties

  private mutating func readProperty(_ line: String) {
    switch section {
    case .none:
      report("Expected a profile definition, found a property; the line is passed over")
      return
    case .ignored: return
    case .plainDefault, .profile, .ssoSession, .services: break
    }
    property = .ignored
    let text = ConfigurationFileParser.withoutComment(line)
    var mark = text.firstIndex(of: "=")
    if mark == nil {
      // Python's parser, and so the AWS CLI, takes a colon as well.
      mark = text.firstIndex(of: ":")
      report(
        "Expected an '=' sign defining a property; "
          + (mark == nil ? "the line is passed over" : "the ':' is taken for it"))
    }
    guard let mark else { return }
    let key = String(text[..<mark]).trimmed.lowercased()
    guard !key.isEmpty else {
      report("Property did not have a name; the line is passed over")
      return
    }
    guard ConfigurationName.isValid(key) else { return }
    let value = String(text[text.index(after: mark)...]).trimmed
    property = value.isEmpty ? .nested(key: key) : .value(key: key)
    update {
      $0.values[key] = value
      $0.nested[key] = nil
    }
  }

  private mutating func readContinuation(_ text: String) {
    switch (section, property) {
    case (.none, _):
      report("Expected a profile definition, found a continuation; the line is passed over")
    case (.ignored, _), (_, .ignored): break
    case (_, .none):
      report("Expected a property definition, found continuation; the line is passed over")
    case (_, .value(let key)): append(text, to: key)
    case (_, .nested(let key)): readSubProperty(text, of: key)
    }
  }

  private mutating func append(_ text: String, to key: String) {
    update { $0.values[key, default: ""] += "\n\(text)" }
  }

  private mutating func readSubProperty(_ text: String, of parent: String) {
    if text.hasPrefix("#") || text.hasPrefix(";") { return }
    guard let mark = text.firstIndex(of: "=") else {
      report("Expected an '=' sign defining a sub-property; the line is passed over")
      return
    }
    let key = String(text[..<mark]).trimmed.lowercased()
    guard !key.isEmpty else {
      report("Sub-property did not have a name; the line is passed over")
      return
    }
    append(text, to: parent)
    guard ConfigurationName.isValid(key) else { return }
    let rest = ConfigurationFileParser.withoutComment(String(text[text.index(after: mark)...]))
    let value = String(rest).trimmed
    update { $0.nested[parent, default: [:]][key] = value }
  }

  /// `line` up to the first `#` or `;` that a blank precedes.
  private static func withoutComment(_ line: String) -> Substring {
    var precededByBlank = false
    for (index, character) in zip(line.indices, line) {
      if precededByBlank, character == "#" || character == ";" { return line[..<index] }
      precededByBlank = character.isWhitespace
    }
    return line[...]
  }

  private mutating func report(_ problem: String) {
    guard problems.count < ConfigurationFileParser.maximumProblems else { return }
    problems.append("\(name):\(lineNumber): \(problem).")
  }
}
