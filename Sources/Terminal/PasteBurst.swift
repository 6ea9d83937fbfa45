internal import Engine
internal import Interface

/// Text that came faster than a hand types: a paste without brackets. Joined,
/// it goes into the prompt in one piece, and its line ends do not send it line
/// by line. Pure: the time comes in.
struct PasteBurst: Equatable, Sendable {
  /// No hand types that many keys within one read.
  static let leastKeys = 20
  /// The same where pastes come in brackets: only another program types so.
  static let leastKeysWithBrackets = 256
  /// A paste comes in several reads; what follows one within this belongs to
  /// it, its last line end too.
  static let gapMilliseconds = 100
  /// The same for a key that comes alone: it may be the Enter of somebody who
  /// has seen the paste and wants it sent.
  static let loneKeyGapMilliseconds = 5

  /// Whether the terminal brackets pastes.
  let hasBrackets: Bool
  /// When the last part of a paste of several lines came.
  private var lastAt: MonotonicTime?

  init(hasBrackets: Bool) { self.hasBrackets = hasBrackets }

  /// The events of one read at `now`, as a paste where they are one.
  mutating func joined(_ events: [InputEvent], at now: MonotonicTime) -> [InputEvent] {
    guard !events.isEmpty else { return events }
    let gap = events.count == 1 ? Self.loneKeyGapMilliseconds : Self.gapMilliseconds
    let continues = lastAt.map { now.milliseconds(since: $0) <= gap } ?? false
    lastAt = nil
    guard continues || events.count >= leastKeys, let text = Self.text(of: events) else {
      return events
    }
    let end = text.firstIndex(of: "\n")
    if continues || end.map({ text.index(after: $0) < text.endIndex }) ?? false {
      lastAt = now
      return [.paste(text)]
    }
    // One line: typed by a program, and sent if Enter ends it.
    guard events.count >= Self.leastKeysWithBrackets else { return events }
    return end == nil ? [.paste(text)] : [.paste(String(text.dropLast())), .key(Key(.enter))]
  }

  private var leastKeys: Int { hasBrackets ? Self.leastKeysWithBrackets : Self.leastKeys }

  private static func text(of events: [InputEvent]) -> String? {
    var text = ""
    for event in events {
      guard case .key(let key) = event, let character = character(of: key) else { return nil }
      text.append(character)
    }
    return text
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
