/// `d`, `c`, `y` and what else changes text.
extension ViMode {
  /// The operator with the key that follows it: itself for lines, or a motion.
  mutating func operate(
    _ theOperator: Character, byKey key: Character, _ buffer: inout EditBuffer
  ) {
    let count = pending.total
    if key == theOperator {
      let line = buffer.lineIndex(of: buffer.caret)
      let last = min(buffer.lineCount - 1, line + (count ?? 1) - 1)
      return operateLines(
        theOperator, from: buffer.caret, to: buffer.startOfLine(last), &buffer)
    }
    if key == ";" || key == "," {
      guard let motion = repeatedFind(key, in: buffer) else {
        return finish(&buffer, isChange: false)
      }
      return operate(theOperator, along: motion, &buffer)
    }
    if key == "w" || key == "W" {
      return operateOnWords(theOperator, big: key == "W", count: count ?? 1, &buffer)
    }
    guard let motion = motion(key, count: count, in: buffer) else {
      return finish(&buffer, isChange: false)
    }
    operate(theOperator, along: motion, &buffer)
  }

  /// `dw` leaves the end of the line alone, and `cw` the blank behind a word.
  private mutating func operateOnWords(
    _ theOperator: Character, big: Bool, count: Int, _ buffer: inout EditBuffer
  ) {
    let caret = buffer.caret
    guard caret < buffer.count else { return finish(&buffer, isChange: false) }
    var last = caret
    for _ in 1..<max(1, count) { last = buffer.wordBegin(behind: last, big: big) }
    if theOperator == "c", buffer.wordClass(at: caret, big: big) != .blank {
      var end = last
      if end < buffer.count {
        let own = buffer.wordClass(at: end, big: big)
        while end < buffer.count, buffer.wordClass(at: end, big: big) == own { end += 1 }
      }
      return operate(theOperator, on: caret..<end, &buffer)
    }
    let target = buffer.wordBegin(behind: last, big: big)
    let lineEnd = buffer.lineEnd(of: last)
    operate(
      theOperator, on: caret..<(target > lineEnd && lineEnd > caret ? lineEnd : target), &buffer)
  }

  mutating func operate(
    _ theOperator: Character, along motion: Motion, _ buffer: inout EditBuffer
  ) {
    let low = min(buffer.caret, motion.target)
    let high = max(buffer.caret, motion.target)
    switch motion.extent {
    case .exclusive: operate(theOperator, on: low..<high, &buffer)
    case .inclusive: operate(theOperator, on: low..<min(buffer.count, high + 1), &buffer)
    case .lines: operateLines(theOperator, from: low, to: high, &buffer)
    }
  }

  /// The operator on a stretch of characters.
  mutating func operate(
    _ theOperator: Character, on range: Range<Int>, _ buffer: inout EditBuffer
  ) {
    if !range.isEmpty { buffer.killRing.add(KillRing.Entry(buffer.elements(in: range))) }
    switch theOperator {
    case "y":
      buffer.moveCaret(to: range.lowerBound)
      finish(&buffer, isChange: false)
    case "c":
      beginUnit(&buffer)
      buffer.edit(removing: range, inserting: [], as: .other)
      buffer.moveCaret(to: range.lowerBound)
      beginInsertion()
    default:
      beginUnit(&buffer)
      buffer.edit(removing: range, inserting: [], as: .other)
      buffer.moveCaret(to: range.lowerBound)
      finish(&buffer, isChange: true)
    }
  }

  /// The operator on whole lines.
  mutating func operateLines(
    _ theOperator: Character, from first: Int, to last: Int, _ buffer: inout EditBuffer
  ) {
    let start = buffer.lineStart(of: first)
    let end = buffer.lineEnd(of: last)
    buffer.killRing.add(KillRing.Entry(buffer.elements(in: start..<end), isLines: true))
    switch theOperator {
    case "y":
      if first < buffer.caret { buffer.moveCaret(to: first) }
      finish(&buffer, isChange: false)
    case "c":
      beginUnit(&buffer)
      buffer.edit(removing: start..<end, inserting: [], as: .other)
      buffer.moveCaret(to: start)
      beginInsertion()
    default:
      beginUnit(&buffer)
      // With the newline behind the lines, or else the one before them.
      let from = end == buffer.count && start > 0 ? start - 1 : start
      buffer.edit(removing: from..<min(buffer.count, end + 1), inserting: [], as: .other)
      buffer.moveCaret(to: buffer.firstNonBlank(of: min(start, buffer.count)))
      finish(&buffer, isChange: true)
    }
  }

  // MARK: Single commands

  mutating func replace(with character: Character, _ buffer: inout EditBuffer) {
    let count = pending.total ?? 1
    let range: Range<Int>
    if let selection = selection(in: buffer) {
      range = selection
      recordedExtent = extent(of: selection, isLines: mode == .visualLine, in: buffer)
      mode = .normal
    } else {
      range = buffer.caret..<buffer.caret + count
      guard range.upperBound <= buffer.lineEnd(of: buffer.caret) else {
        return finish(&buffer, isChange: false)
      }
    }
    let isVisual = recordedExtent != nil
    let replaced = range.map { index -> EditElement in
      buffer[index] == .newline ? .newline : .character(character)
    }
    beginUnit(&buffer)
    let fitting = buffer.bounded(replaced, freeing: buffer.byteCount(of: range))
    buffer.edit(removing: range, inserting: fitting, as: .other)
    buffer.moveCaret(to: isVisual ? range.lowerBound : max(range.lowerBound, range.upperBound - 1))
    finish(&buffer, isChange: true)
  }

  mutating func toggleCase(_ range: Range<Int>, _ buffer: inout EditBuffer) {
    changeCase(range, to: nil, &buffer)
    finish(&buffer, isChange: true)
  }

  /// Other letters; `nil`: each the other case.
  mutating func changeCase(
    _ range: Range<Int>, to letterCase: EditBuffer.LetterCase?, _ buffer: inout EditBuffer
  ) {
    beginUnit(&buffer)
    let changed = buffer.elements(in: range).flatMap { element in
      letterCase.map { element.changed(to: $0, isFirst: true) } ?? element.withOtherCase
    }
    let fitting = buffer.bounded(changed, freeing: buffer.byteCount(of: range))
    buffer.edit(removing: range, inserting: fitting, as: .other)
    pending = Pending()
    if !isRepeating { buffer.endGroup() }
  }

  /// `J`: a blank instead of each line's end and the indent behind it.
  mutating func join(lines: Int, _ buffer: inout EditBuffer) {
    beginUnit(&buffer)
    let start = buffer.lineEnd(of: buffer.caret)
    var last = start > buffer.lineStart(of: start) ? buffer[start - 1] : nil
    var (end, seam) = (start, start)
    var joined: [EditElement] = []
    for _ in 0..<lines where end < buffer.count {
      var next = end + 1
      while next < buffer.count, buffer[next] != .newline, buffer[next].isWhitespace { next += 1 }
      let isBlankNeeded =
        last?.isWhitespace == false && next < buffer.count
        && buffer[next] != .newline && buffer[next] != .character(")")
      seam = start + joined.count
      if isBlankNeeded { joined.append(.character(" ")) }
      end = buffer.lineEnd(of: next)
      joined += buffer.elements(in: next..<end)
      last = joined.last ?? last
    }
    buffer.edit(removing: start..<end, inserting: joined, as: .other)
    buffer.moveCaret(to: seam)
    finish(&buffer, isChange: true)
  }

  /// Bytes that a put with a count adds at the most: more is a slip of the
  /// finger.
  static let maximumPutBytes = 1 << 20

  /// `p` and `P`: all times are one change.
  mutating func put(before: Bool, count: Int, _ buffer: inout EditBuffer) {
    guard let entry = buffer.killRing.entries.last, !entry.elements.isEmpty || entry.isLines else {
      return finish(&buffer, isChange: false)
    }
    beginUnit(&buffer)
    let unit =
      !entry.isLines
      ? entry.elements
      : before ? entry.elements + [.newline] : [.newline] + entry.elements
    let size = max(1, unit.reduce(0) { $0 + $1.byteCount })
    let times = min(count, max(1, Self.maximumPutBytes / size))
    let whole = Array(repeatElement(unit, count: times).joined())
    if entry.isLines {
      let end = buffer.lineEnd(of: buffer.caret)
      let position = before ? buffer.lineStart(of: buffer.caret) : end
      let room = (EditBuffer.maximumBytes - buffer.byteCount) / size
      let fitting = whole.prefix(room * unit.count)
      buffer.edit(removing: position..<position, inserting: Array(fitting), as: .other)
      if !fitting.isEmpty {
        buffer.moveCaret(to: buffer.firstNonBlank(of: before ? position : position + 1))
      }
    } else {
      let isBehind = !before && buffer.caret < buffer.lineEnd(of: buffer.caret)
      let position = isBehind ? buffer.caret + 1 : buffer.caret
      let fitting = buffer.bounded(whole)
      buffer.edit(removing: position..<position, inserting: fitting, as: .other)
      if !fitting.isEmpty { buffer.moveCaret(to: max(0, buffer.caret - 1)) }
    }
    finish(&buffer, isChange: true)
  }

  /// `p` over a selection, which goes on the kill ring.
  mutating func putOver(_ range: Range<Int>, isLines: Bool, _ buffer: inout EditBuffer) {
    guard let entry = buffer.killRing.entries.last else { return finish(&buffer, isChange: false) }
    let replaced = KillRing.Entry(buffer.elements(in: range), isLines: isLines)
    var inserted = entry.elements
    if entry.isLines, !isLines { inserted = [.newline] + inserted + [.newline] }
    beginUnit(&buffer)
    let fitting = buffer.bounded(inserted, freeing: buffer.byteCount(of: range))
    buffer.edit(removing: range, inserting: fitting, as: .other)
    buffer.moveCaret(to: max(range.lowerBound, buffer.caret - 1))
    buffer.killRing.add(replaced)
    finish(&buffer, isChange: true)
  }
}
