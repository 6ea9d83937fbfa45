/// Finds the texts of chips in a text that was edited elsewhere, in one pass
/// over it, however many chips there are.
struct ChipSearch {
  /// Bytes by which a place is recognised before it is compared as a whole.
  private static let longestWindow = 64
  /// Bytes compared for each byte of the text, at the most: a text of one
  /// letter fits everywhere almost to its end. What is not found stays text.
  private static let comparedPerByte = 16
  /// Odd and large: the base of the rolling sum (that of FNV-1a).
  private static let base: UInt64 = 1_099_511_628_211

  private let chips: [(chip: PasteChip, bytes: [UInt8])]
  private let window: Int
  /// Chips by the sum of their first `window` bytes, in order.
  private let candidates: [UInt64: [Int]]

  init(_ chips: [PasteChip]) {
    let known = chips.map { (chip: $0, bytes: Array($0.text.utf8)) }.filter { !$0.bytes.isEmpty }
    let window = min(Self.longestWindow, known.map(\.bytes.count).min() ?? 0)
    candidates = Dictionary(
      grouping: known.indices, by: { Self.sum(of: known[$0].bytes.prefix(window)) })
    self.window = window
    self.chips = known
  }

  /// Where the chips stand in `bytes`, in order and apart; each at most once.
  func places(in bytes: [UInt8]) -> [(chip: PasteChip, place: Int)] {
    guard window > 0, bytes.count >= window else { return [] }
    let power = (1..<window).reduce(UInt64(1)) { power, _ in power &* Self.base }
    var found: [(chip: PasteChip, place: Int)] = []
    var isFound = Array(repeating: false, count: chips.count)
    var left = bytes.count.multipliedReportingOverflow(by: Self.comparedPerByte).partialValue
    var place = 0
    var sum = Self.sum(of: bytes.prefix(window))
    while left > 0 {
      let match = candidates[sum]?.first { index in
        !isFound[index] && Self.stands(chips[index].bytes, at: place, in: bytes, left: &left)
      }
      if let match {
        isFound[match] = true
        found.append((chips[match].chip, place))
        place += chips[match].bytes.count
        guard found.count < chips.count, place + window <= bytes.count else { break }
        sum = Self.sum(of: bytes[place..<place + window])
        continue
      }
      guard place + window < bytes.count else { break }
      sum =
        (sum &- UInt64(bytes[place]) &* power) &* Self.base &+ UInt64(bytes[place + window])
      place += 1
    }
    return found
  }

  private static func sum(of bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reduce(0) { $0 &* base &+ UInt64($1) }
  }

  /// Whether `wanted` stands at `place`; what was compared is taken off `left`.
  private static func stands(
    _ wanted: [UInt8], at place: Int, in bytes: [UInt8], left: inout Int
  ) -> Bool {
    guard place + wanted.count <= bytes.count else { return false }
    var offset = 0
    while offset < wanted.count, bytes[place + offset] == wanted[offset] { offset += 1 }
    left -= offset
    return offset == wanted.count
  }
}
