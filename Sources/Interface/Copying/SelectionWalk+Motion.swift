import TextModel

/// How the keys of a selection move its end.
extension SelectionWalk {
  /// One character to the left or the right, within the line.
  mutating func move(_ spot: TextSpot, byCharacters count: Int) -> TextSpot {
    let text = text(at: spot)
    var spot = spot
    let index = text.index(at: spot.offset) + count
    spot.offset = text.offset(of: max(0, min(index, text.characters.count - 1)))
    return spot
  }

  /// Rows down (up, where negative), as near to `column` as the row allows.
  mutating func move(_ spot: TextSpot, byRows count: Int, column: Int) -> TextSpot {
    var row = row(of: spot).row
    for _ in 0..<abs(count) {
      guard let next = self.row(next: row, step: count.signum()) else { break }
      row = next
    }
    return self.spot(at: row, column: column) ?? spot
  }

  /// The start of the line, its first character that is no blank, its end.
  mutating func lineStart(_ spot: TextSpot) -> TextSpot {
    TextSpot(block: spot.block, line: spot.line)
  }

  mutating func firstCharacter(_ spot: TextSpot) -> TextSpot {
    let text = text(at: spot)
    let index = text.characters.firstIndex { !$0.isWhitespace } ?? 0
    return TextSpot(block: spot.block, line: spot.line, offset: text.offset(of: index))
  }

  mutating func lineEnd(_ spot: TextSpot) -> TextSpot {
    let text = text(at: spot)
    return TextSpot(
      block: spot.block, line: spot.line, offset: text.offset(of: text.characters.count - 1))
  }

  // MARK: Words

  /// A run of letters and digits is a word, and one of other signs.
  private enum Class { case blank, word, sign }

  private static func kind(of character: Character) -> Class {
    if character.isWhitespace { return .blank }
    return character.isLetter || character.isNumber || character == "_" ? .word : .sign
  }

  /// The beginning of the next word, on this line or one below; an empty line
  /// counts as a word.
  mutating func nextWord(_ spot: TextSpot) -> TextSpot {
    var text = text(at: spot)
    var index = text.index(at: spot.offset)
    if index < text.characters.count {
      let kind = Self.kind(of: text.characters[index])
      while index < text.characters.count, Self.kind(of: text.characters[index]) == kind {
        index += 1
      }
    }
    var spot = spot
    while true {
      while index < text.characters.count, text.characters[index].isWhitespace { index += 1 }
      if index < text.characters.count {
        spot.offset = text.offset(of: index)
        return spot
      }
      guard let below = line(below: spot) else { return lineEnd(spot) }
      spot = below
      text = self.text(at: spot)
      index = 0
      if text.isEmpty { return spot }
    }
  }

  /// The end of this word, or of the next where the cursor is at an end.
  mutating func wordEnd(_ spot: TextSpot) -> TextSpot {
    var text = text(at: spot)
    var index = text.index(at: spot.offset) + 1
    var spot = spot
    while true {
      while index < text.characters.count, text.characters[index].isWhitespace { index += 1 }
      if index < text.characters.count { break }
      guard let below = line(below: spot) else { return lineEnd(spot) }
      spot = below
      text = self.text(at: spot)
      index = 0
    }
    let kind = Self.kind(of: text.characters[index])
    while index + 1 < text.characters.count, Self.kind(of: text.characters[index + 1]) == kind {
      index += 1
    }
    spot.offset = text.offset(of: index)
    return spot
  }

  /// The beginning of this word, or of the one before.
  mutating func previousWord(_ spot: TextSpot) -> TextSpot {
    var text = text(at: spot)
    var index = text.index(at: spot.offset) - 1
    var spot = spot
    while true {
      while index >= 0, text.characters[index].isWhitespace { index -= 1 }
      if index >= 0 { break }
      guard let above = line(above: spot) else { return lineStart(spot) }
      spot = above
      text = self.text(at: spot)
      index = text.characters.count - 1
      if text.isEmpty { return spot }
    }
    let kind = Self.kind(of: text.characters[index])
    while index > 0, Self.kind(of: text.characters[index - 1]) == kind { index -= 1 }
    spot.offset = text.offset(of: index)
    return spot
  }

  // MARK: Paragraphs

  /// The empty line behind this paragraph, or before it; the end of all where
  /// there is none. What somebody else says begins a paragraph too.
  mutating func paragraph(from spot: TextSpot, step: Int) -> TextSpot {
    var spot = spot
    var hasLeft = false
    while let next = step > 0 ? line(below: spot) : line(above: spot) {
      if next.block.item != spot.block.item, hasLeft { return next }
      spot = next
      let isEmpty = text(at: spot).isEmpty
      if isEmpty, hasLeft { return spot }
      hasLeft = hasLeft || !isEmpty
    }
    return step > 0 ? lineEnd(spot) : lineStart(spot)
  }
}
