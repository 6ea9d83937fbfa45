import Engine
import TextModel

/// The files that a prompt names: looked at while it is written, read when it
/// is sent. Nothing of it waits for a disk; Esc ends the waiting.
enum AttachReducer {
  // MARK: While it is written

  /// Looks at the files of the draft, where they have changed.
  static func follow(_ state: inout AppState) -> [AppEffect] {
    guard state.composer.buffer.byteCount <= DraftAttachments.maximumSurveyedBytes,
      state.composer.search == nil
    else { return [] }
    let text = state.composer.buffer.text
    let mentions = state.draftMentions(in: text)
    state.composer.attaching.lookForLostPictures(in: state.draftPrompt(text) ?? "")
    guard state.composer.attaching.changed(to: mentions) else { return [] }
    return [.files(.survey(mentions, number: state.composer.attaching.takeNumber()))]
  }

  /// Text was pasted that may be the path of a picture or a PDF, or of several.
  static func pasted(_ text: String, _ state: inout AppState) -> [AppEffect] {
    guard let paste = PastedPath(text) else { return [] }
    let number = state.composer.attaching.ask(about: paste)
    return [.files(.survey(paste.mentions, number: number))]
  }

  static func surveyed(_ found: [SurveyedMention], number: Int, _ state: inout AppState) {
    guard let paste = state.composer.attaching.paste, paste.number == number else {
      return state.composer.attaching.take(found)
    }
    state.composer.attaching.forgetPaste()
    let files = found.compactMap { found -> (path: String, words: String)? in
      words(for: found, &state).map { (found.mention.path, $0) }
    }
    guard !files.isEmpty, let length = pastedLength(paste.path, state) else { return }
    let text: String
    if let whole = files.first(where: { $0.path == paste.path.text }) {
      text = whole.words
    } else {
      text = paste.path.words.map { word in
        files.first { $0.path == word.path }?.words ?? word.source
      }.joined(separator: " ")
    }
    state.composer.buffer.replaceBeforeCaret(length, with: text + " ")
    state.composer.textChanged()
  }

  /// What stands in the draft for a file whose path was pasted; `nil`: its path.
  private static func words(for found: SurveyedMention, _ state: inout AppState) -> String? {
    switch found.finding {
    case .image(_, let width, let height, _):
      state.composer.attaching.mark(found.mention, width: width, height: height)
    case .document: found.mention.written
    case .text, .listing, .unknown, .refused: nil
    }
  }

  /// Elements before the caret that the paste takes: as many as it has
  /// characters, or one where it was folded; `nil`: something else stands there
  /// by now.
  private static func pastedLength(_ paste: PastedPath, _ state: AppState) -> Int? {
    let buffer = state.composer.buffer
    let room = buffer.text(
      of: max(0, buffer.caret - DraftAttachments.maximumPathBytes)..<buffer.caret)
    let blanks = room.reversed().prefix(while: \.isWhitespace).count
    return [paste.text.count + blanks, 1].first { length in
      guard length <= buffer.caret else { return false }
      let text = buffer.text(of: buffer.caret - length..<buffer.caret)
      return text.dropLast(blanks).drop(while: \.isWhitespace) == paste.text[...]
    }
  }

  // MARK: When it is sent

  /// What comes of Enter as far as files are concerned.
  enum Gathering {
    /// Nothing is missing: these go along.
    case ready([Attachment])
    /// They are being read, or the prompt has to be changed first.
    case waits([AppEffect])
  }

  /// The files of `prompt`, which stands in the draft.
  static func gather(
    _ prompt: String, _ state: inout AppState, consent: SendConsent?, now: MonotonicTime
  ) -> Gathering {
    if state.composer.attaching.pending != nil {
      state.toast = Toast("its files are being read; Esc stops", at: now)
      return .waits([])
    }
    if let words = lostPicture(in: prompt, &state) {
      state.say(words, role: .warning)
      return .waits([])
    }
    let mentions = state.composer.attaching.mentions(in: prompt)
    guard !mentions.isEmpty else { return .ready([]) }
    let kept = state.composer.attaching.kept
    let all = mentions.compactMap { mention in kept.first(where: mention.names) }
    if all.count == mentions.count { return .ready(all) }
    let missing = mentions.filter { mention in !kept.contains(where: mention.names) }
    let number = state.composer.attaching.takeNumber()
    state.composer.attaching.pending = DraftAttachments.Pending(
      number: number, text: state.composer.buffer.text, mentions: mentions, consent: consent)
    return .waits([.files(.attach(missing, number: number))])
  }

  /// What is told, once, of a picture of which the words alone are left.
  private static func lostPicture(in prompt: String, _ state: inout AppState) -> String? {
    let lost = state.composer.attaching.lostPictures(in: prompt)
    guard
      let first = lost.first(where: { !state.composer.attaching.acknowledgedPictures.contains($0) })
    else { return nil }
    state.composer.attaching.acknowledgedPictures.formUnion(lost)
    return "\(first) stands for a picture of another run, and its path is not known any longer."
      + " Paste the path again, or name it with @; Enter once more sends the words alone."
  }

  /// The files were read: the prompt goes, or its draft stays with the reason.
  static func attached(
    _ read: [ReadMention], number: Int, _ state: inout AppState, now: MonotonicTime
  ) -> [AppEffect] {
    guard let pending = state.composer.attaching.pending, pending.number == number else {
      return []
    }
    state.composer.attaching.pending = nil
    guard state.composer.buffer.text == pending.text else {
      state.toast = Toast("the prompt was changed meanwhile: Enter sends it", at: now)
      return []
    }
    var attachments: [MentionedFile: Attachment] = [:]
    var problems: [String] = []
    var unknown: [MentionedFile] = []
    for outcome in read {
      switch outcome {
      case .attached(let attachment):
        if let mention = pending.mentions.first(where: { $0.names(attachment) }) {
          attachments[mention] = attachment
        }
      case .unknown(let mention):
        unknown.append(mention)
        state.composer.attaching.take([SurveyedMention(mention: mention, finding: .unknown)])
      case .refused(let mention, let words):
        problems.append(words)
        state.composer.attaching.take([SurveyedMention(mention: mention, finding: .refused(words))])
      }
    }
    for limits in state.draftLimits {
      problems += attachments.values.compactMap(limits.refusal).filter { !problems.contains($0) }
    }
    let kept = state.composer.attaching.kept
    let all = pending.mentions.compactMap { mention in
      attachments[mention] ?? kept.first(where: mention.names)
    }
    if problems.isEmpty {
      let files = state.conversationFiles + all
      problems += state.draftLimits.lazy.compactMap { $0.refusal(ofAll: files) }.prefix(1)
    }
    let untold = unknown.filter { !state.composer.attaching.acknowledged.contains($0) }
    guard problems.isEmpty, !untold.contains(where: \.looksLikeFile) else {
      if let first = untold.first(where: \.looksLikeFile) {
        state.composer.attaching.acknowledged.formUnion(unknown)
        problems.append(
          "There is no file \(first.path) here. Enter once more sends the words as they are.")
      }
      state.say(problems.sorted().joined(separator: "\n"), role: .warning)
      return []
    }
    if let words = MentionScanner.excess(in: pending.text) { state.say(words, role: .warning) }
    let effects = SubmitReducer.submit(
      &state, now: now, consent: pending.consent, attachments: all)
    if let first = untold.first {
      state.toast = Toast("\(first.written) is no file here: sent as text", at: now)
    }
    return effects
  }

  /// Esc: the prompt is not sent after all; `nil`: nothing is being read.
  static func cancel(_ state: inout AppState, now: MonotonicTime) -> [AppEffect]? {
    guard let pending = state.composer.attaching.pending else { return nil }
    state.composer.attaching.pending = nil
    state.toast = Toast("not sent: its files are not read any further", at: now)
    return [.files(.cancelReading(number: pending.number))]
  }
}

extension AppState {
  /// The files that the draft `text` names; none in a command.
  func draftMentions(in text: String) -> [MentionedFile] {
    guard text.utf8.contains(UInt8(ascii: "@")) || text.utf8.contains(UInt8(ascii: "[")) else {
      return []
    }
    return draftPrompt(text).map(composer.attaching.mentions) ?? []
  }

  /// What of the draft `text` is sent to a model; `nil`: nothing.
  func draftPrompt(_ text: String) -> String? {
    switch PromptText(text, lookup: lookup) {
    case .prompt(let prompt, _): prompt
    case .command(.compare, let argument): CompareText(argument, lookup: lookup).prompt
    case .empty, .command, .unknownCommand, .commandBeforeText, .shell: nil
    }
  }

  /// The files of the conversation so far.
  var conversationFiles: [Attachment] {
    session.tree.path(to: session.tree.head).flatMap { session.tree.node($0)?.attachments ?? [] }
  }

  /// What the model of the draft takes, or each of two.
  var draftLimits: [AttachmentLimits] {
    let settings =
      draftComparison.map { [$0.0, $0.1] }
      ?? turnSettings(modelKey: draftModelKey).map { [$0] } ?? []
    return settings.map { AttachmentLimits(model: $0.model, api: $0.api) }
  }

  /// Bytes of text that make as many tokens as the draft's files do.
  func attachedBytes(for model: ModelDescriptor) -> Int {
    let tokens = composer.attaching.findings.reduce(0) {
      $0.addingSaturated($1.finding.tokens(for: model))
    }
    return SendEstimate.bytes(tokens: tokens, of: model)
  }
}
