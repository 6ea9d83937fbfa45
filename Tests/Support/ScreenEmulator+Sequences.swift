internal import CSystem

/// What the sequences do.
extension ScreenEmulator {
  mutating func handle(_ item: SequenceParser.Item) {
    switch item {
    case .scalar(let scalar): print(scalar)
    case .control(let byte): control(byte)
    case .escape(let intermediates, let final): escape(intermediates, final)
    case .csi(let prefix, let parameters, let intermediates, let final):
      if prefix == 0, intermediates.isEmpty {
        csi(parameters, final)
      } else {
        privateCSI(prefix, parameters, intermediates, final)
      }
    case .string(let introducer, let text):
      if introducer == 0x5d, command(text) { return }
      strings.append(text)
      if introducer != 0x5d { unknown.append("string \(introducer) \(text.debugDescription)") }
    case .junk(let byte): unknown.append("byte \(byte)")
    }
  }

  /// Whether `text` is a title or a question.
  private mutating func command(_ text: String) -> Bool {
    if text.hasPrefix("2;") {
      title = String(text.dropFirst(2))
      titles.append(title)
      return true
    }
    guard text == "11;?" else { return false }
    if let backgroundAnswer { reply("\u{1b}]11;\(backgroundAnswer)\u{1b}\\") }
    return true
  }

  mutating func move(column: Int, row: Int) {
    cursor = (max(0, min(columns - 1, column)), max(0, min(rows - 1, row)))
    wrapIsPending = false
  }

  // MARK: text

  private mutating func print(_ scalar: UInt32) {
    let width = scalar < 0x80 ? 1 : Int(adit_libc_width(scalar))
    guard let character = Unicode.Scalar(scalar) else { return }
    if width == 0 { return combine(character) }
    guard width > 0 else {
      unknown.append("unprintable \(scalar)")
      return
    }
    lastPrinted = scalar
    if wrapIsPending || cursor.column + width > columns {
      if modes[7] == false {
        cursor.column = columns - width
      } else {
        cursor.column = 0
        lineFeed()
      }
      wrapIsPending = false
    }
    if insertsCharacters { shift(by: width) }
    splitWide(at: cursor.column)
    splitWide(at: cursor.column + width)
    let drawn = usesLineDrawing ? Self.lineDrawing[scalar] ?? character : character
    set(cursor.column, Cell(text: String(drawn), style: style))
    if width == 2 { set(cursor.column + 1, Cell(text: "", style: style)) }
    if cursor.column + width == columns {
      cursor.column = columns - 1
      wrapIsPending = true
    } else {
      cursor.column += width
    }
  }

  /// The part of DEC's line drawing set that borders use.
  private static let lineDrawing: [UInt32: Unicode.Scalar] = [
    0x6a: "┘", 0x6b: "┐", 0x6c: "┌", 0x6d: "└", 0x6e: "┼", 0x71: "─", 0x74: "├", 0x75: "┤",
    0x76: "┴", 0x77: "┬", 0x78: "│",
  ]

  private mutating func combine(_ mark: Unicode.Scalar) {
    var column = wrapIsPending ? cursor.column : cursor.column - 1
    if column > 0, grid[cursor.row * columns + column].text.isEmpty { column -= 1 }
    guard column >= 0 else { return }
    grid[cursor.row * columns + column].text.unicodeScalars.append(mark)
  }

  private mutating func set(_ column: Int, _ cell: Cell) {
    guard column < columns else { return }
    grid[cursor.row * columns + column] = cell
  }

  /// Blanks a wide character of which one half is about to be overwritten.
  private mutating func splitWide(at column: Int) {
    let start = cursor.row * columns
    guard column > 0, column < columns, grid[start + column].text.isEmpty else { return }
    grid[start + column].text = " "
    grid[start + column - 1].text = " "
  }

  private mutating func shift(by width: Int) {
    let start = cursor.row * columns
    let count = min(width, columns - cursor.column)
    grid.removeSubrange(start + columns - count..<start + columns)
    grid.insert(
      contentsOf: Array(repeating: .blank(style.erased), count: count), at: start + cursor.column)
  }

  private mutating func deleteCharacters(_ wanted: Int) {
    let start = cursor.row * columns
    let count = min(wanted, columns - cursor.column)
    grid.removeSubrange(start + cursor.column..<start + cursor.column + count)
    grid.insert(
      contentsOf: Array(repeating: .blank(style.erased), count: count),
      at: start + columns - count)
  }

  private mutating func erase(_ range: Range<Int>) {
    for index in range.clamped(to: 0..<grid.count) { grid[index] = .blank(style.erased) }
  }

  // MARK: lines

  mutating func lineFeed() {
    if cursor.row == scrollBottom { scroll(from: scrollTop, by: 1) } else { moveRow(by: 1) }
  }

  private mutating func moveRow(by rows: Int) {
    cursor.row = max(0, min(self.rows - 1, cursor.row + rows))
  }

  /// Moves the lines from `top` to the region's end up (`by` > 0) or down.
  private mutating func scroll(from top: Int, by lines: Int) {
    guard (scrollTop...scrollBottom).contains(top) else { return }
    let count = min(abs(lines), scrollBottom - top + 1)
    let blank = Array(repeating: Cell.blank(style.erased), count: count * columns)
    let (first, end) = (top * columns, (scrollBottom + 1) * columns)
    if lines > 0 {
      grid.removeSubrange(first..<first + blank.count)
      grid.insert(contentsOf: blank, at: end - blank.count)
    } else {
      grid.removeSubrange(end - blank.count..<end)
      grid.insert(contentsOf: blank, at: first)
    }
  }

  // MARK: controls

  private mutating func control(_ byte: UInt8) {
    switch byte {
    // NUL; CAN outside of a sequence.
    case 0x00, 0x18: break
    case 0x07: bells += 1
    case 0x08: move(column: cursor.column - 1, row: cursor.row)
    case 0x09: move(column: (cursor.column / 8 + 1) * 8, row: cursor.row)
    case 0x0a, 0x0b, 0x0c:
      wrapIsPending = false
      lineFeed()
    case 0x0d: move(column: 0, row: cursor.row)
    case 0x0e: usesLineDrawing = true
    case 0x0f: usesLineDrawing = false
    default: unknown.append("control \(byte)")
    }
  }

  private mutating func escape(_ intermediates: [UInt8], _ final: UInt8) {
    switch (String(decoding: intermediates, as: UTF8.self), Character(Unicode.Scalar(final))) {
    case ("", "D"): lineFeed()
    case ("", "E"):
      move(column: 0, row: cursor.row)
      lineFeed()
    case ("", "M"):
      if cursor.row == scrollTop { scroll(from: scrollTop, by: -1) } else { moveRow(by: -1) }
    case ("", "7"): savedCursor = cursor
    case ("", "8"): move(column: savedCursor.column, row: savedCursor.row)
    case ("(", "0"): usesLineDrawing = true
    case ("(", "B"), ("(", "U"): usesLineDrawing = false
    case ("", "="), ("", ">"), (")", _), ("", "H"), ("", "\\"), (" ", "F"), ("%", "G"): break
    case ("", "c"): self = ScreenEmulator(columns: columns, rows: rows, answers: answers)
    default: unknown.append("ESC \(intermediates) \(final)")
    }
  }

  private mutating func csi(_ parameters: [Int], _ final: UInt8) {
    let first = max(1, parameters.first ?? 1)
    let second = max(1, parameters.dropFirst().first ?? 1)
    let here = cursor.row * columns + cursor.column
    let lineStart = cursor.row * columns
    let selector = max(0, parameters.first ?? 0)
    switch Character(Unicode.Scalar(final)) {
    case "A": move(column: cursor.column, row: cursor.row - first)
    case "B": move(column: cursor.column, row: cursor.row + first)
    case "C": move(column: cursor.column + first, row: cursor.row)
    case "D": move(column: cursor.column - first, row: cursor.row)
    case "G", "`": move(column: first - 1, row: cursor.row)
    case "d": move(column: cursor.column, row: first - 1)
    case "H", "f": move(column: second - 1, row: first - 1)
    case "Z": move(column: (cursor.column - 1) / 8 * 8, row: cursor.row)
    case "J":
      erase(selector == 0 ? here..<grid.count : 0..<(selector == 1 ? here + 1 : grid.count))
    case "K":
      let end = lineStart + columns
      erase(selector == 0 ? here..<end : lineStart..<(selector == 1 ? here + 1 : end))
    case "X": erase(here..<min(lineStart + columns, here + first))
    case "@": shift(by: first)
    case "P": deleteCharacters(first)
    case "L": scroll(from: cursor.row, by: -first)
    case "M": scroll(from: cursor.row, by: first)
    case "S": scroll(from: scrollTop, by: first)
    case "T": scroll(from: scrollTop, by: -first)
    case "b": for _ in 0..<min(first, columns) { print(lastPrinted) }
    case "r":
      let bottom = parameters.count > 1 ? second : rows
      (scrollTop, scrollBottom) = (min(first, rows) - 1, min(bottom, rows) - 1)
      move(column: 0, row: 0)
    case "h", "l": if selector == 4 { insertsCharacters = final == 0x68 }
    case "m": selectRendition(parameters)
    case "c": if answers.deviceAttributes { reply("\u{1b}[?62;22c") }
    case "n" where selector == 5: if answers.deviceAttributes, answersStatus { reply("\u{1b}[0n") }
    case "t" where selector == 22: titleStack.append(title)
    case "t" where selector == 23: title = titleStack.popLast() ?? title
    case "n": if selector == 6 { reply("\u{1b}[\(cursor.row + 1);\(cursor.column + 1)R") }
    case "g", "t", "s", "u": break
    default: unknown.append("CSI \(parameters) \(Character(Unicode.Scalar(final)))")
    }
  }

  private mutating func reply(_ text: String) { replies += Array(text.utf8) }
}
