/// What a model takes through an API (bedrock-wire 1.7, 4.7), told before
/// anything is sent.
public struct AttachmentLimits: Hashable, Sendable {
  /// Who reads, and through which operations.
  public var model: ModelDescriptor
  /// Through which operations.
  public var api: ModelAPI

  /// The limits of `model` through `api`.
  public init(model: ModelDescriptor, api: ModelAPI) {
    self.model = model
    self.api = api
  }

  /// Characters of base64 of one picture; 3.75 MiB as a file.
  public static let maximumImageCharacters = 5 << 20
  /// Pixels of a side of a picture.
  public static let maximumSide = 8_000
  /// The same where a request has many files, and how many are many.
  public static let maximumSideOfMany = 2_000, many = 20
  /// Files of one request through Converse.
  public static let maximumConverseImages = 20, maximumConverseDocuments = 5
  /// Bytes of a document through Converse.
  public static let maximumConverseDocumentBytes = 4_500_000
  /// Bytes of a request on AWS, and of one to the direct API.
  public static let maximumRequestBytes = 20_000_000, maximumDirectRequestBytes = 32_000_000
  /// Tokens of a window from which on more pages and pictures are taken.
  private static let largeWindow = 1_000_000

  var maximumPages: Int { model.contextWindow >= Self.largeWindow ? 600 : 100 }
  var maximumImages: Int {
    if api == .converse { return Self.maximumConverseImages }
    return model.contextWindow >= Self.largeWindow ? 600 : 100
  }
  var maximumBytes: Int {
    api == .messages ? Self.maximumDirectRequestBytes : Self.maximumRequestBytes
  }

  /// Whether the model sees pictures; of a model about which nothing is known,
  /// it is to be found out.
  var takesImages: Bool { has("vision") }
  /// Whether it reads PDFs.
  var takesDocuments: Bool { has("documents") }

  private func has(_ capability: String) -> Bool {
    model.capabilities.isEmpty || model.capabilities.contains(capability)
  }

  /// Whether the model takes `block` at all.
  public func takes(_ block: ContentBlock) -> Bool {
    switch block {
    case .image: takesImages
    case .document: takesDocuments
    case .text, .thinking, .redactedThinking, .toolUse, .toolResult, .opaque: true
    }
  }

  /// Why the model would refuse a file; a sentence that says what to do.
  public func refusal(of attachment: Attachment) -> String? {
    let name = attachment.name
    switch attachment.content {
    case .text, .listing: return nil
    case .image(let image):
      guard takesImages else {
        return "\(model.displayName) cannot see images, so \(name) was not sent."
          + " Choose a model that can with /model or --model, or take the image out of the prompt."
      }
      return refusal(of: image, name: name)
    case .document(let document):
      guard takesDocuments else {
        return "\(model.displayName) cannot read PDFs, so \(name) was not sent."
          + " Choose a model that can with /model or --model, or turn it into text:"
          + " pdftotext \(name) -"
      }
      return refusal(of: document, name: name)
    }
  }

  private func refusal(of image: AttachedImage, name: String) -> String? {
    if max(image.width, image.height) > Self.maximumSide {
      return "\(name) is \(image.width)×\(image.height) pixels; the service takes at most"
        + " \(Self.maximumSide) a side. Make it smaller:"
        + " convert \(name) -resize 1568x1568 small.\(image.format.rawValue)"
    }
    if image.bytes.encodedCount > Self.maximumImageCharacters {
      return "\(name) has \(Self.megabytes(image.bytes.count)); the service takes images of at most"
        + " 3.75 MB. Make it smaller: convert \(name) -resize 1568x1568 small.jpeg"
    }
    return nil
  }

  private func refusal(of document: AttachedDocument, name: String) -> String? {
    if api == .converse, document.bytes.count > Self.maximumConverseDocumentBytes {
      return "\(name) has \(Self.megabytes(document.bytes.count)); Converse takes documents of at"
        + " most 4.5 MB. Use --api invoke, or split it: qpdf \(name) --pages . 1-20 -- part.pdf"
    }
    if let pages = document.pages, pages > maximumPages {
      return "\(name) has \(pages) pages; \(model.displayName) takes at most \(maximumPages)."
        + " Split it: qpdf \(name) --pages . 1-\(maximumPages) -- part.pdf"
    }
    if document.bytes.encodedCount > maximumBytes {
      return "\(name) has \(Self.megabytes(document.bytes.count)), too much for one request"
        + " (\(Self.megabytes(maximumBytes)) with everything in it)."
        + " Split it: qpdf \(name) --pages . 1-20 -- part.pdf"
    }
    return nil
  }

  /// Why the service would refuse `attachments` in one request, each of which it
  /// would take alone; a sentence that says what to do.
  public func refusal(ofAll attachments: [Attachment]) -> String? {
    let media = attachments.filter { attachment in
      switch attachment.content {
      case .image, .document: true
      case .text, .listing: false
      }
    }
    guard media.count > 1 else { return nil }
    return refusal(of: [Message(role: .user, content: media.flatMap(\.blocks))]).map {
      $0 + " Send fewer or smaller ones, or begin anew with /clear."
    }
  }

  /// Why the service would refuse `messages` because of the files in them;
  /// `nil`: it need not.
  func refusal(of messages: [Message]) -> String? {
    var images: [AttachedImage] = []
    var documents = 0
    var bytes = 0
    for block in messages.lazy.flatMap(\.content) {
      switch block {
      case .image(let image) where takesImages:
        images.append(image)
        bytes = bytes.addingSaturated(image.bytes.encodedCount)
      case .document(let document) where takesDocuments:
        documents += 1
        bytes = bytes.addingSaturated(document.bytes.encodedCount)
      case .text(let text): bytes = bytes.addingSaturated(text.utf8.count)
      case .image, .document, .thinking, .redactedThinking, .toolUse, .toolResult, .opaque: break
      }
    }
    guard !images.isEmpty || documents > 0 else { return nil }
    if images.count > maximumImages {
      return
        "The conversation has \(images.count) images; a request takes at most \(maximumImages)."
    }
    if api == .converse, documents > Self.maximumConverseDocuments {
      return "The conversation has \(documents) documents; Converse takes at most"
        + " \(Self.maximumConverseDocuments) in a request."
    }
    let side = images.map { max($0.width, $0.height) }.max() ?? 0
    if images.count + documents > Self.many, side > Self.maximumSideOfMany {
      return "The conversation has \(images.count + documents) images and documents; with more than"
        + " \(Self.many) no image may be larger than \(Self.maximumSideOfMany) pixels a side, and"
        + " one has \(side)."
    }
    if bytes > maximumBytes {
      return "The conversation and its files make \(Self.megabytes(bytes)); a request takes at most"
        + " \(Self.megabytes(maximumBytes))."
    }
    return nil
  }

  /// `3.2 MB`.
  public static func megabytes(_ bytes: Int) -> String {
    let tenths = (max(0, bytes) + 50_000) / 100_000
    return "\(tenths / 10).\(tenths % 10) MB"
  }
}
