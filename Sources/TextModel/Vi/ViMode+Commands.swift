extension ViMode {
  /// A key of normal or visual mode.
  mutating func command(
    _ character: Character, _ buffer: inout EditBuffer, width: Int, isCount: Bool = true
  ) -> Outcome {
    if let prefix = pending.prefix {
      pending.prefix = nil
      complete(prefix, character, &buffer, width: width)
      return .done
    }
    if isCount, let digit = character.wholeNumberValue, character.isASCII,
      digit > 0 || pending.count != nil
    {
      pending.count = min(Self.maximumCount, (pending.count ?? 0) * 10 + digit)
      return .done
    }
    if pending.theOperator == nil, mode == .normal, character == "j" || character == "k" {
      return moveByRows(character, &buffer, width: width)
    }
    if needsMore(character) {
      pending.prefix = character
      return .done
    }
    if let theOperator = pending.theOperator {
      operate(theOperator, byKey: character, &buffer)
      return .done
    }
    if character == ";" || character == "," {
      findAgain(character, &buffer)
      return .done
    }
    if let motion = motion(character, count: pending.total, in: buffer) {
      move(motion, &buffer)
      return .done
    }
    if mode == .normal {
      edit(character, &buffer, width: width)
    } else {
      editVisually(character, &buffer)
    }
    return .done
  }

  /// Whether a second character belongs to it.
  private func needsMore(_ character: Character) -> Bool {
    switch character {
    case "g", "f", "F", "t", "T": true
    case "r": pending.theOperator == nil
    case "i", "a": pending.theOperator != nil || mode != .normal
    default: false
    }
  }

  /// The second character of a command.
  private mutating func complete(
    _ prefix: Character, _ character: Character, _ buffer: inout EditBuffer, width: Int
  ) {
    let count = pending.total
    switch prefix {
    case "f", "F", "t", "T":
      lastFind = (prefix, character)
      let motion = find(prefix, character, count: count ?? 1, in: buffer)
      apply(motion, &buffer)
    case "g":
      switch character {
      case "g": apply(Motion(buffer.startOfLine((count ?? 1) - 1), .lines), &buffer)
      case "j", "k":
        _ = moveByRows(character, &buffer, width: width)
      case "e", "E":
        apply(backToWordEnd(count: count ?? 1, big: character == "E", in: buffer), &buffer)
      default: apply(nil, &buffer)
      }
    case "i" where character == "p", "a" where character == "p":
      guard let lines = paragraph(around: prefix == "a", count: count ?? 1, in: buffer) else {
        return finish(&buffer, isChange: false)
      }
      takeLines(lines, &buffer)
    case "i", "a":
      guard let range = object(character, around: prefix == "a", count: count ?? 1, in: buffer)
      else { return finish(&buffer, isChange: false) }
      if let theOperator = pending.theOperator {
        operate(theOperator, on: range, &buffer)
      } else {
        anchor = range.lowerBound
        buffer.moveCaret(to: max(range.lowerBound, range.upperBound - 1))
        mode = .visual
        pending = Pending()
      }
    case "r": replace(with: character, &buffer)
    default: finish(&buffer, isChange: false)
    }
  }

  /// Whole lines as a text object: for the operator that waits, or selected.
  private mutating func takeLines(_ lines: ClosedRange<Int>, _ buffer: inout EditBuffer) {
    let (first, last) = (buffer.startOfLine(lines.lowerBound), buffer.startOfLine(lines.upperBound))
    if let theOperator = pending.theOperator {
      operateLines(theOperator, from: first, to: last, &buffer)
    } else {
      anchor = first
      buffer.moveCaret(to: last)
      mode = .visualLine
      pending = Pending()
    }
  }

  private mutating func findAgain(_ character: Character, _ buffer: inout EditBuffer) {
    apply(repeatedFind(character, in: buffer), &buffer)
  }

  /// Where `;` or `,` leads.
  func repeatedFind(_ character: Character, in buffer: EditBuffer) -> Motion? {
    guard let last = lastFind else { return nil }
    let command = character == ";" ? last.command : Self.opposite(of: last.command)
    return find(command, last.target, count: pending.total ?? 1, again: true, in: buffer)
  }

  /// Moves, or lets the operator that waits take the way.
  private mutating func apply(_ motion: Motion?, _ buffer: inout EditBuffer) {
    guard let motion else { return finish(&buffer, isChange: false) }
    if let theOperator = pending.theOperator {
      operate(theOperator, along: motion, &buffer)
    } else {
      move(motion, &buffer)
    }
  }

  private mutating func move(_ motion: Motion, _ buffer: inout EditBuffer) {
    let isLines = motion.extent == .lines
    buffer.moveCaret(to: isLines ? buffer.firstNonBlank(of: motion.target) : motion.target)
    finish(&buffer, isChange: false)
  }

  private mutating func moveByRows(
    _ character: Character, _ buffer: inout EditBuffer, width: Int
  ) -> Outcome {
    let times = pending.total ?? 1
    let hasMoved =
      character == "j"
      ? buffer.moveDown(width: width, times: times) : buffer.moveUp(width: width, times: times)
    finish(&buffer, isChange: false)
    guard !hasMoved, mode == .normal else { return .done }
    return character == "j" ? .belowBottom : .aboveTop
  }

  // MARK: Commands of normal mode

  private mutating func edit(
    _ character: Character, _ buffer: inout EditBuffer, width: Int
  ) {
    let caret = buffer.caret
    let count = pending.total ?? 1
    let end = buffer.lineEnd(of: caret)
    switch character {
    case "d", "c", "y":
      pending.theOperator = character
      pending.operatorCount = pending.count
      pending.count = nil
    case "i": begin(at: caret, &buffer)
    case "a": begin(at: min(end, caret + 1), &buffer)
    case "I": begin(at: buffer.firstNonBlank(of: caret), &buffer)
    case "A": begin(at: end, &buffer)
    case "o": openLine(at: end, caretAt: end + 1, &buffer)
    case "O": openLine(at: buffer.lineStart(of: caret), caretAt: nil, &buffer)
    case "R": begin(at: caret, as: .replace, &buffer)
    case "x": operate("d", on: caret..<min(end, caret + count), &buffer)
    case "X": operate("d", on: max(buffer.lineStart(of: caret), caret - count)..<caret, &buffer)
    case "s": operate("c", on: caret..<min(end, caret + count), &buffer)
    case "S": operate("c", byKey: "c", &buffer)
    case "D": operate("d", byKey: "$", &buffer)
    case "C": operate("c", byKey: "$", &buffer)
    case "Y": operate("y", byKey: "y", &buffer)
    case "~": toggleCase(caret..<min(end, caret + count), &buffer)
    case "J": join(lines: max(1, count - 1), &buffer)
    case "p", "P": put(before: character == "P", count: count, &buffer)
    case "u":
      for _ in 0..<count where !buffer.undo() { break }
      finish(&buffer, isChange: false)
    case ".": repeatChange(&buffer, width: width)
    case "v", "V":
      anchor = caret
      mode = character == "v" ? .visual : .visualLine
      pending = Pending()
    default: finish(&buffer, isChange: false)
    }
  }

  /// Begins an insertion at `position`.
  mutating func begin(at position: Int, as mode: Mode = .insert, _ buffer: inout EditBuffer) {
    beginUnit(&buffer)
    buffer.moveCaret(to: position)
    beginInsertion(mode)
  }

  /// A change begins; within a repetition it belongs to that.
  mutating func beginUnit(_ buffer: inout EditBuffer) { if !isRepeating { buffer.beginGroup() } }

  private mutating func openLine(at position: Int, caretAt caret: Int?, _ buffer: inout EditBuffer)
  {
    beginUnit(&buffer)
    buffer.edit(removing: position..<position, inserting: [.newline], as: .other)
    buffer.moveCaret(to: caret ?? position)
    beginInsertion()
  }

  // MARK: Commands of visual mode

  private mutating func editVisually(_ character: Character, _ buffer: inout EditBuffer) {
    guard let range = selection(in: buffer) else { return finish(&buffer, isChange: false) }
    let isLines = mode == .visualLine
    recordedExtent = extent(of: range, isLines: isLines, in: buffer)
    switch character {
    case "o":
      let other = anchor
      anchor = buffer.caret
      buffer.moveCaret(to: other)
      pending = Pending()
    case "v", "V":
      let wanted: Mode = character == "v" ? .visual : .visualLine
      mode = mode == wanted ? .normal : wanted
      finish(&buffer, isChange: false)
    case "d", "x", "X", "D", "c", "s", "y", "Y", "S", "C":
      let theOperator: Character =
        switch character {
        case "c", "s", "S", "C": "c"
        case "y", "Y": "y"
        default: "d"
        }
      mode = .normal
      if isLines || character.isUppercase {
        operateLines(theOperator, from: range.lowerBound, to: range.upperBound, &buffer)
      } else {
        operate(theOperator, on: range, &buffer)
      }
    case "~", "u", "U":
      mode = .normal
      changeCase(
        range, to: character == "~" ? nil : character == "u" ? .lower : .upper, &buffer)
      buffer.moveCaret(to: range.lowerBound)
      finish(&buffer, isChange: true)
    case "J":
      mode = .normal
      let lines = buffer.lineIndex(of: range.upperBound) - buffer.lineIndex(of: range.lowerBound)
      buffer.moveCaret(to: range.lowerBound)
      join(lines: max(1, lines), &buffer)
    case "p", "P":
      mode = .normal
      putOver(range, isLines: isLines, &buffer)
    default: finish(&buffer, isChange: false)
    }
  }
}
