import Engine
import TextModel

/// A command of the user's in the transcript; its output is the item's body.
struct ShellRun: Hashable, Sendable {
  /// Of those that ran in another program: nobody tells anything of them.
  static let keptNumber = 0

  let number: Int
  let command: String
  let startedAt: MonotonicTime
  var endedAt: MonotonicTime?
  var end: ShellEnd?
  /// How the output ends by now, where there is more than its beginning.
  var lastLines = ""
  var lineCount = 0
}

extension Transcript {
  mutating func appendShell(_ command: String, number: Int, at now: MonotonicTime) {
    appendShell(ShellRun(number: number, command: command, startedAt: now))
  }

  /// A command of another run, as it was kept.
  mutating func appendShell(_ record: CommandRecord) {
    let start = MonotonicTime(nanoseconds: 0)
    var run = ShellRun(number: ShellRun.keptNumber, command: record.command, startedAt: start)
    run.endedAt = start.adding(milliseconds: record.milliseconds)
    run.end = ShellEnd(record)
    run.lineCount = record.lineCount
    appendShell(run, output: record.output)
  }

  /// Takes in what a command does.
  mutating func take(_ event: ShellEvent, at now: MonotonicTime) {
    switch event {
    case .output(let text, let number):
      updateShell(number) { item, run in
        item.body.append(text)
        run.lineCount += text.utf8.reduce(0) { $1 == 0x0A ? $0 + 1 : $0 }
      }
    case .passing(let lastLines, let lineCount, let number):
      updateShell(number) { _, run in
        run.lastLines = lastLines
        run.lineCount = lineCount
      }
    case .ended(let end, let number):
      updateShell(number) { item, run in
        if end.leftOutBytes > 0 {
          let count = NumberText.grouped(end.leftOutBytes)
          item.body.append("\n… \(count) bytes are left out here …\n")
        }
        item.body.append(end.tail)
        run.lineCount = max(run.lineCount, end.lineCount)
        // A last line without its end is one too.
        if let last = item.body.source.last, last != 0x0A { run.lineCount += 1 }
        run.lastLines = ""
        run.end = end
        run.endedAt = now
      }
    }
  }
}

/// The rows of a command: what was typed, how its output ends, how it ended.
enum ShellRows {
  /// Lines of a folded output; the last ones tell how it went.
  private static let foldedLines = 8
  /// Bytes looked at for them.
  private static let foldedBytes = 4 << 10
  /// Bytes of the command that its title shows.
  private static let titleBytes = 1 << 10

  static func title(_ run: ShellRun, layout: TranscriptLayout) -> [[StyledGlyph]] {
    let shown = String(decoding: run.command.utf8.prefix(titleBytes), as: UTF8.self)
    let lines = shown.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map {
      StyledLine([
        StyledRun($0 == 0 ? "! " : "  ", TextStyle(.user, .bold)),
        StyledRun(String($1), TextStyle(.text, .bold)),
      ])
    }
    return LaidOutBlock(lines: lines, width: layout.width, indent: layout.margin).rows
  }

  /// The last lines of the output.
  static func folded(
    _ item: TranscriptItem, _ run: ShellRun, layout: TranscriptLayout
  ) -> LaidOutBlock {
    let bytes: [UInt8]
    let isWhole: Bool
    if run.lastLines.isEmpty {
      bytes = Array(item.body.source.suffix(foldedBytes))
      isWhole = bytes.count == item.body.source.count
    } else {
      bytes = Array(run.lastLines.utf8)
      isWhole = false
    }
    guard !bytes.isEmpty else { return LaidOutBlock() }
    var text = bytes[...]
    if text.last == 0x0A { text = text.dropLast() }
    var lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)
    if !isWhole, lines.count > 1 { lines.removeFirst() }
    let isCut = !isWhole || lines.count > foldedLines
    if lines.count > foldedLines { lines.removeFirst(lines.count - foldedLines) }
    var rows: [StyledLine] = []
    if isCut {
      let above = max(0, run.lineCount - lines.count)
      let count = above == 1 ? "1 line" : "\(NumberText.grouped(above)) lines"
      // Of a flood only the ends are kept.
      let isKept = run.lastLines.isEmpty && (run.end?.leftOutBytes ?? 0) == 0
      let shown = isKept ? "shows them" : "shows what is kept"
      rows.append(StyledLine("… \(count) above · Ctrl+O \(shown)", TextStyle(.dim)))
    }
    rows += lines.map { output(String(decoding: $0, as: UTF8.self)) }
    return LaidOutBlock(lines: rows, width: layout.width, indent: layout.margin)
  }

  /// A line of output, which wraps at the last column.
  private static func output(_ text: String) -> StyledLine {
    StyledLine([StyledRun(text, TextStyle(.text))], wrapsAtWords: false)
  }

  /// A piece of the whole output.
  static func lines(ofChunk index: Int, of item: TranscriptItem) -> [StyledLine] {
    var lines = item.body.lines(ofChunk: index, style: TextStyle(.text))
    for line in lines.indices { lines[line].wrapsAtWords = false }
    return lines
  }

  /// `exit 1 · 12 s · 31 lines`; while it runs, since when.
  static func end(
    of item: TranscriptItem, _ run: ShellRun, layout: TranscriptLayout
  ) -> LaidOutBlock {
    var lines: [StyledLine] = []
    if !layout.isFolded(item), !run.lastLines.isEmpty {
      lines.append(StyledLine("…", TextStyle(.dim)))
      lines += run.lastLines.split(separator: "\n").suffix(foldedLines).map { output(String($0)) }
    }
    let milliseconds = (run.endedAt ?? layout.now).milliseconds(since: run.startedAt)
    let seconds = NumberText.seconds(milliseconds / 1000)
    let count = run.lineCount == 1 ? "1 line" : "\(NumberText.grouped(run.lineCount)) lines"
    guard let end = run.end else {
      lines.append(StyledLine("running \(seconds) · Esc stops it", TextStyle(.dim)))
      return LaidOutBlock(lines: lines, width: layout.width, indent: layout.margin)
    }
    let words = [end.words, seconds, run.lineCount > 0 ? count : "no output"]
    lines.append(
      StyledLine(words.joined(separator: " · "), TextStyle(end.isFailure ? .error : .dim)))
    return LaidOutBlock(lines: lines, width: layout.width, indent: layout.margin)
  }
}
