import Engine
import Markup
import TextModel

/// The logical lines behind the rows: what a selection is made of.
extension TranscriptLayout {
  /// The lines of a Markdown block, with the number of each of its code blocks
  /// in the label.
  func lines(of part: AnswerPart, block: Int, codeBlocksBefore: Int) -> [StyledLine] {
    if presentation.isRaw {
      return Self.sourceLines(part.markdown.source(in: part.markdown.blocks[block].range))
    }
    var lines = part.markdown.lines(ofBlock: block, width: max(1, width - margin))
    let starts = part.markdown.codeStarts(in: lines, ofBlock: block)
    for (index, start) in starts.enumerated().reversed() {
      let number = StyledRun("[\(codeBlocksBefore + index + 1)]", TextStyle(.dim))
      if start > 0, lines[start - 1].runs.count == 1, lines[start - 1].runs[0].style.role == .dim {
        lines[start - 1].runs += [StyledRun("  ", TextStyle(.dim)), number]
        lines[start - 1].isLabel = true
      } else {
        var label = StyledLine([number])
        label.isLabel = true
        lines.insert(label, at: start)
      }
    }
    return lines
  }

  /// The lines of unformatted text.
  func lines(of text: PlainDocument, chunk: Int, role: StyleRole) -> [StyledLine] {
    var lines = text.lines(ofChunk: chunk, style: TextStyle(role))
    guard presentation.isRaw else { return lines }
    // Broken at the last column, no blank gets lost: the rows are the source.
    for index in lines.indices { lines[index].wrapsAtWords = false }
    return lines
  }

  /// The lines of a block's source, as they stand there.
  private static func sourceLines(_ source: ArraySlice<UInt8>) -> [StyledLine] {
    var bytes = source
    if bytes.last == 0x0A { bytes = bytes.dropLast() }
    return bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
      let text = line.last == 0x0D ? line.dropLast() : line
      return StyledLine(
        [StyledRun(String(decoding: text, as: UTF8.self))], wrapsAtWords: false,
        source: line.startIndex - source.startIndex..<line.endIndex - source.startIndex)
    }
  }

  /// The revision of a block for the cache, other where the source is shown.
  func shown(_ revision: Int) -> Int { presentation.isRaw ? -1 - revision : revision }

  /// Code blocks of the answer before a block of its text.
  func codeBlocks(before position: TranscriptPosition) -> Int {
    let parts = transcript.items[position.item].parts
    let earlier = parts.prefix(max(0, position.part - 1)).filter { $0.kind == .text }
    let own = parts[position.part - 1].markdown.blocks[position.block].codeBlocksBefore
    return earlier.reduce(own) { $0 + $1.markdown.codeBlockCount }
  }
}
