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
    let mentions = state.draftMentions(in: state.composer.buffer.text)
    guard state.composer.attaching.changed(to: mentions) else { return [] }
    return [.files(.survey(mentions, number: state.composer.attaching.takeNumber()))]
  }

  /// Text was pasted that may be the path of a picture, as terminals write it
  /// when a file is dropped on them.
  static func pasted(_ text: String, _ state: inout AppState) -> [AppEffect] {
    guard let path = PastedPath.path(in: text) else { return [] }
    let mention = MentionedFile(path: path, isCertain: true)
    let number = state.composer.attaching.ask(about: text, mention)
    return [.files(.survey([mention], number: number))]
  }

  static func surveyed(_ found: [SurveyedMention], number: Int, _ state: inout AppState) {
    guard let paste = state.composer.attaching.pastedPath, paste.number == number else {
      return state.composer.attaching.take(found)
    }
    state.composer.attaching.forgetPaste()
    guard case .image(_, let width, let height, _)? = found.first?.finding,
      state.composer.buffer.lineBeforeCaret.hasSuffix(paste.text),
      let words = state.composer.attaching.mark(paste.mention, width: width, height: height)
    else { return }
    state.composer.buffer.replaceBeforeCaret(paste.text.count, with: words + " ")
    state.composer.textChanged()
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
      case .unknown(let mention): unknown.append(mention)
      case .refused(_, let words): problems.append(words)
      }
    }
    for limits in state.draftLimits {
      problems += attachments.values.compactMap(limits.refusal).filter { !problems.contains($0) }
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
    let kept = state.composer.attaching.kept
    let all = pending.mentions.compactMap { mention in
      attachments[mention] ?? kept.first(where: mention.names)
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
    switch PromptText(text, lookup: lookup) {
    case .prompt(let prompt, _): return composer.attaching.mentions(in: prompt)
    case .command(.compare, let argument):
      return composer.attaching.mentions(in: CompareText(argument, lookup: lookup).prompt)
    case .empty, .command, .unknownCommand, .shell: return []
    }
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
