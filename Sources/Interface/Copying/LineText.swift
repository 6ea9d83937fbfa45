import TextModel

/// A logical line as its characters, each with the glyphs that it takes on the
/// screen: a tab takes several and is copied as the tab that it is.
struct LineText: Sendable {
  private(set) var characters: [Character] = []
  /// The first glyph of each character, and behind them that of the end.
  private(set) var starts = [0]

  init(_ line: StyledLine) {
    var column = 0
    var glyphCount = 0
    for run in line.runs {
      for character in run.text {
        characters.append(character)
        if character.isASCII, let value = character.asciiValue, (0x20..<0x7F).contains(value) {
          column += 1
          glyphCount += 1
        } else {
          let glyphs = TextLayout.glyphs(
            of: Substring(String(character)), style: run.style, column: column)
          column += glyphs.reduce(0) { $0 + Int($1.glyph.width) }
          glyphCount += glyphs.count
        }
        starts.append(glyphCount)
      }
    }
  }

  var isEmpty: Bool { characters.isEmpty }

  /// Glyphs of the whole line.
  var glyphCount: Int { starts.last ?? 0 }

  /// Index of the character that has the glyph at `offset`; the last one of
  /// what is behind the end.
  func index(at offset: Int) -> Int {
    let behind = starts.dropLast().firstIndex { $0 > offset } ?? characters.count
    return max(0, min(behind, characters.count) - 1)
  }

  /// Where the character `index` begins, glyphs.
  func offset(of index: Int) -> Int { starts[max(0, min(index, characters.count))] }

  /// The text from the character at `first` to that at `last`, both included;
  /// `nil`: from the beginning, to the end.
  func text(from first: Int?, through last: Int?) -> String {
    guard !characters.isEmpty else { return "" }
    let lower = first.map(index(at:)) ?? 0
    let upper = last.map(index(at:)) ?? characters.count - 1
    return lower <= upper ? String(characters[lower...upper]) : ""
  }

  var text: String { String(characters) }
}
