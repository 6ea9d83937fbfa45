/// Wildcards as git's wildmatch knows them with WM_PATHNAME: `*` and `?` stop
/// at slashes, `**` between slashes does not, `[a-z]`, `[!a]`, `[[:alpha:]]`,
/// and a backslash takes the meaning from what follows.
///
/// Goes back to the last star alone, and where a slash is in its way to the
/// last double star: what stands between two of them has a fixed number of
/// slashes, so an earlier choice never helps. Time is bounded by the product of
/// both lengths for each double star.
enum WildcardMatcher {
  private static let slash: UInt8 = 0x2F
  private static let backslash: UInt8 = 0x5C
  private static let star: UInt8 = 0x2A

  /// Where to go on after a failure.
  private struct Retry {
    var pattern: Int
    var text: Int
  }

  static func matches(_ pattern: [UInt8], _ text: ArraySlice<UInt8>) -> Bool {
    var place = pattern.startIndex
    var index = text.startIndex
    var star: Retry?
    var doubleStar: Retry?
    while true {
      if place < pattern.count, pattern[place] == self.star {
        let end = pattern[place...].firstIndex { $0 != self.star } ?? pattern.count
        let opens = place == 0 || pattern[place - 1] == slash
        let closes = end == pattern.count || pattern[end] == slash
        let isDouble = end - place >= 2 && opens && closes
        guard isDouble else {
          star = Retry(pattern: end, text: index)
          place = end
          continue
        }
        star = nil
        if end == pattern.count { return true }
        // `**/` fits no directory at all, or any number of them.
        doubleStar = Retry(pattern: end + 1, text: index)
        place = end + 1
        continue
      }
      if index == text.endIndex, place == pattern.count { return true }
      if index < text.endIndex, let next = step(pattern, place, text[index]) {
        place = next
        index += 1
        continue
      }
      // The star takes one more byte, if that is none of a path's slashes.
      if let retry = star, retry.text < text.endIndex, text[retry.text] != slash {
        star = Retry(pattern: retry.pattern, text: retry.text + 1)
        place = retry.pattern
        index = retry.text + 1
        continue
      }
      guard let retry = doubleStar,
        let next = text[retry.text...].firstIndex(of: slash)
      else { return false }
      doubleStar = Retry(pattern: retry.pattern, text: next + 1)
      star = nil
      place = retry.pattern
      index = next + 1
    }
  }

  /// The place behind the element of the pattern at `place` if it fits `byte`.
  private static func step(_ pattern: [UInt8], _ place: Int, _ byte: UInt8) -> Int? {
    guard place < pattern.count else { return nil }
    switch pattern[place] {
    case 0x3F: return byte == slash ? nil : place + 1
    case 0x5B: return byte == slash ? nil : stepClass(pattern, place, byte)
    case backslash:
      guard place + 1 < pattern.count, pattern[place + 1] == byte else { return nil }
      return place + 2
    default: return pattern[place] == byte ? place + 1 : nil
    }
  }

  /// The same for `[…]`; one that is not closed fits nothing.
  private static func stepClass(_ pattern: [UInt8], _ start: Int, _ byte: UInt8) -> Int? {
    var place = start + 1
    guard place < pattern.count else { return nil }
    let isNegated = pattern[place] == 0x21 || pattern[place] == 0x5E
    if isNegated { place += 1 }
    var fits = false
    var isFirst = true
    var previous: UInt8?
    while true {
      guard place < pattern.count else { return nil }
      var low = pattern[place]
      if low == 0x5D, !isFirst { break }
      isFirst = false
      if low == 0x2D, let from = previous, place + 1 < pattern.count, pattern[place + 1] != 0x5D {
        place += 1
        var to = pattern[place]
        if to == backslash {
          place += 1
          guard place < pattern.count else { return nil }
          to = pattern[place]
        }
        if byte >= from, byte <= to { fits = true }
        previous = nil
        place += 1
        continue
      }
      if low == 0x5B, place + 1 < pattern.count, pattern[place + 1] == 0x3A {
        guard let (inside, end) = named(pattern, place, byte) else { return nil }
        if let end {
          if inside { fits = true }
          previous = nil
          place = end
          continue
        }
      } else if low == backslash {
        place += 1
        guard place < pattern.count else { return nil }
        low = pattern[place]
      }
      if low == byte { fits = true }
      previous = low
      place += 1
    }
    return fits == isNegated ? nil : place + 1
  }

  /// Reads `[:alpha:]`: whether `byte` is one, and where it ends; the end is
  /// `nil` where it is no such name but a bracket alone; `nil`: it is an
  /// unknown name, with which nothing fits.
  private static func named(
    _ pattern: [UInt8], _ start: Int, _ byte: UInt8
  ) -> (fits: Bool, end: Int?)? {
    let nameStart = start + 2
    guard let close = pattern[nameStart...].firstIndex(of: 0x5D) else { return nil }
    guard close > nameStart, pattern[close - 1] == 0x3A else { return (false, nil) }
    let name = String(decoding: pattern[nameStart..<(close - 1)], as: UTF8.self)
    guard let set = classes[name] else { return nil }
    return (set(byte), close + 1)
  }

  private static let classes: [String: @Sendable (UInt8) -> Bool] = [
    "alnum": { isLetter($0) || isDigit($0) }, "alpha": isLetter,
    "blank": { $0 == 0x20 || $0 == 0x09 }, "cntrl": { $0 < 0x20 || $0 == 0x7F },
    "digit": isDigit, "graph": { $0 > 0x20 && $0 < 0x7F },
    "lower": { $0 >= 0x61 && $0 <= 0x7A }, "print": { $0 >= 0x20 && $0 < 0x7F },
    "punct": { $0 > 0x20 && $0 < 0x7F && !isLetter($0) && !isDigit($0) },
    "space": { $0 == 0x20 || ($0 >= 0x09 && $0 <= 0x0D) },
    "upper": { $0 >= 0x41 && $0 <= 0x5A },
    "xdigit": { isDigit($0) || (($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x66) },
  ]

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
  private static func isLetter(_ byte: UInt8) -> Bool {
    (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A
  }
}
