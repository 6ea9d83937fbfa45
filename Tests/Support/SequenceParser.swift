/// Cuts a terminal's output into characters and control sequences.
struct SequenceParser: Sendable {
  enum Item: Sendable {
    case scalar(UInt32)
    case control(UInt8)
    /// ESC with intermediates and final byte.
    case escape(intermediates: [UInt8], final: UInt8)
    /// CSI: private prefix (0 for none), parameters (missing: -1), sub-
    /// parameters cut off, intermediates, final byte.
    case csi(prefix: UInt8, parameters: [Int], intermediates: [UInt8], final: UInt8)
    /// OSC, DCS, APC, PM, SOS with introducer and text.
    case string(introducer: UInt8, text: String)
    /// A byte that fits nowhere.
    case junk(UInt8)
  }

  private enum State: Sendable { case ground, escape, csi, string, stringEscape }
  private var state = State.ground
  private var collected: [UInt8] = []
  private var introducer: UInt8 = 0
  private var scalar: UInt32 = 0
  private var missing = 0

  mutating func feed(_ byte: UInt8) -> Item? {
    if byte == 0x18, state != .ground {
      state = .ground
      collected = []
      return nil
    }
    switch state {
    case .ground: return ground(byte)
    case .escape: return escape(byte)
    case .csi: return csi(byte)
    case .string: return string(byte)
    case .stringEscape:
      state = .ground
      // ST, or a new sequence that breaks the string off.
      if byte == 0x5c { return finishString() }
      state = .escape
      collected = []
      return escape(byte)
    }
  }

  private mutating func ground(_ byte: UInt8) -> Item? {
    if missing > 0 {
      guard byte & 0xc0 == 0x80 else {
        missing = 0
        return .junk(byte)
      }
      scalar = scalar << 6 | UInt32(byte & 0x3f)
      missing -= 1
      guard missing == 0 else { return nil }
      // C1 in UTF-8 acts as a control in xterm.
      return scalar < 0xa0 ? .junk(byte) : .scalar(scalar)
    }
    switch byte {
    case 0x1b:
      state = .escape
      collected = []
      return nil
    case 0..<0x20, 0x7f: return .control(byte)
    case 0x20..<0x7f: return .scalar(UInt32(byte))
    case 0xc2..<0xe0: return start(UInt32(byte & 0x1f), 1)
    case 0xe0..<0xf0: return start(UInt32(byte & 0x0f), 2)
    case 0xf0..<0xf5: return start(UInt32(byte & 0x07), 3)
    default: return .junk(byte)
    }
  }

  private mutating func start(_ bits: UInt32, _ count: Int) -> Item? {
    scalar = bits
    missing = count
    return nil
  }

  private mutating func escape(_ byte: UInt8) -> Item? {
    switch byte {
    case 0x5b where collected.isEmpty:
      state = .csi
      return nil
    case 0x5d, 0x50, 0x5f, 0x5e, 0x58:
      guard collected.isEmpty else { break }
      introducer = byte
      state = .string
      return nil
    case 0x20..<0x30:
      collected.append(byte)
      return nil
    default: break
    }
    state = .ground
    return .escape(intermediates: collected, final: byte)
  }

  private mutating func csi(_ byte: UInt8) -> Item? {
    guard (0x40..<0x7f).contains(byte) else {
      if byte < 0x20 { return .control(byte) }
      collected.append(byte)
      return nil
    }
    state = .ground
    let prefix = collected.first.flatMap { (0x3c...0x3f).contains($0) ? $0 : nil }
    let body = collected.dropFirst(prefix == nil ? 0 : 1)
    let parameters = body.prefix { $0 >= 0x30 }
    let numbers = parameters.split(separator: 0x3b, omittingEmptySubsequences: false).map {
      Int(String(decoding: $0.prefix { $0 != 0x3a }, as: UTF8.self)) ?? -1
    }
    return .csi(
      prefix: prefix ?? 0, parameters: parameters.isEmpty ? [] : numbers,
      intermediates: Array(body.dropFirst(parameters.count)), final: byte)
  }

  private mutating func string(_ byte: UInt8) -> Item? {
    switch byte {
    case 0x1b:
      state = .stringEscape
      return nil
    case 0x07:
      state = .ground
      return finishString()
    default:
      collected.append(byte)
      // linux: `OSC R` and `OSC P` with seven digits have no terminator.
      let isWhole =
        introducer == 0x5d
        && (collected == [0x52] || collected.first == 0x50 && collected.count == 8)
      guard isWhole else { return nil }
      state = .ground
      return finishString()
    }
  }

  private mutating func finishString() -> Item {
    defer { collected = [] }
    return .string(introducer: introducer, text: String(decoding: collected, as: UTF8.self))
  }
}
