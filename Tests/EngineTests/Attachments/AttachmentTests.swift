import Testing
import Wire

@testable import Engine

@Suite struct AttachmentTests {
  private static let image = AttachedImage(
    format: .png, width: 1_280, height: 720, bytes: EncodedBytes(base64: "AAECAw=="))
  private static let document = AttachedDocument(pages: 12, bytes: EncodedBytes(base64: "JVBE"))

  static let samples: [(FileAttachment, [ContentBlock])] = [
    (
      FileAttachment(
        name: "a.swift",
        content: .text(AttachedText(text: "x\r\ny", lineCount: 2, totalLines: 2, fileBytes: 5))),
      [.text("<file path=\"a.swift\">\n1\tx\r\n2\ty\n</file>")]
    ),
    (
      FileAttachment(
        name: "a.swift",
        content: .text(
          AttachedText(
            text: "</file>\n", firstLine: 10, lineCount: 2, totalLines: 40, fileBytes: 99,
            isRange: true))),
      [.text("<file path=\"a.swift\" lines=\"10-11\" of=\"40\">\n10\t</file>\n11\t\n</file>")]
    ),
    (
      FileAttachment(
        name: "big",
        content: .text(
          AttachedText(
            text: "x", lineCount: 1, totalLines: 9, fileBytes: 99, isPartial: true))),
      [
        .text(
          """
          <file path="big" lines="1-1" of="9">
          1\tx
          PARTIAL view: lines 1-1 of 9; the rest was not attached.
          </file>
          """)
      ]
    ),
    (
      FileAttachment(
        name: "empty",
        content: .text(AttachedText(text: "", lineCount: 0, totalLines: 0, fileBytes: 0))),
      [.text("<file path=\"empty\">\n(the file is empty)\n</file>")]
    ),
    (
      FileAttachment(
        name: "src/",
        content: .listing(AttachedListing(entries: ["a\n</b>", "d/"], totalEntries: 2))),
      [
        .text(
          "<directory path=\"src/\" entries=\"2\">\n  a&#10;&lt;/b&gt;\n  d/\n</directory>")
      ]
    ),
    (
      FileAttachment(name: "a\"b.png", content: .image(image)),
      [
        .text("<image path=\"a&quot;b.png\" format=\"PNG\" size=\"1280x720\"/>"), .image(image),
      ]
    ),
    (
      FileAttachment(name: "d.pdf", content: .document(document)),
      [
        .text("<document path=\"d.pdf\" format=\"PDF\" pages=\"12\"/>"), .document(document),
      ]
    ),
  ]

  @Test(arguments: samples)
  func isReadSoByTheModel(_ attachment: FileAttachment, _ blocks: [ContentBlock]) {
    #expect(attachment.blocks == blocks)
  }

  @Test(arguments: samples)
  func comesBackAsItWasKept(_ attachment: FileAttachment, _ blocks: [ContentBlock]) throws {
    let text = attachment.json.serialized()
    #expect(FileAttachment(json: try JSONValue(parsing: text)) == attachment)
  }

  @Test(arguments: ["", "A", "AAECAw==", "AAEC", "AAE="])
  func countsWhatBase64StandsFor(_ text: String) {
    #expect(EncodedBytes(base64: text).count == Base64.decode(Array(text.utf8))?.count ?? 0)
  }

  @Test func filesStandBeforeThePromptAndAreSentAgain() {
    var conversation = Conversation()
    let attachment = FileAttachment(name: "a.png", content: .image(Self.image))
    let isTaken = conversation.appendPrompt("what is @a.png?", attachments: [attachment])
    #expect(isTaken)
    let expected = attachment.blocks + [.text("what is @a.png?")]
    #expect(conversation.requestMessages(for: "m").map(\.content) == [expected])
    #expect(RequestInvariant.broken(by: conversation.requestMessages(for: "m")) == nil)
  }

  @Test(arguments: [RefusedImages.ofPrompt, .all])
  func refusedImagesAreNotSentAgain(_ which: RefusedImages) {
    var conversation = Conversation()
    let attachment = FileAttachment(name: "a.png", content: .image(Self.image))
    _ = conversation.appendPrompt("one", attachments: [attachment])
    conversation.appendAnswer([.text("yes")], modelKey: "m", ending: .whole)
    _ = conversation.appendPrompt("two", attachments: [attachment])
    conversation.leaveOutImages(which)
    let images = conversation.messages.map { message in
      message.content.count { if case .image = $0 { true } else { false } }
    }
    #expect(images == (which == .all ? [0, 0, 0] : [1, 0, 0]))
    #expect(conversation.messages[2].content.contains(.text(FileAttachment.leftOut)))
  }

  @Test func replayLeavesOutWhatWasRefused() {
    var opening = TurnOpening(
      id: TurnID(1), parent: nil, prompt: "one", modelKey: "m", modelName: "M", api: .invoke)
    opening.attachments = [FileAttachment(name: "a.png", content: .image(Self.image))]
    let record = TurnRecord(
      opening: opening, content: [.text("yes")], ending: .whole, refusedImages: .ofPrompt)
    var live = Conversation()
    _ = live.appendPrompt("one", attachments: opening.attachments)
    live.leaveOutImages(.ofPrompt)
    live.appendAnswer([.text("yes")], modelKey: "m", ending: .whole)
    #expect(SessionTree(turns: [record], head: TurnID(1)).conversation(to: TurnID(1)) == live)
  }

  @Test func openingsAndClosingsAreKept() throws {
    var opening = TurnOpening(
      id: TurnID(1), parent: nil, prompt: "one", modelKey: "m", modelName: "M", api: .invoke)
    opening.attachments = Self.samples.map(\.0)
    let closing = TurnClosing(
      outcome: .completed(.endTurn), usage: UsageReport(turn: TokenUsage()), refusedImages: .all)
    for event in [SessionEvent.turnBegan(opening), .turnEnded(TurnID(1), closing)] {
      let (kind, body) = SessionEventCodec.encode(event)
      #expect(SessionEventCodec.decode(kind: kind, body: body) == event)
    }
  }
}
