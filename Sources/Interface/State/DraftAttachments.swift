import Engine
import TextModel

/// The files that the draft names, and what is known of them.
struct DraftAttachments: Sendable {
  /// A prompt whose files are being read.
  struct Pending: Sendable {
    let number: Int
    /// The draft as it was when Enter was pressed.
    let text: String
    let mentions: [MentionedFile]
    let consent: SendConsent?
  }

  /// What the strip tells of one file.
  struct Known: Hashable, Sendable {
    var mention: MentionedFile
    var finding: SurveyedMention.Finding
  }

  /// A longer draft is not looked through after every key; its files are found
  /// when it is sent.
  static let maximumSurveyedBytes = 32 << 10
  /// Pictures whose paths were pasted, as long as the program runs.
  static let maximumPasted = 100
  /// Longest paste that may be a path, bytes.
  static let maximumPathBytes = 4_096

  /// Counts requests.
  private(set) var lastNumber = 0
  var pending: Pending?
  /// The files of a prompt that was taken back: they go along again as they
  /// were.
  var kept: [Attachment] = []
  /// Files of the draft as it was last looked at.
  private(set) var surveyed: [MentionedFile] = []
  private(set) var known: [MentionedFile: SurveyedMention.Finding] = [:]
  /// Words that are no files, and were told to be none.
  var acknowledged: Set<MentionedFile> = []
  /// Pictures that were pasted by their paths, by the words that stand for
  /// them.
  private(set) var pasted: [String: MentionedFile] = [:]
  private var lastImage = 0
  /// A paste that may be paths of pictures, and the request that asks.
  private(set) var paste: (number: Int, path: PastedPath)?
  /// Words of the draft for pictures that nobody knows any longer: they were
  /// pasted into another program.
  private(set) var lostPictures: [String] = []
  /// Those that were told to be none.
  var acknowledgedPictures: Set<String> = []

  mutating func takeNumber() -> Int {
    lastNumber += 1
    return lastNumber
  }

  /// The prompt was sent or given up.
  mutating func reset() {
    pending = nil
    kept = []
    surveyed = []
    known = [:]
    acknowledged = []
    paste = nil
    lostPictures = []
    acknowledgedPictures = []
  }

  /// Files of a prompt that comes back into the draft.
  mutating func keep(_ attachments: [Attachment]) {
    kept += attachments.filter { !kept.contains($0) }
    surveyed = []
  }

  /// The files that `text` names.
  func mentions(in text: String) -> [MentionedFile] {
    var mentions = MentionScanner.mentions(in: text)
    for (words, mention) in pasted.sorted(by: { $0.key < $1.key })
    where text.contains(words) && !mentions.contains(mention) {
      mentions.append(mention)
    }
    // A picture that came back from another run stands under its own words.
    for attachment in kept
    where Self.stands(attachment, in: text) && !mentions.contains(where: { $0.names(attachment) }) {
      mentions.append(MentionedFile(path: attachment.name, isCertain: true))
    }
    return mentions
  }

  /// Whether what the draft names has changed: then it is to be looked at.
  mutating func changed(to mentions: [MentionedFile]) -> Bool {
    guard mentions != surveyed else { return false }
    surveyed = mentions
    known = known.filter { mentions.contains($0.key) }
    return mentions.contains { known[$0] == nil }
  }

  mutating func take(_ findings: [SurveyedMention]) {
    for found in findings where surveyed.contains(found.mention) {
      known[found.mention] = found.finding
    }
  }

  /// What is known of the draft's files, in their order.
  var findings: [Known] {
    surveyed.compactMap { mention in
      if let attachment = kept.first(where: mention.names) {
        return Known(mention: mention, finding: SurveyedMention.Finding(attachment))
      }
      return known[mention].map { Known(mention: mention, finding: $0) }
    }
  }

  // MARK: Pictures by their paths

  mutating func ask(about path: PastedPath) -> Int {
    let number = takeNumber()
    paste = (number, path)
    return number
  }

  mutating func forgetPaste() { paste = nil }

  /// Words in `text` that stand for pictures of which no path is known.
  func lostPictures(in text: String) -> [String] {
    guard text.utf8.contains(UInt8(ascii: "[")) else { return [] }
    return PictureWords.all(in: text).filter { words in
      pasted[words] == nil && keptPicture(in: words) == nil
    }
  }

  /// Notes which of them the draft has.
  mutating func lookForLostPictures(in text: String) { lostPictures = lostPictures(in: text) }

  /// `text` as it means the same in another program: the paths of pictures in
  /// the place of their words.
  func portable(_ text: String) -> String {
    guard !pasted.isEmpty || !kept.isEmpty, text.utf8.contains(UInt8(ascii: "[")) else {
      return text
    }
    return PictureWords.all(in: text).reduce(text) { text, words in
      let file =
        pasted[words]
        ?? keptPicture(in: words).map { MentionedFile(path: $0.name, isCertain: true) }
      return file.map { text.replacing(words, with: $0.written) } ?? text
    }
  }

  /// The picture of a prompt that came back whose words stand in `text`.
  private func keptPicture(in text: String) -> Attachment? {
    kept.first { Self.stands($0, in: text) }
  }

  private static func stands(_ attachment: Attachment, in text: String) -> Bool {
    guard case .image(let image) = attachment.content else { return false }
    return text.contains(" \(fileName(attachment.name)) \(image.width)×\(image.height)]")
  }

  private static func fileName(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// The words that stand for a picture from now on.
  mutating func mark(_ mention: MentionedFile, width: Int, height: Int) -> String? {
    if let words = pasted.first(where: { $0.value == mention })?.key { return words }
    guard pasted.count < Self.maximumPasted else { return nil }
    lastImage += 1
    let words = PictureWords.text(
      number: lastImage, name: Self.fileName(mention.path), width: width, height: height)
    pasted[words] = mention
    return words
  }
}

extension SurveyedMention.Finding {
  /// Of a file that was read already.
  init(_ attachment: Attachment) {
    switch attachment.content {
    case .text(let text):
      self = .text(
        lines: text.lineCount, bytes: text.text.utf8.count, fileBytes: text.fileBytes,
        isPartial: text.isPartial)
    case .listing(let listing):
      self = .listing(
        entries: listing.totalEntries ?? listing.entries.count, bytes: attachment.textBytes,
        isWhole: listing.isWhole)
    case .image(let image):
      self = .image(
        image.format, width: image.width, height: image.height, bytes: image.bytes.count)
    case .document(let document):
      self = .document(pages: document.pages, bytes: document.bytes.count)
    }
  }

  /// Tokens that it adds to a request to `model`, roughly.
  func tokens(for model: ModelDescriptor) -> Int {
    switch self {
    case .text(let lines, let bytes, _, _):
      // Each line stands behind its number.
      return SendEstimate.tokens(bytes: bytes.addingSaturated(lines * 6), of: model)
    case .listing(_, let bytes, _): return SendEstimate.tokens(bytes: bytes, of: model)
    case .image(_, let width, let height, _):
      return MediaTokens.image(width: width, height: height, model: model)
    case .document(let pages, let bytes):
      return MediaTokens.document(
        AttachedDocument(pages: pages, bytes: EncodedBytes(count: bytes)))
    case .unknown, .refused: return 0
    }
  }

  /// Why `model` would refuse it through `api`; `nil`: it need not.
  func refusal(of mention: MentionedFile, by limits: AttachmentLimits) -> String? {
    if case .refused(let words) = self { return words }
    return media(of: mention).flatMap { limits.refusal(of: $0) }
  }

  /// The picture or document as far as limits ask; `nil`: it is neither.
  func media(of mention: MentionedFile) -> Attachment? {
    switch self {
    case .image(let format, let width, let height, let bytes):
      let image = AttachedImage(
        format: format, width: width, height: height, bytes: EncodedBytes(count: bytes))
      return Attachment(name: mention.path, content: .image(image))
    case .document(let pages, let bytes):
      let document = AttachedDocument(pages: pages, bytes: EncodedBytes(count: bytes))
      return Attachment(name: mention.path, content: .document(document))
    case .text, .listing, .unknown, .refused: return nil
    }
  }
}
