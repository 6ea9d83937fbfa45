public import Engine
public import Interface

/// Bytes of the terminal to events: UTF-8, control characters, escape
/// sequences of xterm, rxvt, linux, kitty and modifyOtherKeys, bracketed
/// paste and replies. Pure: the time comes in.
///
/// - Any split of the bytes gives the same events, as long as `expire` is not
///   called in between.
/// - What it does not know is swallowed, never turned into text; a
///   `.character` is never a control character.
/// - It holds at most `PasteCollector.limitBytes` and some hundred bytes.
public struct InputDecoder: Equatable, Sendable {
  /// How long a lone ESC waits for the rest of a sequence. The session sets
  /// `disambiguatedEscapeMilliseconds` once the kitty keyboard protocol is
  /// acknowledged.
  public var escapeMilliseconds = InputDecoder.defaultEscapeMilliseconds

  /// Bytes of one sequence arrive together; 25 ms is below what a hand can do
  /// and above the jitter of a slow line.
  public static let defaultEscapeMilliseconds = 25
  /// With the kitty protocol the key comes as a whole sequence, which nothing
  /// delays, and a lone ESC is the first byte of one that a line has cut in
  /// two; it is the key only where the terminal was exchanged on the way.
  static let disambiguatedEscapeMilliseconds = 250
  /// A sequence, reply or paste whose rest stays out that long has lost it.
  static let idleMilliseconds = 1_000
  /// The longest sequence that means something to us takes 40 bytes.
  static let sequenceLimitBytes = 64
  /// Of strings only colour replies matter, 30 bytes long.
  static let stringKeptBytes = 128
  /// A string longer than this is not a reply; its end was lost.
  static let stringLimitBytes = 65_536

  private enum State: Equatable, Sendable {
    case ground
    /// Within a UTF-8 sequence.
    case scalar(UTF8Assembler, alt: Bool)
    /// After ESC; `doubled` after two of them.
    case escape(doubled: Bool)
    case csi(alt: Bool)
    /// Too long a sequence: up to its final byte.
    case overlong
    /// After `CSI [`: a function key of the linux console.
    case linuxFunction
    case singleShift(alt: Bool)
    /// OSC, DCS, APC, PM, SOS; `escaped` after an ESC within.
    case string(introducer: UInt8, count: Int, escaped: Bool)
    /// The three bytes of an X10 mouse report.
    case x10Mouse(left: Int)
    case paste
  }

  private var state = State.ground
  private var collected: [UInt8] = []
  private var pasted = PasteCollector()
  private var lastByteAt = MonotonicTime(nanoseconds: 0)

  /// A decoder in its initial state.
  public init() {}

  /// What a read brought: an event, or a run of plain text that is not yet
  /// known to be typed or pasted.
  enum Piece: Equatable, Sendable {
    case event(InputEvent)
    /// Whole characters of UTF-8, line ends and tabs.
    case text(ArraySlice<UInt8>)
  }

  /// Takes bytes as they came, at `now`.
  public mutating func feed(_ bytes: [UInt8], at now: MonotonicTime) -> [InputEvent] {
    pieces(of: bytes, at: now, leastRun: .max).compactMap {
      if case .event(let event) = $0 { event } else { nil }
    }
  }

  /// The same, with runs of plain text of `leastRun` bytes and more left as
  /// they are: a pasted megabyte does not become a million keys.
  mutating func pieces(of bytes: [UInt8], at now: MonotonicTime, leastRun: Int) -> [Piece] {
    guard !bytes.isEmpty else { return [] }
    lastByteAt = now
    var pieces: [Piece] = []
    var events: [InputEvent] = []
    var rest = bytes[...]
    while let byte = rest.first {
      if state == .paste {
        guard pasted.take(&rest) else { break }
        finishPaste(&events)
        continue
      }
      if state == .ground, rest.count >= leastRun {
        let run = PlainRun.prefix(of: rest)
        if run.count >= leastRun {
          pieces += events.map(Piece.event)
          events.removeAll(keepingCapacity: true)
          pieces.append(.text(run))
          rest = rest[run.endIndex...]
          continue
        }
      }
      rest.removeFirst()
      take(byte, &events)
    }
    return pieces + events.map(Piece.event)
  }

  /// When `expire` has something to do; `nil` when nothing is pending.
  public var deadline: MonotonicTime? {
    switch state {
    case .ground: nil
    case .escape: lastByteAt.adding(milliseconds: escapeMilliseconds)
    case .csi where collected.isEmpty, .singleShift where collected.isEmpty,
      .string(_, count: 0, escaped: false):
      lastByteAt.adding(milliseconds: Self.defaultEscapeMilliseconds)
    case .scalar, .csi, .overlong, .linuxFunction, .singleShift, .string, .x10Mouse, .paste:
      lastByteAt.adding(milliseconds: Self.idleMilliseconds)
    }
  }

  /// Settles what is pending when its deadline has passed: a lone ESC is the
  /// key, ESC with an introducer is Alt and that character, an unfinished
  /// paste ends, unfinished sequences are dropped.
  public mutating func expire(at now: MonotonicTime) -> [InputEvent] {
    guard let deadline, deadline <= now else { return [] }
    var events: [InputEvent] = []
    switch state {
    case .escape(let doubled):
      events = Array(repeating: .key(Key(.escape)), count: doubled ? 2 : 1)
    case .csi(let alt) where collected.isEmpty: events = Self.altKey("[", escapeFirst: alt)
    case .singleShift(let alt) where collected.isEmpty:
      events = Self.altKey("O", escapeFirst: alt)
    case .string(let introducer, count: 0, escaped: false):
      events = Self.altKey(Character(Unicode.Scalar(introducer)), escapeFirst: false)
    case .paste: finishPaste(&events)
    case .ground, .scalar, .csi, .overlong, .linuxFunction, .singleShift, .string, .x10Mouse:
      break
    }
    reset()
    return events
  }

  private static func altKey(_ character: Character, escapeFirst: Bool) -> [InputEvent] {
    (escapeFirst ? [.key(Key(.escape))] : []) + [.key(Key(.character(character), .alt))]
  }

  private mutating func reset() {
    state = .ground
    collected.removeAll(keepingCapacity: true)
  }

  private mutating func finishPaste(_ events: inout [InputEvent]) {
    events += pasted.finish()
    reset()
  }

  private mutating func take(_ byte: UInt8, _ events: inout [InputEvent]) {
    switch state {
    case .ground: takeGround(byte, alt: false, &events)
    case .scalar(let assembler, let alt): takeScalar(assembler, byte, alt: alt, &events)
    case .escape(let doubled): takeEscape(byte, doubled: doubled, &events)
    case .csi(let alt): takeSequence(byte, alt: alt, &events)
    case .overlong: if (0x40..<0x7f).contains(byte) { reset() } else { abort(on: byte, &events) }
    case .linuxFunction:
      reset()
      if (0x41...0x45).contains(byte) {
        events.append(.key(Key(.function(Int(byte) - 0x40))))
      } else {
        abort(on: byte, &events)
      }
    case .singleShift(let alt): takeSingleShift(byte, alt: alt, &events)
    case .string(let introducer, let count, let escaped):
      takeString(byte, introducer, count, escaped, &events)
    case .x10Mouse(let left): if left > 1 { state = .x10Mouse(left: left - 1) } else { reset() }
    case .paste: break
    }
  }

  /// Ends an unfinished sequence at a byte that cannot belong to it; controls
  /// and text beyond ASCII then count by themselves.
  private mutating func abort(on byte: UInt8, _ events: inout [InputEvent]) {
    guard byte < 0x20 || byte > 0x7e else { return }
    reset()
    // CAN and SUB mean just that: abort.
    if byte != 0x18 && byte != 0x1a { takeGround(byte, alt: false, &events) }
  }

  // MARK: text

  private mutating func takeGround(_ byte: UInt8, alt: Bool, _ events: inout [InputEvent]) {
    state = .ground
    if byte == 0x1b {
      state = .escape(doubled: false)
    } else if byte < 0x80 {
      let key = KeyDecoding.key(scalar: Unicode.Scalar(byte))
      events.append(.key(Key(key.code, alt ? key.modifiers.union(.alt) : key.modifiers)))
    } else if let assembler = UTF8Assembler(first: byte) {
      state = .scalar(assembler, alt: alt)
    }
  }

  private mutating func takeScalar(
    _ assembler: UTF8Assembler, _ byte: UInt8, alt: Bool, _ events: inout [InputEvent]
  ) {
    var assembler = assembler
    switch assembler.take(byte) {
    case .more: state = .scalar(assembler, alt: alt)
    case .invalid: takeGround(byte, alt: false, &events)
    case .complete(let scalar):
      state = .ground
      // C1 controls are no text.
      guard let scalar, scalar.value >= 0xa0 else { return }
      events.append(.key(Key(.character(Character(scalar)), alt ? .alt : [])))
    }
  }

  // MARK: sequences

  private mutating func takeEscape(_ byte: UInt8, doubled: Bool, _ events: inout [InputEvent]) {
    switch byte {
    case 0x1b:
      // Of three, the first is the key by itself.
      if doubled { events.append(.key(Key(.escape))) }
      state = .escape(doubled: true)
    case 0x5b: state = .csi(alt: doubled)
    case 0x4f: state = .singleShift(alt: doubled)
    case 0x5d, 0x50, 0x5f, 0x5e, 0x58:
      if doubled { events.append(.key(Key(.escape))) }
      state = .string(introducer: byte, count: 0, escaped: false)
    default:
      if doubled { events.append(.key(Key(.escape))) }
      takeGround(byte, alt: true, &events)
    }
  }

  private mutating func takeSequence(_ byte: UInt8, alt: Bool, _ events: inout [InputEvent]) {
    switch byte {
    case 0x5b where collected.isEmpty: state = .linuxFunction
    // rxvt ends shifted keys with `$`, elsewhere an intermediate.
    case 0x24 where !collected.isEmpty && collected.allSatisfy { (0x30...0x39).contains($0) }:
      finishSequence(byte, alt: alt, &events)
    case 0x20..<0x40:
      collected.append(byte)
      if collected.count > Self.sequenceLimitBytes { state = .overlong }
    case 0x40..<0x7f: finishSequence(byte, alt: alt, &events)
    default: abort(on: byte, &events)
    }
  }

  private mutating func finishSequence(_ final: UInt8, alt: Bool, _ events: inout [InputEvent]) {
    let sequence = ControlSequence(body: collected, final: final)
    reset()
    switch KeyDecoding.meaning(of: sequence) {
    case .nothing: break
    case .event(.key(let key)):
      events.append(.key(Key(key.code, alt ? key.modifiers.union(.alt) : key.modifiers)))
    case .event(let event): events.append(event)
    case .pasteStart: state = .paste
    case .x10Mouse: state = .x10Mouse(left: 3)
    }
  }

  private mutating func takeSingleShift(_ byte: UInt8, alt: Bool, _ events: inout [InputEvent]) {
    switch byte {
    case 0x30...0x39 where collected.count < 3: collected.append(byte)
    case 0x20..<0x7f:
      let modifier = Int(String(decoding: collected, as: UTF8.self)) ?? 1
      reset()
      guard let key = KeyDecoding.singleShift(byte, modifier: modifier) else { return }
      events.append(.key(Key(key.code, alt ? key.modifiers.union(.alt) : key.modifiers)))
    default: abort(on: byte, &events)
    }
  }

  private mutating func takeString(
    _ byte: UInt8, _ introducer: UInt8, _ count: Int, _ escaped: Bool,
    _ events: inout [InputEvent]
  ) {
    if escaped {
      let isWhole = byte == 0x5c
      if isWhole { finishString(introducer, &events) } else { reset() }
      if !isWhole { takeEscape(byte, doubled: false, &events) }
      return
    }
    switch byte {
    case 0x1b: state = .string(introducer: introducer, count: count, escaped: true)
    case 0x07 where introducer == 0x5d: finishString(introducer, &events)
    case 0x18, 0x1a: reset()
    default:
      if collected.count < Self.stringKeptBytes { collected.append(byte) }
      state = .string(introducer: introducer, count: count + 1, escaped: false)
      if count >= Self.stringLimitBytes { reset() }
    }
  }

  private mutating func finishString(_ introducer: UInt8, _ events: inout [InputEvent]) {
    let text = String(decoding: collected, as: UTF8.self)
    reset()
    if introducer == 0x5d, let reply = KeyDecoding.colorReply(text) {
      events.append(.reply(reply))
    }
  }
}
