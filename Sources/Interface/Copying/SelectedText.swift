import Markup
import TextModel

/// The text of a selection: source, never what the screen made of it.
///
/// Whole lines are copied as the Markdown that they show; lines of code as
/// code, whatever they are nested in. A selection of characters is the text as
/// it is read, logical lines joined. Titles and labels are left out.
struct SelectedText {
  private var walk: SelectionWalk

  init(_ layout: TranscriptLayout) { walk = SelectionWalk(layout) }

  /// The text from `first` to `last`, both included; empty where their text is
  /// gone.
  mutating func text(of selection: Selection) -> String {
    let bounds = selection.bounds
    guard let first = walk.spot(of: bounds.first), let last = walk.spot(of: bounds.last) else {
      return ""
    }
    switch selection.mode {
    case .characters: return read(from: first, through: last, isWhole: false) ?? ""
    case .lines:
      if let code = read(from: first, through: last, isWhole: true, isCode: true) { return code }
      let source = sources(from: first, through: last)
      return source.isEmpty ? read(from: first, through: last, isWhole: true) ?? "" : source
    }
  }

  // MARK: As it is read

  /// `isWhole`: of the first and the last line everything; `isCode`: `nil`
  /// unless there are only lines of code, and their labels.
  private mutating func read(
    from first: TextSpot, through last: TextSpot, isWhole: Bool, isCode: Bool = false
  ) -> String? {
    var result = ""
    var hasCode = false
    var labels: [String] = []
    var separator = ""
    var position: TranscriptPosition? = first.block
    while let block = position, block <= last.block {
      let lines = walk.lines(of: block)
      let lower = block == first.block ? first.line : 0
      let upper = block == last.block ? last.line : lines.count - 1
      for index in lines.indices where index >= lower && index <= upper {
        let line = lines[index]
        let isFirst = block == first.block && index == first.line && !isWhole
        let isLast = block == last.block && index == last.line && !isWhole
        let text = LineText(line).text(
          from: isFirst ? first.offset : nil, through: isLast ? last.offset : nil)
        guard !line.isLabel else {
          labels.append(text)
          continue
        }
        if isCode, !line.isCode { return nil }
        hasCode = true
        result += separator + (line.isCode || isLast ? text : text.withoutTrailingBlanks)
        separator = "\n"
      }
      let next = walk.layout.next(block)
      if let next, next.item != block.item, !result.isEmpty, next <= last.block {
        separator = "\n\n"
      } else if !walk.layout.endsLine(block), lines.count - 1 <= upper {
        separator = ""
      }
      position = next
    }
    if isCode, !hasCode { return nil }
    return result.isEmpty ? labels.joined(separator: "\n") : result
  }

  // MARK: Source

  /// The source lines that the lines show, part by part.
  private mutating func sources(from first: TextSpot, through last: TextSpot) -> String {
    var pieces: [String] = []
    var position: TranscriptPosition? = first.block
    while let block = position, block <= last.block {
      let final = walk.layout.lastBlock(ofPartOf: block, upTo: last.block)
      let from = block == first.block ? first.line : 0
      let through = final == last.block ? last.line : nil
      if let piece = source(from: block, line: from, to: final, through: through) {
        pieces.append(piece)
      }
      position = walk.layout.next(final)
    }
    return pieces.joined(separator: "\n\n")
  }

  /// The source of one part from a line of `block` to one of `final`; `nil`:
  /// the part has none that these lines show.
  private mutating func source(
    from block: TranscriptPosition, line: Int, to final: TranscriptPosition, through: Int?
  ) -> String? {
    guard let whole = walk.layout.source(of: block), let end = walk.layout.source(of: final) else {
      return nil
    }
    var lower = whole.startIndex
    if line > 0 {
      let behind = walk.lines(of: block).dropFirst(line)
      if let known = behind.lazy.compactMap(\.source).first {
        lower = whole.startIndex + known.lowerBound
      } else if behind.contains(where: { !$0.runs.allSatisfy(\.text.isEmpty) }) {
        // Nobody knows what they show: everything of the block.
        lower = whole.startIndex
      } else {
        lower = whole.endIndex
      }
    }
    var upper = end.endIndex
    if let through {
      let before = walk.lines(of: final).prefix(through + 1)
      if let known = before.lazy.reversed().compactMap(\.source).first {
        upper = end.startIndex + known.upperBound
      }
    }
    let bytes = walk.layout.source(of: block, through: final, bytes: lower, upper)
    return bytes.isEmpty ? nil : bytes
  }
}

extension String {
  fileprivate var withoutTrailingBlanks: String {
    var text = self[...]
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return String(text)
  }
}
