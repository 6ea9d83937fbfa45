public import Engine
internal import Glibc
public import Interface

extension TerminalSession {
  /// What was typed and has not been read; also settles what waited until
  /// `inputDeadline`. Replies that only the session needs stay here.
  public func readInput(now: MonotonicTime) -> [InputEvent] {
    var events = burst.joined(readPieces(now: now), at: now) + burst.expire(at: now)
    burst.decoded(now, at: Self.now())
    if isFocusAssumed {
      isFocusAssumed = false
      events.insert(.focus(true), at: 0)
    }
    return events
  }

  /// The same without what is known of pastes.
  private func readPieces(now: MonotonicTime) -> [InputDecoder.Piece] {
    var pieces: [InputDecoder.Piece] = []
    switch device.readAll() {
    case .bytes(let bytes):
      pieces = decoder.pieces(of: bytes, at: now, leastRun: PasteBurst.leastKeys)
    case .nothing: break
    case .ended: inputHasEnded = true
    }
    pieces += decoder.expire(at: now).map(InputDecoder.Piece.event)
    pace.expire(at: now)
    pieces.removeAll { piece in
      if case .event(let event) = piece { handled(event, now) } else { false }
    }
    return pieces
  }

  /// When `readInput` has something to do though nothing was typed.
  public var inputDeadline: MonotonicTime? {
    [decoder.deadline, pace.deadline, burst.deadline].compactMap { $0 }.min()
  }

  func handled(_ event: InputEvent, _ now: MonotonicTime) -> Bool {
    guard case .reply(let reply) = event else { return false }
    switch reply {
    case .kittyKeyboard:
      guard !knowsKitty, isEntered else { return true }
      knowsKitty = true
      decoder.escapeMilliseconds = InputDecoder.disambiguatedEscapeMilliseconds
      prepareRestore()
      send(TerminalTraits.kittyOn)
    case .mode(let mode, let state):
      // 1 set, 2 reset, 3 permanently set: it is there.
      let isThere = (1...3).contains(state)
      if mode == 2026 { updatesSynchronously = isThere }
      // Reports come when it changes: until then somebody looks.
      if mode == 1004, isThere { isFocusAssumed = true }
    case .deviceAttributes:
      askedAt = nil
      pace.answersEnd()
    case .caughtUp: pace.caughtUp(at: now)
    case .backgroundColor, .colorScheme: return false
    }
    return true
  }

  func freshDecoder() -> InputDecoder {
    var fresh = InputDecoder()
    fresh.escapeMilliseconds = decoder.escapeMilliseconds
    return fresh
  }

  func ask() {
    guard !traits.questions.isEmpty else { return }
    send(traits.questions)
    let now = Self.now()
    askedAt = now
    pace.asked(at: now)
  }

  /// How long a terminal is waited for of which nobody knows whether it answers
  /// at all. Only a session that ends sooner than this after a question waits,
  /// and only for the rest of it.
  private static let answersMilliseconds = 150

  /// Answers that come after the end would be typed into the shell. Those of a
  /// terminal that has answered before are on their way, however long it is.
  func awaitAnswers() {
    let start = Self.now()
    while askedAt != nil || pace.isAsking {
      let left =
        pace.canAsk && pace.isAsking
        ? Int(Self.drainMilliseconds) - Self.now().milliseconds(since: start)
        : Self.answersMilliseconds - Self.now().milliseconds(since: askedAt ?? start)
      guard left > 0, !inputHasEnded else { break }
      var item = pollfd(fd: device.input, events: Int16(POLLIN), revents: 0)
      guard poll(&item, 1, Int32(left)) > 0 else { break }
      // A paste that is held stays so, for when the terminal is taken again.
      _ = readPieces(now: Self.now())
    }
    askedAt = nil
  }

  /// Asks for the background's colour again.
  public func askForBackground() {
    guard isEntered, traits.speaksXterm else { return }
    send(TerminalTraits.backgroundQuestion + TerminalTraits.lastQuestion)
    askedAt = Self.now()
  }
}
