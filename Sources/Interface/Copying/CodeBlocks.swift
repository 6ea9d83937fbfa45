import Engine
import Markup
import TextModel

/// A code block of an answer, verbatim.
struct CodeBlock: Hashable, Sendable {
  /// As its label tells, from 1 in each answer.
  var number: Int
  /// The word behind its fence; empty where there is none.
  var language: String
  /// Without the last line end.
  var text: String

  var lineCount: Int { text.isEmpty ? 0 : text.utf8.reduce(1) { $0 + ($1 == 0x0A ? 1 : 0) } }
}

/// The code blocks of the transcript.
struct CodeBlocks {
  let layout: TranscriptLayout

  /// How many an answer has.
  func count(inItem item: Int) -> Int {
    guard layout.transcript.items.indices.contains(item) else { return 0 }
    return layout.transcript.items[item].parts.reduce(0) {
      $0 + ($1.kind == .text ? $1.markdown.codeBlockCount : 0)
    }
  }

  /// Code block `number` of the answer `item`.
  func block(_ number: Int, inItem item: Int) -> CodeBlock? {
    guard layout.transcript.items.indices.contains(item), number > 0 else { return nil }
    var before = 0
    for part in layout.transcript.items[item].parts
    where part.kind == .text {
      let count = part.markdown.codeBlockCount
      if number <= before + count {
        return block(number - before, of: part.markdown).map {
          CodeBlock(number: number, language: $0.language, text: $0.text)
        }
      }
      before += count
    }
    return nil
  }

  /// Numbers of the code blocks that stand in a block of an answer.
  func numbers(in position: TranscriptPosition) -> Range<Int> {
    guard let markdown = layout.markdown(at: position) else { return 0..<0 }
    let first = layout.codeBlocks(before: position) + 1
    return first..<first + layout.codeCount(of: position, in: markdown)
  }

  /// Code block `number` of one text.
  private func block(
    _ number: Int, of markdown: MarkdownDocument
  ) -> (language: String, text: String)? {
    guard let start = markdown.blocks.lastIndex(where: { $0.codeBlocksBefore < number }) else {
      return nil
    }
    var left = number - markdown.blocks[start].codeBlocksBefore
    var found: (language: String, text: String)?
    var separator = ""
    for index in start..<markdown.blocks.count {
      let lines = markdown.lines(ofBlock: index, width: layout.width)
      let starts = markdown.codeStarts(in: lines, ofBlock: index)
      for (position, line) in lines.enumerated() {
        if starts.contains(position) {
          guard found == nil else { return found }
          left -= 1
          if left == 0 { found = (Self.language(before: position, in: lines), "") }
        }
        guard found != nil else { continue }
        guard line.isCode else { return found }
        found?.text += separator + line.runs.map(\.text).joined()
        separator = "\n"
      }
      // A piece that was cut within a line goes on in the next one.
      let last = markdown.source(in: markdown.blocks[index].range).last
      if last != 0x0A, last != 0x0D { separator = "" }
    }
    return found
  }

  /// The label of the code that begins at a line; empty where it has none.
  private static func language(before position: Int, in lines: [StyledLine]) -> String {
    guard position > 0, let run = lines[position - 1].runs.first, run.style.role == .dim else {
      return ""
    }
    return run.text
  }
}
