internal import Engine
internal import Interface

/// Text that came faster than a hand types: a paste without brackets. It is
/// held until nothing more of it comes and goes into the prompt in one piece;
/// its line ends do not send it line by line. Pure: the time comes in.
struct PasteBurst: Equatable, Sendable {
  /// No hand types that many keys within one read.
  static let leastKeys = 20
  /// The same where pastes come in brackets: only another program types so.
  static let leastKeysWithBrackets = 256
  /// A paste comes in several reads; what follows one within this belongs to
  /// it, its last line end too.
  static let gapMilliseconds = 100
  /// The same of a large paste, whose parts take longer to write and to read.
  static let largeGapMilliseconds = 500
  /// A paste from this size on is large: several reads.
  static let largeBytes = 64 << 10
  /// An Enter this long before a paste is the end of its first line: the
  /// program holds back what comes so fast and is told at once that more does.
  static let enterGapMilliseconds = 10
  /// The same for a key that comes alone: it may be the Enter of somebody who
  /// has seen the paste and wants it sent.
  static let loneKeyGapMilliseconds = 5
  /// Something pasted that is no text has a control character for every three
  /// others; with more of them they are keys.
  private static let textsPerControl = 2

  /// Whether the terminal brackets pastes.
  let hasBrackets: Bool
  /// What has come of a paste.
  private var held = PasteCollector()
  /// When the last of it came; `nil`: there is none.
  private var lastAt: MonotonicTime?
  /// When an Enter was passed on behind which nothing has come.
  private var enteredAt: MonotonicTime?

  init(hasBrackets: Bool) { self.hasBrackets = hasBrackets }

  private var leastKeys: Int { hasBrackets ? Self.leastKeysWithBrackets : Self.leastKeys }

  private var gap: Int {
    held.byteCount < Self.largeBytes ? Self.gapMilliseconds : Self.largeGapMilliseconds
  }

  /// When what is held goes into the prompt; `nil`: nothing is.
  var deadline: MonotonicTime? { lastAt?.adding(milliseconds: gap) }

  /// What was read at `start` is decoded by `now`: only what comes later was
  /// paused for. A read without a part of the paste is no part of the pause.
  mutating func decoded(_ start: MonotonicTime, at now: MonotonicTime) {
    if lastAt == start { lastAt = now }
  }

  /// The paste, once nothing more of it comes.
  mutating func expire(at now: MonotonicTime) -> [InputEvent] {
    guard let deadline, deadline <= now else { return [] }
    return finish()
  }

  /// The events of one read at `now`, without what is held of a paste; an empty
  /// one tells that it begins behind an Enter.
  mutating func joined(
    _ pieces: [InputDecoder.Piece], at now: MonotonicTime
  ) -> [InputEvent] {
    guard !pieces.isEmpty else { return [] }
    let wasHeld = lastAt != nil
    var events = parted(pieces, at: now)
    if let enteredAt, !wasHeld, lastAt != nil,
      now.milliseconds(since: enteredAt) < Self.enterGapMilliseconds
    {
      events.insert(.paste(""), at: 0)
    }
    if case .key(Key(.enter))? = events.last { enteredAt = now } else { enteredAt = nil }
    return events
  }

  private mutating func parted(
    _ pieces: [InputDecoder.Piece], at now: MonotonicTime
  ) -> [InputEvent] {
    let (texts, controls) = Self.count(pieces)
    let isAlone = texts + controls == 1
    var events: [InputEvent] = []
    if let lastAt {
      let gap = isAlone ? Self.loneKeyGapMilliseconds : gap
      if texts > 0, controls == 0 || isPaste(inSpiteOf: controls, texts, least: leastKeys),
        now.milliseconds(since: lastAt) <= gap
      {
        return take(pieces, at: now)
      }
      // Reports that came in between say nothing of the paste.
      if texts + controls == 0 { return Self.events(of: pieces) }
      events = finish()
    }
    let isPaste =
      controls == 0
      ? texts >= leastKeys
      : isPaste(inSpiteOf: controls, texts, least: Self.leastKeysWithBrackets)
    guard isPaste else { return events + Self.events(of: pieces) }
    // One line may be typed by a program, and is sent if Enter ends it.
    guard texts >= Self.leastKeysWithBrackets || Self.hasLines(pieces) else {
      return events + Self.events(of: pieces)
    }
    return events + take(pieces, at: now)
  }

  /// Whether `controls` among `texts` are no keys but part of something pasted
  /// that is no text. Where pastes come in brackets another program typed them.
  private func isPaste(inSpiteOf controls: Int, _ texts: Int, least: Int) -> Bool {
    !hasBrackets && texts >= least && controls <= texts / Self.textsPerControl
  }

  /// Holds the text; what is no key passes.
  private mutating func take(
    _ pieces: [InputDecoder.Piece], at now: MonotonicTime
  ) -> [InputEvent] {
    lastAt = now
    var passed: [InputEvent] = []
    for piece in pieces {
      switch piece {
      case .text(var run): _ = held.take(&run)
      case .event(.key(let key)):
        guard let text = Self.text(of: key) else { continue }
        var bytes = Array(text.utf8)[...]
        _ = held.take(&bytes)
      case .event(let event): passed.append(event)
      }
    }
    return passed
  }

  private mutating func finish() -> [InputEvent] {
    lastAt = nil
    let events = held.finish()
    guard case .paste(let text)? = events.first, events.count == 1, text.last == "\n",
      !text.dropLast().contains("\n")
    else { return events }
    return [.paste(String(text.dropLast())), .key(Key(.enter))]
  }

  // MARK: What came

  /// Keys that are text, and those that are not.
  private static func count(_ pieces: [InputDecoder.Piece]) -> (texts: Int, controls: Int) {
    pieces.reduce(into: (0, 0)) { counts, piece in
      switch piece {
      case .text(let run): counts.0 += PlainRun.characterCount(of: run)
      case .event(.key(let key)):
        if text(of: key) == nil { counts.1 += 1 } else { counts.0 += 1 }
      case .event: break
      }
    }
  }

  /// Whether there is text behind a line end.
  private static func hasLines(_ pieces: [InputDecoder.Piece]) -> Bool {
    var hasEnd = false
    for piece in pieces {
      switch piece {
      case .text(let run):
        let end = run.firstIndex { $0 == 0x0d || $0 == 0x0a }
        if hasEnd || end.map({ $0 + 1 < run.endIndex }) ?? false { return true }
        hasEnd = end != nil
      case .event(.key(let key)):
        guard let text = text(of: key) else { continue }
        if hasEnd { return true }
        hasEnd = text == "\r" || text == "\n"
      case .event: break
      }
    }
    return false
  }

  /// What a terminal sends for a key that is text; `nil`: it is none.
  private static func text(of key: Key) -> String? {
    switch (key.code, key.modifiers) {
    case (.character(let character), []): String(character)
    case (.enter, []): "\r"
    case (.character("j"), .control): "\n"
    case (.tab, []): "\t"
    default: nil
    }
  }

  /// What was typed after all, key by key.
  private static func events(of pieces: [InputDecoder.Piece]) -> [InputEvent] {
    pieces.flatMap { piece -> [InputEvent] in
      switch piece {
      case .event(let event): [event]
      case .text(let run): run.typed
      }
    }
  }
}

extension ArraySlice<UInt8> {
  /// Plain text as the keys that send it.
  fileprivate var typed: [InputEvent] {
    String(decoding: self, as: UTF8.self).unicodeScalars.map {
      .key(KeyDecoding.key(scalar: $0))
    }
  }
}
