internal import Engine

/// The files that the prompt of a headless run names. What is piped in is text
/// and nothing else: an at sign in it names nothing.
enum HeadlessAttachments {
  /// Reads them, and says what is no file; refuses a run whose files cannot go
  /// along.
  static func read(
    _ prompt: String?, composition: Composition, settings: TurnSettings
  ) throws(UsageError) -> [Attachment] {
    let options = composition.options
    guard let prompt, options.attachesFiles else { return [] }
    let reader = AttachmentReader(
      directory: WorkingDirectory.current().path, home: composition.directories.home)
    let limits = AttachmentLimits(model: settings.model, api: settings.api)
    var attachments: [Attachment] = []
    for mention in MentionScanner.mentions(in: prompt) {
      switch reader.read(mention) {
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
}
