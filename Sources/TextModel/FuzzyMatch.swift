/// How well a few typed letters fit a text: they must come in it in their
/// order, in either case. Letters at the beginnings of words, in a row and in
/// a path's last name count more.
///
/// Works on bytes: ASCII letters fit in either case, everything else byte by
/// byte. Never fails, whatever the bytes are.
public struct FuzzyMatch: Hashable, Sendable {
  /// Bytes of a query that are looked at; nobody types more to find a file.
  public static let maximumQueryBytes = 64
  /// Bytes of a text that are looked at, from its end: a path's last names
  /// tell more than its first ones.
  static let maximumTextBytes = 512

  /// The better the higher; of texts that one query fits.
  public var score: Int
  /// Offsets of the bytes that fit, ascending.
  public var positions: [Int]

  /// A letter fits.
  private static let letter = 16
  /// It is the first of the text or stands behind a slash.
  private static let segmentStart = 10
  /// It stands behind `_`, `-`, `.` or a blank.
  private static let wordStart = 8
  /// It is a capital behind a small letter, or a digit behind a letter.
  private static let humpStart = 7
  /// It stands right behind the letter that fits before it.
  private static let run = 9
  /// It has the case that was typed.
  private static let sameCase = 1
  /// It belongs to the last name of a path.
  private static let inLastName = 4
  /// Letters are left out between two that fit: the first, each further one.
  private static let gapOpens = -3
  private static let gapGoesOn = -1
  /// The query is how the last name begins; is the last name without its
  /// ending; is all of it.
  private static let beginsName = 24
  private static let isStem = 16
  private static let isName = 32
  /// Each directory above, and each so many bytes of the whole, cost a point.
  private static let bytesForAPoint = 8

  /// Whether `query` comes in `text` at all, letter by letter.
  static func fits(
    _ query: UnsafeBufferPointer<UInt8>, _ text: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    var next = 0
    for byte in text {
      guard next < query.count else { return true }
      if lower(byte) == query[next] { next += 1 }
    }
    return next == query.count
  }

  /// A quick estimate of the score for a text that fits: of the last, tightest
  /// place where the letters come.
  static func quickScore(
    _ query: UnsafeBufferPointer<UInt8>, _ text: UnsafeBufferPointer<UInt8>, nameStart: Int
  ) -> Int {
    var index = text.count - 1
    var left = query.count - 1
    var score = 0
    var last = Int.max
    while index >= 0, left >= 0 {
      if lower(text[index]) == query[left] {
        score += bonus(text, index) + (index >= nameStart ? inLastName : 0)
        if index + 1 == last { score += run } else if last != .max { score += gapOpens }
        last = index
        left -= 1
      }
      index -= 1
    }
    guard left < 0 else { return .min }
    return score + wholeBonus(query, text, nameStart: nameStart)
  }

  /// The best way in which `query` fits `text`; `nil`: it does not.
  public init?(_ query: String, in text: String) {
    self.init(FuzzyMatch.folded(query), typed: Array(query.utf8), in: Array(text.utf8))
  }

  /// `query` in small letters, `typed` as it was written.
  init?(_ query: [UInt8], typed: [UInt8], in text: [UInt8]) {
    let skipped = max(0, text.count - Self.maximumTextBytes)
    let rest = Array(text[skipped...])
    let nameStart = Self.nameStart(rest)
    guard !query.isEmpty else {
      score = 0
      positions = []
      return
    }
    guard
      let best = Self.align(query, typed: typed, rest, nameStart: nameStart)
    else { return nil }
    let whole = rest.withUnsafeBufferPointer { rest in
      query.withUnsafeBufferPointer { Self.wholeBonus($0, rest, nameStart: nameStart) }
    }
    score = best.score + whole
    positions = best.positions.map { $0 + skipped }
  }

  /// What is typed, as it is compared.
  static func folded(_ query: String) -> [UInt8] {
    query.utf8.prefix(maximumQueryBytes).map(lower)
  }

  /// Where the last name of a path starts.
  static func nameStart(_ text: [UInt8]) -> Int {
    text.dropLast().lastIndex(of: 0x2F).map { $0 + 1 } ?? 0
  }

  /// The dearest way to lay the letters over the text: for every letter and
  /// place the best score that ends there.
  private static func align(
    _ query: [UInt8], typed: [UInt8], _ text: [UInt8], nameStart: Int
  ) -> (score: Int, positions: [Int])? {
    let (rows, columns) = (query.count, text.count)
    guard rows <= columns else { return nil }
    let none = Int.min / 2
    var scores = [Int](repeating: none, count: rows * columns)
    // Where the letter before stands, for the way back.
    var origins = [Int](repeating: -1, count: rows * columns)
    text.withUnsafeBufferPointer { text in
      for row in 0..<rows {
        var gapScore = none
        var gapOrigin = -1
        for column in row..<columns {
          if row > 0, column >= 2 {
            gapScore += gapGoesOn
            let opened = scores[(row - 1) * columns + column - 2] + gapOpens
            if opened >= gapScore { (gapScore, gapOrigin) = (opened, column - 2) }
          }
          guard lower(text[column]) == query[row] else { continue }
          var own = letter + bonus(text, column) * (row == 0 ? 2 : 1)
          if column >= nameStart { own += inLastName }
          if row < typed.count, typed[row] == text[column] { own += sameCase }
          guard row > 0 else {
            scores[column] = own
            continue
          }
          let direct =
            column > 0 ? scores[(row - 1) * columns + column - 1] + run : none
          let best = max(direct, gapScore)
          guard best > none / 2 else { continue }
          scores[row * columns + column] = best + own
          origins[row * columns + column] = direct >= gapScore ? column - 1 : gapOrigin
        }
      }
    }
    let lastRow = (rows - 1) * columns
    guard let end = (0..<columns).max(by: { scores[lastRow + $0] < scores[lastRow + $1] }),
      scores[lastRow + end] > none / 2
    else { return nil }
    var positions: [Int] = []
    var column = end
    for row in stride(from: rows - 1, through: 0, by: -1) {
      positions.append(column)
      column = origins[row * columns + column]
    }
    return (scores[lastRow + end], positions.reversed())
  }

  /// What the place of a letter is worth.
  private static func bonus(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
    guard index > 0 else { return segmentStart }
    let before = text[index - 1]
    switch before {
    case 0x2F: return segmentStart
    case 0x5F, 0x2D, 0x2E, 0x20: return wordStart
    default:
      let byte = text[index]
      let isHump = isUpper(byte) && isLower(before)
      let isNumber = isDigit(byte) && !isDigit(before)
      return isHump || isNumber ? humpStart : 0
    }
  }

  /// What the text as a whole is worth: short ones, whose last name is what
  /// was typed, come first.
  private static func wholeBonus(
    _ query: UnsafeBufferPointer<UInt8>, _ text: UnsafeBufferPointer<UInt8>, nameStart: Int
  ) -> Int {
    var score = -(text.count / bytesForAPoint)
    for byte in text where byte == 0x2F { score -= 1 }
    // A query with directories in it is compared from as far up.
    var start = nameStart
    for byte in query.dropLast() where byte == 0x2F {
      guard start > 1 else { return score }
      start = (text[..<(start - 1)].lastIndex(of: 0x2F) ?? -1) + 1
    }
    guard text.count - start >= query.count else { return score }
    for offset in 0..<query.count where lower(text[start + offset]) != query[offset] {
      return score
    }
    score += beginsName
    let end = start + query.count
    if end == text.count { return score + isName }
    return text[end] == 0x2E ? score + isStem : score
  }

  static func lower(_ byte: UInt8) -> UInt8 { isUpper(byte) ? byte | 0x20 : byte }
  private static func isUpper(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A }
  private static func isLower(_ byte: UInt8) -> Bool { byte >= 0x61 && byte <= 0x7A }
  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
