import Engine
import Markup
import TextModel

/// Everything said, as source text. Items are appended, and taken off at the
/// end when the user goes back, so an item's index names it while it is there.
struct Transcript: Sendable {
  private(set) var items: [TranscriptItem] = []
  /// Counts parts and bodies over the whole session, never reused.
  private var nextSerial = 1
  private mutating func takeSerial() -> Int {
    defer { nextSerial += 1 }
    return nextSerial
  }

  mutating func removeAll() {
    items.removeAll()
  }

  mutating func appendPrompt(
    _ text: String, _ attachments: [Attachment] = [], turn: TurnID, secondsOfDay: Int?
  ) {
    var item = TranscriptItem(kind: .prompt, serial: takeSerial())
    item.turn = turn
    item.body.append(text)
    item.secondsOfDay = secondsOfDay
    item.attachments = attachments.map(AttachmentText.line)
    items.append(item)
  }

  mutating func appendNotice(_ text: String, role: StyleRole) {
    var item = TranscriptItem(kind: .notice(role), serial: takeSerial())
    item.body.append(text)
    items.append(item)
  }

  mutating func appendShell(_ run: ShellRun) {
    var item = TranscriptItem(kind: .shell, serial: takeSerial())
    item.shell = run
    items.append(item)
  }

  /// The command of that number, searched from the end: it is nearly there.
  func shellItem(_ number: Int) -> TranscriptItem? {
    items.last { $0.shell?.number == number }
  }

  mutating func updateShell(
    _ number: Int, _ change: (inout TranscriptItem, inout ShellRun) -> Void
  ) {
    guard let index = items.lastIndex(where: { $0.shell?.number == number }),
      var run = items[index].shell
    else { return }
    change(&items[index], &run)
    items[index].shell = run
  }

  mutating func appendLines(_ lines: [StyledLine]) {
    var item = TranscriptItem(kind: .lines, serial: takeSerial())
    item.lines = lines
    items.append(item)
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
    items.append(item)
  }

  /// Puts back items that were taken off; they keep their serials.
  mutating func append(_ kept: [TranscriptItem]) { items += kept }

  /// Takes off everything from the beginning of `turn` on.
  mutating func cut(from turn: TurnID) -> [TranscriptItem] {
    guard let index = items.firstIndex(where: { $0.turn == turn }) else { return [] }
    defer { items.removeSubrange(index...) }
    return Array(items[index...])
  }

  /// Of two answers to one prompt `chosen` is the one that the conversation
  /// goes on with; the other one stands folded from now on. Returns prompt and
  /// answer of the other one, as they would stand there if it were chosen.
  mutating func choose(_ chosen: TurnID, passedOver: TurnID) -> [TranscriptItem] {
    guard let prompt = items.lastIndex(where: { $0.kind == .prompt }),
      let answer = answerIndex(of: passedOver)
    else { return [] }
    var other = [items[prompt], items[answer]]
    other[0].turn = passedOver
    items[prompt].turn = chosen
    items[answer].isPassedOver = true
    return other
  }

  /// Puts an answer behind the others that was not chosen.
  mutating func appendPassedOver(_ answer: TranscriptItem) {
    var answer = answer
    answer.isPassedOver = true
    items.append(answer)
  }

  /// The answer of `turn`, searched from the end: it is the last or nearly so.
  func answerIndex(of turn: TurnID) -> Int? {
    items.lastIndex { $0.turn == turn && $0.kind == .answer }
  }

  /// Changes the answer of `turn` in place.
  mutating func updateAnswer(of turn: TurnID, _ change: (inout TranscriptItem) -> Void) {
    guard let index = answerIndex(of: turn) else { return }
    change(&items[index])
  }

  mutating func beginPart(
    of turn: TurnID, block: Int, kind: AnswerBlockKind, at now: MonotonicTime
  ) {
    guard let index = answerIndex(of: turn) else { return }
    let part = AnswerPart(serial: takeSerial(), block: block, kind: kind, startedAt: now)
    items[index].parts.append(part)
  }

  mutating func append(_ text: String, to turn: TurnID, block: Int, at now: MonotonicTime) {
    guard let index = answerIndex(of: turn) else { return }
    if !items[index].parts.contains(where: { $0.block == block }) {
      beginPart(of: turn, block: block, kind: .text, at: now)
    }
    guard let part = items[index].parts.lastIndex(where: { $0.block == block }) else { return }
    items[index].parts[part].append(text)
  }

  mutating func endPart(of turn: TurnID, block: Int, at now: MonotonicTime) {
    guard let index = answerIndex(of: turn),
      let part = items[index].parts.lastIndex(where: { $0.block == block })
    else { return }
    items[index].parts[part].end(at: now)
  }

  /// Shares the text of a block that has ended with the conversation.
  mutating func share(_ text: String, with turn: TurnID, block: Int) {
    guard let index = answerIndex(of: turn),
      let part = items[index].parts.lastIndex(where: { $0.block == block && $0.kind == .text })
    else { return }
    items[index].parts[part].markdown.share(text)
  }

  /// Ends whatever is open in the answer of `turn`.
  mutating func endAllParts(of turn: TurnID, at now: MonotonicTime) {
    guard let index = answerIndex(of: turn) else { return }
    for part in items[index].parts.indices { items[index].parts[part].end(at: now) }
  }
}

extension ModelDescriptor {
  /// The name without the word that all of its maker's models share.
  var shortName: String {
    displayName.hasPrefix("Claude ") ? String(displayName.dropFirst(7)) : displayName
  }
}
