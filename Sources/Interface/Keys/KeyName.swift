extension [Key] {
  /// The names of the keys: `Ctrl+X m`.
  public var name: String { map(\.name).joined(separator: " ") }
}

extension Key {
  /// The name of the key as the help writes it and a configuration can:
  /// `Ctrl+J`, `Alt+Enter`, `F2`. Small letters stand for themselves; with
  /// Ctrl or Alt they are written large, and Shift is told.
  public var name: String {
    var parts: [String] = []
    if modifiers.contains(.control) { parts.append("Ctrl") }
    if modifiers.contains(.alt) { parts.append("Alt") }
    let isChord = !parts.isEmpty
    if modifiers.contains(.shift) || isChord && code.isCapital { parts.append("Shift") }
    return (parts + [code.name(isChord: isChord)]).joined(separator: "+")
  }
}

extension KeyCode {
  fileprivate var isCapital: Bool {
    if case .character(let character) = self { character.isUppercase } else { false }
  }

  fileprivate func name(isChord: Bool) -> String {
    switch self {
    case .character(" "): "Space"
    case .character(let character): isChord ? character.uppercased() : String(character)
    case .enter: "Enter"
    case .tab: "Tab"
    case .backspace: "Backspace"
    case .delete: "Delete"
    case .insert: "Insert"
    case .escape: "Esc"
    case .up: "Up"
    case .down: "Down"
    case .left: "Left"
    case .right: "Right"
    case .home: "Home"
    case .end: "End"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .function(let number): "F\(number)"
    }
  }
}
