internal import Interface

/// Terminals without bracketed paste deliver a paste as typing. What came in
/// one read, is longer than a hand types at once, and has text behind an
/// Enter, is taken for one paste, so that it is not sent line by line.
enum PasteBurst {
  /// No hand types that many keys within one read.
  static let leastKeys = 20

  static func joined(_ events: [InputEvent]) -> [InputEvent] {
    guard events.count >= leastKeys else { return events }
    var text = ""
    for event in events {
      guard case .key(let key) = event, let character = character(of: key) else { return events }
      text.append(character)
    }
    guard let end = text.firstIndex(of: "\n"), text.index(after: end) < text.endIndex else {
      return events
    }
    return [.paste(text)]
  }

  private static func character(of key: Key) -> Character? {
    switch (key.code, key.modifiers) {
    case (.character(let character), []): character
    case (.enter, []), (.character("j"), .control): "\n"
    case (.tab, []): "\t"
    default: nil
    }
  }
}
