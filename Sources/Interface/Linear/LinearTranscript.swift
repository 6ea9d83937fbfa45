import Engine
import Markup
import TextModel

/// Tells a transcript as lines, each once and in order: what a screen reader
/// speaks, and what a terminal without a cursor can show. Text is told by
/// whole lines of its source; nothing that was told is taken back.
struct LinearTranscript: Sendable {
  /// An answer that is being told.
  private struct Telling: Sendable {
    let serial: Int
    var hasLabel = false
    /// The part that comes next, and what of it was told, bytes.
    var part = 0
    var byte = 0
    var saidThinking = false
    var notes = 0
  }

  /// Whether an answer is told only when it is complete.
  var holdsAnswers = false
  /// The newest item that was told or begun.
  private var lastSerial = 0
  /// Answers whose end was not told yet; only the first is told, so that two
  /// never mix.
  private var open: [Telling] = []

  /// What came in since the last call, `typed`: of the prompts those that
  /// stand on the screen already, because they were typed there.
  mutating func news(
    of state: AppState, typed: Set<TurnID>, now: MonotonicTime
  ) -> (lines: [String], endedAnswers: Int) {
    var lines: [String] = []
    // What has ended is told before what came after it.
    var ended = tellOpen(state, now: now, &lines)
    for item in newItems(of: state.transcript) {
      lastSerial = max(lastSerial, item.serial)
      switch item.kind {
      case .answer, .shell: open.append(Telling(serial: item.serial))
      case .prompt:
        let wasTyped = item.turn.map(typed.contains) == true
        lines += wasTyped ? item.attachments : Self.prompt(item)
      case .notice(let role): lines += Self.labelled(item.body, Self.label(of: role))
      case .lines: lines += item.lines.map(Self.text).filter { !$0.isEmpty }
      }
    }
    ended += tellOpen(state, now: now, &lines)
    return (lines, ended)
  }

  /// Tells what is new of the answers that were begun; how many have ended.
  private mutating func tellOpen(
    _ state: AppState, now: MonotonicTime, _ lines: inout [String]
  ) -> Int {
    var ended = 0
    while let first = open.first {
      guard let item = state.transcript.items.last(where: { $0.serial == first.serial }) else {
        open.removeFirst()
        continue
      }
      guard tell(item, state, now: now, &lines) else { break }
      open.removeFirst()
      ended += 1
    }
    return ended
  }

  /// Items are appended with growing serials; what was taken off and put back
  /// has been told.
  private func newItems(of transcript: Transcript) -> [TranscriptItem] {
    var start = transcript.items.endIndex
    while start > 0, transcript.items[start - 1].serial > lastSerial { start -= 1 }
    return Array(transcript.items[start...])
  }

  // MARK: Answers

  /// Tells what is new of an answer; whether that was its end.
  private mutating func tell(
    _ item: TranscriptItem, _ state: AppState, now: MonotonicTime, _ lines: inout [String]
  ) -> Bool {
    guard !open.isEmpty else { return true }
    if let run = item.shell { return tell(run, item.body, state, &lines) }
    let isOver = item.outcome != nil || item.isCutOff
    for note in item.notes.dropFirst(open[0].notes) { lines.append("note: \(note)") }
    open[0].notes = item.notes.count
    if item.isPassedOver {
      lines.append("not chosen: \(item.modelName)")
      return true
    }
    if holdsAnswers, !isOver { return false }
    if !open[0].hasLabel, isOver || !item.parts.isEmpty {
      lines.append("\(item.modelName):")
      open[0].hasLabel = true
    }
    // An attempt that was given up takes its parts with it.
    if open[0].part > item.parts.count { open[0].part = item.parts.count }
    while open[0].part < item.parts.count {
      guard tell(item.parts[open[0].part], of: item, state, now: now, &lines) else { break }
      open[0].part += 1
      open[0].byte = 0
      open[0].saidThinking = false
    }
    guard isOver else { return false }
    lines += Self.ending(of: item, state)
    return true
  }

  /// Whether the part was told whole.
  private mutating func tell(
    _ part: AnswerPart, of item: TranscriptItem, _ state: AppState, now: MonotonicTime,
    _ lines: inout [String]
  ) -> Bool {
    let isWhole = part.endedAt != nil || item.endedAt != nil
    switch part.kind {
    case .text:
      let total = part.markdown.byteCount
      if open[0].byte > total { open[0].byte = 0 }
      let bytes = part.markdown.source(in: open[0].byte..<total)
      return tellLines(bytes, isWhole: isWhole, &lines)
    case .thinking, .redactedThinking:
      if !open[0].saidThinking, !holdsAnswers { lines.append("(thinking)") }
      open[0].saidThinking = true
      guard isWhole else { return false }
      if state.presentation.showsDetails { lines += Self.labelled(part.plain, "thought") }
      let seconds = (part.endedAt ?? now).milliseconds(since: part.startedAt) / 1000
      lines.append("(thought for \(NumberText.seconds(seconds)))")
    case .toolUse(let name):
      guard isWhole else { return false }
      lines.append("(calls \(name) \(part.plain.firstLine(limit: Self.toolInputBytes)))")
    case .opaque(let type): lines.append("(block of type \(type))")
    }
    return true
  }

  /// Tells what a command has printed since; whether it has ended.
  private mutating func tell(
    _ run: ShellRun, _ body: PlainDocument, _ state: AppState, _ lines: inout [String]
  ) -> Bool {
    if !open[0].hasLabel { lines.append("command: \(run.command)") }
    open[0].hasLabel = true
    let isOver = run.endedAt != nil
    _ = tellLines(body.source[min(open[0].byte, body.source.count)...], isWhole: isOver, &lines)
    guard isOver else { return false }
    let words = run.end?.words ?? "ended"
    let isHeld = state.shell.held.contains { $0.command == run.command }
    lines.append(isHeld ? "(\(words); its output goes with the next prompt)" : "(\(words))")
    return true
  }

  /// Bytes of a tool's input that are told.
  private static let toolInputBytes = 400

  private mutating func tellLines(
    _ bytes: ArraySlice<UInt8>, isWhole: Bool, _ lines: inout [String]
  ) -> Bool {
    let end = isWhole ? bytes.endIndex : bytes.lastIndex(of: 0x0A).map { $0 + 1 }
    guard let end else { return isWhole }
    var rest = bytes[..<end]
    open[0].byte += rest.count
    if rest.last == 0x0A { rest = rest.dropLast() } else if rest.isEmpty { return isWhole }
    for line in rest.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let line = line.last == 0x0D ? line.dropLast() : line
      lines.append(String(decoding: line, as: UTF8.self))
    }
    return isWhole
  }

  private static func ending(of item: TranscriptItem, _ state: AppState) -> [String] {
    let isEmpty = item.parts.isEmpty
    let sentences =
      item.outcome.map { TurnEndText.lines(for: $0, isEmpty: isEmpty) }
      ?? TurnEndText.cutOff(isEmpty: isEmpty)
    var cost = [TurnEndText.cost(of: item)].compactMap { $0 }
    if let usage = state.sessionUsage, !cost.isEmpty {
      cost.append("session \(UsageText.sessionCost(usage))")
    }
    return sentences.map(text) + (cost.isEmpty ? [] : ["(\(cost.joined(separator: " · ")))"])
  }

  // MARK: Words

  private static func prompt(_ item: TranscriptItem) -> [String] {
    labelled(item.body, "you") + item.attachments
  }

  private static func label(of role: StyleRole) -> String {
    switch role {
    case .error: "error"
    case .warning: "warning"
    case .text, .dim, .accent, .user, .assistant, .tool, .heading, .code, .codeBlock, .link,
      .quote, .listMarker, .rule, .tableBorder, .control, .ok, .header, .status, .statusStrong,
      .prompt, .selection, .match, .diffAdded, .diffRemoved, .diffAddedWord, .diffRemovedWord,
      .diffHeader, .codeKeyword, .codeType, .codeString, .codeNumber, .codeComment,
      .codeFunction, .codeAttribute, .matchCurrent, .marked:
      "note"
    }
  }

  private static func labelled(_ body: PlainDocument, _ label: String) -> [String] {
    let lines = body.starts.indices.flatMap { body.lines(ofChunk: $0, style: .plain) }.map(text)
    guard let first = lines.first else { return [] }
    return ["\(label): \(first)"] + lines.dropFirst()
  }

  private static func text(_ line: StyledLine) -> String { line.runs.map(\.text).joined() }
}
