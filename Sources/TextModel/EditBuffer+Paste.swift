/// Pastes: short ones as text, long ones as a chip.
extension EditBuffer {
  /// A paste of more characters than this becomes a chip: it would fill the
  /// prompt pane.
  public static let chipCharacters = 1_000
  /// A paste of more lines than this becomes a chip.
  public static let chipLines = 10

  /// Puts a paste at the caret, or in the place of what is selected, as one
  /// unit of undo: as text, or as one chip when it is longer than `chipCharacters` or `chipLines`. Cut at
  /// `maximumBytes`.
  ///
  /// - Returns: whether all of it was put in.
  @discardableResult
  public mutating func paste(_ text: String) -> Bool {
    let replaced = selection ?? caret..<caret
    let lines = text.utf8.reduce(1) { $0 + ($1 == 0x0A ? 1 : 0) } - (text.hasSuffix("\n") ? 1 : 0)
    guard lines > EditBuffer.chipLines || text.unicodeScalars.count > EditBuffer.chipCharacters
    else {
      let whole = insert(text)
      lastCommand = .other
      return whole
    }
    let kept = EditBuffer.prefix(
      of: text, bytes: EditBuffer.maximumBytes - byteCount + byteCount(of: replaced))
    guard !kept.isEmpty else { return false }
    lastChipNumber = isEmpty ? 1 : lastChipNumber + 1
    let chip = PasteChip(number: lastChipNumber, text: kept, lineCount: lines)
    edit(removing: replaced, inserting: [.chip(chip)], as: .other)
    lastCommand = .other
    return kept.utf8.count == text.utf8.count
  }

  /// Replaces the chip on which the caret stands by its text, to edit it, else
  /// the one before the caret.
  ///
  /// - Returns: whether there was a chip.
  @discardableResult
  public mutating func expandChip() -> Bool {
    for position in [caret, caret - 1] where position >= 0 && position < count {
      guard case .chip(let chip) = self[position] else { continue }
      edit(
        removing: position..<position + 1, inserting: EditElement.elements(of: chip.text),
        as: .other)
      lastCommand = .other
      return true
    }
    return false
  }

  /// Number and text of the chip on which the caret stands.
  public var chipAtCaret: (number: Int, text: String)? {
    guard case .chip(let chip)? = after.last else { return nil }
    return (chip.number, chip.text)
  }

  /// What is inside a chip, without opening it.
  public struct ChipGlimpse: Equatable, Sendable {
    /// Of the chip.
    public let number: Int, lineCount: Int, byteCount: Int
    /// Its first and its last line that is not blank, cut.
    public let first: String, last: String
    /// Whether the caret stands on it, not behind it.
    public let isAtCaret: Bool

    /// Characters of a chip that are looked at, from either end.
    private static let lookedAt = 400

    init(_ chip: PasteChip, isAtCaret: Bool) {
      number = chip.number
      lineCount = chip.lineCount
      byteCount = chip.text.utf8.count
      func line(_ lines: [Substring], _ isBlank: (Character) -> Bool) -> Substring? {
        lines.first { !$0.allSatisfy(isBlank) }?.drop(while: isBlank)
      }
      let beginning = chip.text.prefix(Self.lookedAt).split(whereSeparator: \.isNewline)
      let end = chip.text.suffix(Self.lookedAt).split(whereSeparator: \.isNewline)
      first = line(beginning, \.isWhitespace).map(String.init) ?? ""
      last = line(end.reversed(), \.isWhitespace).map(String.init) ?? ""
      self.isAtCaret = isAtCaret
    }
  }

  /// The chip that `expandChip` would open; `nil`: there is none.
  public var chipGlimpse: ChipGlimpse? {
    if case .chip(let chip)? = after.last { return ChipGlimpse(chip, isAtCaret: true) }
    guard case .chip(let chip)? = before.last else { return nil }
    return ChipGlimpse(chip, isAtCaret: false)
  }

  /// Exchanges the text of the chip `number`, of two that are equal the one on
  /// which the caret stands; a short text takes its place.
  public mutating func replaceChip(_ number: Int, with text: String) {
    let place = ([caret] + (0..<count)).first { index in
      guard index < count, case .chip(let chip) = self[index] else { return false }
      return chip.number == number
    }
    guard let place, case .chip(let chip) = self[place], chip.text != text else { return }
    beginGroup()
    edit(removing: place..<place + 1, inserting: [], as: .other)
    moveCaret(to: place)
    paste(text)
    endGroup()
  }

  /// Replaces everything by `text`, the caret behind it, as one unit of undo;
  /// a chip whose text still stands there stays a chip. The same text changes
  /// nothing: there would be nothing to undo.
  public mutating func setTextKeepingChips(_ text: String) {
    guard text != self.text else { return }
    let elements = foldedPastes.elements(of: text)
    edit(removing: 0..<count, inserting: bounded(elements, freeing: byteCount), as: .other)
    lastCommand = .other
  }

  /// The folded pastes of a text, to fold them again when it comes back.
  public struct FoldedPastes: Hashable, Sendable {
    var chips: [PasteChip] = []

    /// None.
    public init() {}

    init(chips: [PasteChip]) { self.chips = chips }

    /// What keeping them costs, bytes.
    public var byteCount: Int { chips.reduce(0) { $0 + $1.text.utf8.count } }

    /// `text` with those folded that stand in it.
    func elements(of text: String) -> [EditElement] {
      guard !chips.isEmpty else { return EditElement.elements(of: text) }
      let bytes = Array(text.utf8)
      var elements: [EditElement] = []
      var start = 0
      for found in ChipSearch(chips).places(in: bytes) {
        elements += EditElement.elements(
          of: String(decoding: bytes[start..<found.place], as: UTF8.self))
        elements.append(.chip(found.chip))
        start = found.place + found.chip.text.utf8.count
      }
      return elements
        + EditElement.elements(of: String(decoding: bytes[start...], as: UTF8.self))
    }
  }

  /// The pastes that are folded now.
  public var foldedPastes: FoldedPastes {
    FoldedPastes(
      chips: (0..<count).compactMap { index in
        if case .chip(let chip) = self[index] { chip } else { nil }
      })
  }

  /// Puts `text` at the caret, or in the place of what is selected, as one unit
  /// of undo, with `pastes` folded under numbers that are free.
  public mutating func insert(_ text: String, folding pastes: FoldedPastes) {
    put(text, folding: pastes, in: selection ?? caret..<caret)
  }

  /// Replaces everything by `text`, the caret behind it, as one unit of undo,
  /// with `pastes` folded.
  public mutating func setText(_ text: String, folding pastes: FoldedPastes) {
    lastChipNumber = 0
    put(text, folding: pastes, in: 0..<count)
  }

  private mutating func put(
    _ text: String, folding pastes: FoldedPastes, in range: Range<Int>
  ) {
    var elements = pastes.elements(of: text)
    for index in elements.indices {
      guard case .chip(let chip) = elements[index] else { continue }
      lastChipNumber += 1
      elements[index] = .chip(
        PasteChip(number: lastChipNumber, text: chip.text, lineCount: chip.lineCount))
    }
    edit(
      removing: range, inserting: bounded(elements, freeing: byteCount(of: range)), as: .other)
    lastCommand = .other
  }

  /// The longest prefix of whole scalars within `bytes`.
  private static func prefix(of text: String, bytes: Int) -> String {
    guard text.utf8.count > bytes else { return text }
    var end = text.utf8.index(text.startIndex, offsetBy: max(0, bytes))
    while end > text.startIndex, end.samePosition(in: text.unicodeScalars) == nil {
      end = text.utf8.index(before: end)
    }
    return String(text[..<end])
  }
}
