import Engine
import Markup
import TextModel

/// Everything said, as source text. Items are appended, and taken off at the
/// end when the user goes back, so an item's index names it while it is there.
struct Transcript: Sendable {
  private(set) var items: [TranscriptItem] = []
  /// Which of them are what.
  private(set) var index = TranscriptIndex()
  /// Grows with every change, so that one can tell whether there was one.
  private(set) var revision = 0
  /// Grows when something is taken away: until then what stood at a place, and
  /// was closed, stays there.
  private(set) var generation = 0
  /// Counts parts and bodies over the whole session, never reused.
  private var nextSerial = 1
  private mutating func takeSerial() -> Int {
    defer { nextSerial += 1 }
    return nextSerial
  }

  /// Serials left to the copy beside which a transcript grows: more than a
  /// session has, and fewer than would ever be used up.
  private static let serialsLeft = 1 << 32

  /// From here on it grows beside the transcript that it is a copy of, and may
  /// take items of it in.
  mutating func leaveSerials() { nextSerial += Self.serialsLeft }

  mutating func removeAll() {
    index.cut(from: 0, items)
    items.removeAll()
    revision += 1
    generation += 1
  }

  private mutating func append(_ item: TranscriptItem) {
    index.take(item, at: items.count)
    items.append(item)
    revision += 1
  }

  mutating func appendPrompt(
    _ text: String, _ attachments: [Attachment] = [], turn: TurnID, secondsOfDay: Int?
  ) {
    var item = TranscriptItem(kind: .prompt, serial: takeSerial())
    item.turn = turn
    item.body.append(text)
    item.secondsOfDay = secondsOfDay
    item.attachments = attachments.map(AttachmentText.line)
    append(item)
  }

  mutating func appendNotice(_ text: String, role: StyleRole) {
    var item = TranscriptItem(kind: .notice(role), serial: takeSerial())
    item.body.append(text)
    append(item)
  }

  mutating func appendShell(_ run: ShellRun, output: String = "") {
    var item = TranscriptItem(kind: .shell, serial: takeSerial())
    item.shell = run
    item.body.append(output)
    append(item)
  }

  /// Puts a command back that still runs, as it stands now.
  mutating func put(_ command: TranscriptItem) {
    guard let number = command.shell?.number else { return }
    if let place = items.lastIndex(where: { $0.shell?.number == number }) {
      items[place] = command
      revision += 1
    } else {
      append(command)
    }
  }

  /// The command of that number, searched from the end: it is nearly there.
  func shellItem(_ number: Int) -> TranscriptItem? {
    items.last { $0.shell?.number == number }
  }

  mutating func updateShell(
    _ number: Int, _ change: (inout TranscriptItem, inout ShellRun) -> Void
  ) {
    guard let place = items.lastIndex(where: { $0.shell?.number == number }),
      var run = items[place].shell
    else { return }
    change(&items[place], &run)
    items[place].shell = run
    if items[place].hasFailed { index.noteError(at: place) }
    revision += 1
  }

  mutating func appendLines(_ lines: [StyledLine]) {
    var item = TranscriptItem(kind: .lines, serial: takeSerial())
    item.lines = lines
    append(item)
  }

  mutating func appendAnswer(turn: TurnID, model: ModelDescriptor, at now: MonotonicTime) {
    appendAnswer(
      turn: turn, name: model.shortName,
      bytesPerTokenHundredths: model.rules.bytesPerTokenHundredths, at: now)
  }

  /// `bytesPerTokenHundredths`: `nil` for a model that is not known.
  mutating func appendAnswer(
    turn: TurnID, name: String, bytesPerTokenHundredths: Int?, at now: MonotonicTime
  ) {
    var item = TranscriptItem(kind: .answer, serial: takeSerial())
    item.turn = turn
    item.modelName = name
    if let bytesPerTokenHundredths { item.bytesPerTokenHundredths = bytesPerTokenHundredths }
    item.startedAt = now
    append(item)
  }

  /// Puts back items that were taken off; they keep their serials.
  mutating func append(_ kept: [TranscriptItem]) {
    for item in kept { append(item) }
  }

  /// Takes off everything from the beginning of `turn` on.
  mutating func cut(from turn: TurnID) -> [TranscriptItem] {
    guard let first = items.firstIndex(where: { $0.turn == turn }) else { return [] }
    let taken = Array(items[first...])
    items.removeSubrange(first...)
    index.cut(from: first, taken)
    revision += 1
    generation += 1
    return taken
  }

  /// Of two answers to one prompt `chosen` is the one that the conversation
  /// goes on with; the other one stands folded from now on. Returns prompt and
  /// answer of the other one, as they would stand there if it were chosen.
  mutating func choose(_ chosen: TurnID, passedOver: TurnID) -> [TranscriptItem] {
    guard let prompt = index.prompts.last,
      let answer = answerIndex(of: passedOver)
    else { return [] }
    var other = [items[prompt], items[answer]]
    other[0].turn = passedOver
    items[prompt].turn = chosen
    items[answer].isPassedOver = true
    revision += 1
    return other
  }

  /// Puts an answer behind the others that was not chosen.
  mutating func appendPassedOver(_ answer: TranscriptItem) {
    var answer = answer
    answer.isPassedOver = true
    append(answer)
  }

  /// The answer of `turn`.
  func answerIndex(of turn: TurnID) -> Int? { index.answer(of: turn) }

  /// The answer of `turn` begins anew.
  mutating func resetAnswer(of turn: TurnID) {
    updateAnswer(of: turn) { $0.parts.removeAll() }
    generation += 1
  }

  /// Changes the answer of `turn` in place.
  mutating func updateAnswer(of turn: TurnID, _ change: (inout TranscriptItem) -> Void) {
    guard let place = answerIndex(of: turn) else { return }
    change(&items[place])
    if items[place].hasFailed { index.noteError(at: place) }
    revision += 1
  }

  mutating func beginPart(
    of turn: TurnID, block: Int, kind: AnswerBlockKind, at now: MonotonicTime
  ) {
    guard let place = answerIndex(of: turn) else { return }
    let part = AnswerPart(serial: takeSerial(), block: block, kind: kind, startedAt: now)
    items[place].parts.append(part)
    if kind.isTool { index.noteTool(at: place) }
    revision += 1
  }

  mutating func append(_ text: String, to turn: TurnID, block: Int, at now: MonotonicTime) {
    guard let place = answerIndex(of: turn) else { return }
    if !items[place].parts.contains(where: { $0.block == block }) {
      beginPart(of: turn, block: block, kind: .text, at: now)
    }
    guard let part = items[place].parts.lastIndex(where: { $0.block == block }) else { return }
    items[place].parts[part].append(text)
    revision += 1
  }

  mutating func endPart(of turn: TurnID, block: Int, at now: MonotonicTime) {
    guard let place = answerIndex(of: turn),
      let part = items[place].parts.lastIndex(where: { $0.block == block })
    else { return }
    items[place].parts[part].end(at: now)
    revision += 1
  }

  /// Shares the text of a block that has ended with the conversation.
  mutating func share(_ text: String, with turn: TurnID, block: Int) {
    guard let place = answerIndex(of: turn),
      let part = items[place].parts.lastIndex(where: { $0.block == block && $0.kind == .text })
    else { return }
    items[place].parts[part].markdown.share(text)
  }

  /// Ends whatever is open in the answer of `turn`.
  mutating func endAllParts(of turn: TurnID, at now: MonotonicTime) {
    guard let place = answerIndex(of: turn) else { return }
    for part in items[place].parts.indices { items[place].parts[part].end(at: now) }
    revision += 1
  }
}

extension ModelDescriptor {
  /// The name without the word that all of its maker's models share.
  var shortName: String {
    displayName.hasPrefix("Claude ") ? String(displayName.dropFirst(7)) : displayName
  }
}
