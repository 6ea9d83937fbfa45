/// What pictures and documents cost the model in tokens (bedrock-wire 4.7).
public enum MediaTokens {
  /// Pixels of a side of the square that makes one token.
  private static let pixelsPerToken = 28
  /// Tokens of a page of a PDF: the service's own figure is 1,500 to 3,000 for
  /// its text, and its picture besides.
  static let perPage = 2_500
  /// Bytes of a page where a file does not tell how many it has.
  static let bytesPerPage = 50_000

  /// Hundredths of bytes per token, below those of the older tokenizer.
  private static let newTokenizerBelow = 300

  /// The largest picture that a generation of models looks at; larger ones are
  /// made smaller by the service.
  private struct Bound {
    var side: Int
    var tokens: Int

    static let standard = Bound(side: 1_568, tokens: 1_568)
    static let fine = Bound(side: 2_576, tokens: 4_784)
  }

  /// Tokens of a picture, as `model` counts them; `nil`: nobody knows who
  /// counts.
  public static func image(width: Int, height: Int, model: ModelDescriptor?) -> Int {
    // The newer tokenizer and the finer eyes came together, with Claude 4.7.
    let isFine =
      model?.provider == "Anthropic"
      && (1..<newTokenizerBelow).contains(model?.rules.bytesPerTokenHundredths ?? 0)
    let bound = isFine ? Bound.fine : Bound.standard
    guard width > 0, height > 0 else { return bound.tokens }
    var size = (width: Double(width), height: Double(height))
    let longer = max(size.width, size.height)
    if longer > Double(bound.side) {
      let factor = Double(bound.side) / longer
      size = (size.width * factor, size.height * factor)
    }
    // As much smaller as it takes for one square less in a row or a column.
    while squares(size.width) * squares(size.height) > bound.tokens {
      let columns = Double((squares(size.width) - 1) * pixelsPerToken) / size.width
      let rows = Double((squares(size.height) - 1) * pixelsPerToken) / size.height
      let factor = max(columns, rows)
      size = (size.width * factor, size.height * factor)
    }
    return squares(size.width) * squares(size.height)
  }

  private static func squares(_ pixels: Double) -> Int {
    // What a factor left beyond a whole number is no square of its own.
    max(1, Int((pixels / Double(pixelsPerToken) - 0.000_1).rounded(.up)))
  }

  /// Tokens of a PDF, roughly.
  public static func document(_ document: AttachedDocument) -> Int {
    let pages = document.pages ?? document.bytes.count / bytesPerPage + 1
    return max(1, pages).multipliedSaturated(by: perPage)
  }
}

extension Attachment {
  /// Bytes of text that the model reads of it, as requests count them.
  public var textBytes: Int {
    blocks.reduce(0) { sum, block in
      if case .text(let text) = block { sum.addingSaturated(text.utf8.count) } else { sum }
    }
  }

  /// Tokens that it adds to a request to `model`, roughly.
  public func tokens(for model: ModelDescriptor) -> Int {
    let text = AttemptTally.tokens(
      bytes: textBytes, bytesPerTokenHundredths: model.rules.bytesPerTokenHundredths)
    switch content {
    case .text, .listing: return text
    case .image(let image):
      return text.addingSaturated(
        MediaTokens.image(width: image.width, height: image.height, model: model))
    case .document(let document):
      return text.addingSaturated(MediaTokens.document(document))
    }
  }
}
