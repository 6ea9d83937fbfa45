/// The text of the prompt with its caret: multi-line, with readline's words,
/// a kill ring and undo. Pure; the caret always stands on a grapheme border.
///
/// Held as two stacks that meet at the caret, so that an edit costs what it
/// changes and a move what it passes, whatever the length of the text.
///
/// Invariants: the elements between chips are the grapheme clusters of their
/// text; `byteCount` is the sum over all elements and at most `maximumBytes`.
public struct EditBuffer: Equatable, Sendable {
  /// The longest text, in bytes of UTF-8: the bound of a paste, and far above
  /// what any model reads.
  public static let maximumBytes = 8 << 20

  /// Elements before the caret, in order.
  var before: [EditElement] = []
  /// Elements behind the caret, nearest last.
  var after: [EditElement] = []
  /// Places of the newlines in `before` and in `after`, ascending.
  var newlinesBefore: [Int] = []
  var newlinesAfter: [Int] = []
  /// Bytes of the text, chips expanded.
  public internal(set) var byteCount = 0
  var history = EditHistory()
  var killRing = KillRing()
  /// What the last command was, for those that continue one of their kind.
  var lastCommand = LastCommand.other
  /// Column aimed at by a series of vertical moves.
  var goalColumn: Int?
  /// Number of the last paste that became a chip.
  var lastChipNumber = 0
  /// Where a selection began.
  var mark: Mark?
  /// Another number after every change.
  public internal(set) var revision = 0
  /// The group that changes belong to, and the last number given to one.
  var openGroup: Int?
  var lastGroup = 0

  /// Commands that behave differently in a row.
  enum LastCommand: Equatable, Sendable {
    case other, typing, kill
    /// The yanked elements end at the caret.
    case yank(count: Int)
  }

  /// An empty buffer.
  public init() {}

  /// A buffer of `text`, the caret at its end, nothing to undo.
  public init(_ text: String) {
    push(bounded(EditElement.elements(of: text)))
  }

  /// An empty buffer that goes on with the kill ring of this one: what was
  /// killed in one prompt can be put into the next.
  public var successor: EditBuffer {
    var buffer = EditBuffer()
    buffer.killRing = killRing
    buffer.revision = revision + 1
    return buffer
  }

  /// Becomes `other`, a draft that was put aside; the kill ring stays.
  public mutating func become(_ other: EditBuffer) {
    let (ring, next) = (killRing, max(revision, other.revision) + 1)
    self = other
    killRing = ring
    revision = next
  }

  // MARK: Reading

  /// What is in the buffer, chips expanded.
  public var text: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(byteCount)
    for element in before { element.write(to: &bytes) }
    for element in after.reversed() { element.write(to: &bytes) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether there is nothing in it.
  public var isEmpty: Bool { before.isEmpty && after.isEmpty }

  /// Elements (graphemes, newlines, chips) in the buffer.
  public var count: Int { before.count + after.count }

  /// The caret: elements before it.
  public var caret: Int { before.count }

  /// Whether the caret stands behind everything.
  public var isAtEnd: Bool { after.isEmpty }

  /// The character before the caret; `nil` at the start and behind a chip.
  public var characterBeforeCaret: Character? {
    switch before.last {
    case .newline: "\n"
    case .character(let character): character
    case .chip, nil: nil
    }
  }

  /// The text of the logical line before the caret, back to the last newline
  /// or chip: what completion looks at.
  public var lineBeforeCaret: String {
    var start = before.count
    scan: while start > 0 {
      switch before[start - 1] {
      case .newline, .chip: break scan
      case .character: start -= 1
      }
    }
    var bytes: [UInt8] = []
    for element in before[start...] { element.write(to: &bytes) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The first `limit` characters of the buffer, up to a newline or chip:
  /// enough to see a command without making the whole text.
  public func firstLine(limit: Int = 256) -> String {
    var text = ""
    for index in 0..<min(limit, count) {
      guard case .character(let character) = self[index] else { break }
      text.append(character)
    }
    return text
  }

  /// Elements looked through for matches: beyond what a screen shows.
  private static let maximumSearched = 20_000

  /// Where `query` stands in the text, letter case aside.
  public func ranges(of query: String) -> [Range<Int>] {
    let wanted = query.map { EditElement.character($0).folded }
    let end = min(count, Self.maximumSearched)
    guard let first = wanted.first, wanted.count <= end else { return [] }
    var ranges: [Range<Int>] = []
    var index = 0
    while index + wanted.count <= end {
      guard self[index].folded == first,
        (1..<wanted.count).allSatisfy({ self[index + $0].folded == wanted[$0] })
      else {
        index += 1
        continue
      }
      ranges.append(index..<index + wanted.count)
      index += wanted.count
    }
    return ranges
  }

  subscript(index: Int) -> EditElement {
    index < before.count ? before[index] : after[after.count - 1 - (index - before.count)]
  }

  // MARK: Writing

  /// Puts `text` at the caret, or in the place of what is selected, as one
  /// unit of undo; single characters typed in
  /// a row are undone by words. Cut at `maximumBytes`.
  ///
  /// - Returns: whether all of it was put in.
  @discardableResult
  public mutating func insert(_ text: String) -> Bool {
    let elements = EditElement.elements(of: text)
    let replaced = selection ?? caret..<caret
    let kept = bounded(elements, freeing: byteCount(of: replaced))
    let isTyping = kept.count == 1 && kept[0] != .newline && replaced.isEmpty
    edit(removing: replaced, inserting: kept, as: isTyping ? .typing : .other)
    lastCommand = isTyping ? .typing : .other
    return kept.count == elements.count
  }

  /// Starts a new line at the caret.
  public mutating func insertNewline() { insert("\n") }

  /// Replaces everything by `text`, the caret behind it, as one unit of undo.
  public mutating func setText(_ text: String) {
    let elements = EditElement.elements(of: text)
    var size = 0
    let fitting = elements.prefix { element in
      size += element.byteCount
      return size <= EditBuffer.maximumBytes
    }
    edit(removing: 0..<count, inserting: Array(fitting), as: .other)
    lastCommand = .other
  }

  /// Removes everything, as one unit of undo.
  public mutating func clear() { setText("") }

  /// Replaces the last `length` elements before the caret by `text`, as one
  /// unit of undo: how a completion is taken.
  public mutating func replaceBeforeCaret(_ length: Int, with text: String) {
    let start = max(0, caret - max(0, length))
    let freed = before[start...].reduce(0) { $0 + $1.byteCount }
    edit(
      removing: start..<caret,
      inserting: bounded(EditElement.elements(of: text), freeing: freed), as: .other)
    lastCommand = .other
  }

  /// Deletes the first `length` elements, the caret at the start.
  public mutating func deleteFirst(_ length: Int) {
    edit(removing: 0..<min(max(0, length), count), inserting: [], as: .other)
    lastCommand = .other
  }

  /// Deletes what is selected, else the grapheme or chip before the caret.
  public mutating func deleteBackward() {
    if deleteSelection() { return }
    guard !before.isEmpty else { return }
    edit(removing: caret - 1..<caret, inserting: [], as: .deletion)
    lastCommand = .other
  }

  /// Deletes what is selected, else the grapheme or chip behind the caret.
  public mutating func deleteForward() {
    if deleteSelection() { return }
    guard !after.isEmpty else { return }
    edit(removing: caret..<caret + 1, inserting: [], as: .other)
    lastCommand = .other
  }

  /// Exchanges the graphemes around the caret and steps over them; at the end
  /// of a line the two before it.
  public mutating func transpose() {
    let atLineEnd = after.isEmpty || after.last == .newline
    let second = atLineEnd ? caret - 1 : caret
    lastCommand = .other
    guard second > 0 else { return }
    let (left, right) = (self[second - 1], self[second])
    guard left != .newline, right != .newline else { return }
    edit(removing: second - 1..<second + 1, inserting: [right, left], as: .other)
  }

  /// The longest prefix of `elements` that still fits.
  func bounded(_ elements: [EditElement], freeing: Int = 0) -> [EditElement] {
    var room = EditBuffer.maximumBytes - byteCount + freeing
    var kept = 0
    for element in elements {
      room -= element.byteCount
      guard room >= 0 else { break }
      kept += 1
    }
    return kept == elements.count ? elements : Array(elements[..<kept])
  }
}
