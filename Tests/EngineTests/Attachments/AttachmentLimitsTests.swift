import Testing

@testable import Engine

@Suite struct AttachmentLimitsTests {
  private static func limits(
    _ api: ModelAPI = .invoke, capabilities: [String] = ["vision", "documents"],
    window: Int = 200_000
  ) -> AttachmentLimits {
    AttachmentLimits(
      model: ModelDescriptor(
        key: "m", modelId: "m", displayName: "Model", provider: "Anthropic", family: "sonnet",
        released: "2026-01", capabilities: capabilities, contextWindow: window,
        maxOutputTokens: 64_000, preferredAPI: .invoke), api: api)
  }

  private static func image(_ width: Int = 10, _ height: Int = 10, bytes: Int = 10) -> AttachedImage
  {
    AttachedImage(format: .png, width: width, height: height, bytes: EncodedBytes(count: bytes))
  }

  private static func refusal(_ image: AttachedImage, _ limits: AttachmentLimits) -> String? {
    limits.refusal(of: FileAttachment(name: "a.png", content: .image(image)))
  }

  @Test(arguments: [
    (image(), limits(), nil), (image(8_000, 8_000), limits(), nil),
    (image(8_001, 1), limits(), "8001×1 pixels"), (image(bytes: 3_932_160), limits(), nil),
    (image(bytes: 3_932_161), limits(), "3.9 MB"),
    (image(), limits(capabilities: ["text"]), "cannot see images"),
    (image(), limits(capabilities: []), nil),
  ])
  func refusesImagesInASentence(
    _ image: AttachedImage, _ limits: AttachmentLimits, _ words: String?
  ) {
    let refusal = Self.refusal(image, limits)
    #expect((refusal == nil) == (words == nil))
    #expect(refusal?.contains(words ?? "") ?? true)
  }

  @Test(
    arguments: [
      (100, 10, limits(), nil), (101, 10, limits(), "101 pages"),
      (101, 10, limits(window: 1_000_000), nil), (nil, 4_500_001, limits(.converse), "4.5 MB"),
      (nil, 4_500_001, limits(), nil), (nil, 16_000_000, limits(), "too much for one request"),
      (nil, 16_000_000, limits(.messages), nil),
      (1, 1, limits(capabilities: ["vision"]), "cannot read PDFs"),
    ] as [(Int?, Int, AttachmentLimits, String?)])
  func refusesDocumentsInASentence(
    _ pages: Int?, _ bytes: Int, _ limits: AttachmentLimits, _ words: String?
  ) {
    let document = AttachedDocument(pages: pages, bytes: EncodedBytes(count: bytes))
    let refusal = limits.refusal(of: FileAttachment(name: "a.pdf", content: .document(document)))
    #expect((refusal == nil) == (words == nil))
    #expect(refusal?.contains(words ?? "") ?? true)
  }

  @Test(arguments: [
    (20, 10, limits(.converse), nil), (21, 10, limits(.converse), "21 images"),
    (100, 10, limits(), nil), (101, 10, limits(), "101 images"),
    (20, 2_001, limits(), nil), (21, 2_001, limits(), "2000 pixels"),
  ])
  func countsTheImagesOfARequest(
    _ count: Int, _ side: Int, _ limits: AttachmentLimits, _ words: String?
  ) {
    let blocks = (0..<count).map { _ in ContentBlock.image(Self.image(side, 1)) }
    let refusal = limits.refusal(of: [Message(role: .user, content: blocks + [.text("x")])])
    #expect((refusal == nil) == (words == nil))
    #expect(refusal?.contains(words ?? "") ?? true)
  }
}
