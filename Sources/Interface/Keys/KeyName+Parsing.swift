import Engine

/// Why a name is that of no key: a sentence for people.
public struct KeyNameError: Error, Hashable {
  /// What is wrong, and what to write instead.
  public var reason: String
}

extension [Key] {
  /// The keys called `name`: one, or up to three with blanks between them.
  public init(named name: String) throws(KeyNameError) {
    self = []
    for word in name.split(separator: " ") { append(try Key(named: String(word))) }
    guard !isEmpty else { throw KeyNameError(reason: "no key is named") }
    guard count <= KeyMap.maximumSequenceLength else {
      throw KeyNameError(
        reason: "more than \(KeyMap.maximumSequenceLength) keys one after another")
    }
  }
}

extension Key {
  /// The key called `name`, as the help writes it: `Ctrl+K`, `Alt+Shift+P`,
  /// `F5`, `Space`, `g`. Words are taken in any case, and letters with Ctrl or
  /// Alt too; a single letter is the one written. `^K` is Ctrl+K.
  public init(named name: String) throws(KeyNameError) {
    var rest = Substring(name)
    var modifiers: Modifiers = []
    if rest.count > 1, rest.first == "^" {
      modifiers.insert(.control)
      rest = rest.dropFirst()
    }
    // The last `+` of `Ctrl++` is a key, as is a lone one.
    while let plus = rest.dropLast().firstIndex(of: "+"), plus != rest.startIndex {
      modifiers.insert(try Self.modifier(String(rest[..<plus])))
      rest = rest[rest.index(after: plus)...]
    }
    let code = try Self.code(String(rest))
    self = try Key(code, modifiers).canonical(writtenAs: name)
  }

  private static func modifier(_ word: String) throws(KeyNameError) -> Modifiers {
    switch word.lowercased() {
    case "ctrl", "control": return .control
    case "alt", "meta": return .alt
    case "shift": return .shift
    default: throw KeyNameError(reason: "\(word)+ is not Ctrl+, Alt+ or Shift+")
    }
  }

  private static let named: [String: KeyCode] = [
    "enter": .enter, "return": .enter, "tab": .tab, "backspace": .backspace,
    "delete": .delete, "del": .delete, "insert": .insert, "ins": .insert,
    "esc": .escape, "escape": .escape, "up": .up, "down": .down, "left": .left,
    "right": .right, "home": .home, "end": .end, "pgup": .pageUp, "pageup": .pageUp,
    "pgdn": .pageDown, "pagedown": .pageDown, "space": .character(" "),
  ]

  /// Keyboards have no more function keys.
  private static let highestFunctionKey = 35

  private static func code(_ word: String) throws(KeyNameError) -> KeyCode {
    if word.count == 1, let character = word.first { return .character(character) }
    let name = word.lowercased()
    if let code = named[name] { return code }
    if name.first == "f", let number = Int(name.dropFirst()),
      (1...highestFunctionKey).contains(number)
    {
      return .function(number)
    }
    let names = named.keys.sorted() + ["f1"]
    let hint = EditDistance.nearest(to: name, among: names)
    throw KeyNameError(
      reason: "there is no key \"\(word)\"" + (hint.map { "; did you mean \($0)?" } ?? ""))
  }

  /// The key as it arrives, where terminals send one for another.
  private func canonical(writtenAs name: String) throws(KeyNameError) -> Key {
    guard case .character(var character) = code else { return self }
    var modifiers = modifiers
    if modifiers.contains(.control) {
      character = character.lowercased().first ?? character
      let twin: [Character: String] = ["i": "Tab", "m": "Enter", "h": "Backspace", "[": "Esc"]
      if let twin = twin[character] {
        throw KeyNameError(
          reason: "terminals send the same for \(name) as for \(twin): bind \(twin) instead")
      }
    } else if modifiers.contains(.alt), character.isUppercase, !modifiers.contains(.shift) {
      // `Alt+P` is what the help writes for Alt with the key P.
      character = character.lowercased().first ?? character
    } else if modifiers.contains(.shift) {
      guard character.isLetter, let capital = character.uppercased().first else {
        throw KeyNameError(
          reason: "\(name) arrives as the character that it types: write that instead")
      }
      character = capital
      modifiers.remove(.shift)
    }
    return Key(.character(character), modifiers)
  }
}
