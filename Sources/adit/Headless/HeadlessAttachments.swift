internal import Engine

/// The files that the prompt of a headless run names. What is piped in is text
/// and nothing else: an at sign in it names nothing.
enum HeadlessAttachments {
  /// Reads them, and says what is no file; refuses a run whose files cannot go
  /// along. `nil`: a signal came meanwhile.
  static func read(
    _ prompt: String?, composition: Composition, settings: TurnSettings, signals: HeadlessSignals
  ) throws(UsageError) -> [Attachment]? {
    let options = composition.options
    guard let prompt, options.attachesFiles else { return [] }
    let reader = AttachmentReader(
      directory: WorkingDirectory.current().path, home: composition.directories.home)
    let mentions = MentionScanner.mentions(in: prompt)
    guard let outcomes = try read(mentions, reader, signals: signals) else { return nil }
    let limits = AttachmentLimits(model: settings.model, api: settings.api)
    var attachments: [Attachment] = []
    for outcome in outcomes {
      switch outcome {
      case .attached(let attachment):
        if let words = limits.refusal(of: attachment) { throw UsageError(message: words) }
        attachments.append(attachment)
      case .refused(_, let words):
        throw UsageError(
          message: "\(words) Without files: --no-attachments.")
      case .unknown(let mention):
        guard !options.isQuiet else { break }
        PlainOutput.messages.write(
          "adit: there is no file \(mention.path); \(mention.written) is sent as text\n")
      }
    }
    if let words = MentionScanner.excess(in: prompt), !options.isQuiet {
      PlainOutput.messages.write("adit: \(words)\n")
    }
    return attachments
  }

  /// Reads them on a thread of its own: a file system that hangs does not hold
  /// up a signal.
  private static func read(
    _ mentions: [MentionedFile], _ reader: AttachmentReader, signals: HeadlessSignals
  ) throws(UsageError) -> [ReadMention]? {
    guard !mentions.isEmpty else { return [] }
    let answer = ThreadAnswer<[ReadMention]>()
    guard DetachedThread.start({ answer.give(mentions.map(reader.read)) }) == 0 else {
      throw UsageError(message: "the system has no threads left; close some programs")
    }
    return answer.wait(orUntilReadable: signals.descriptor)
  }
}
