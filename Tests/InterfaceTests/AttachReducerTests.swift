import Engine
import Testing
import TextModel

@testable import Interface

@Suite struct AttachReducerTests {
  private static let text = FileAttachment(
    name: "a.swift",
    content: .text(
      AttachedText(
        text: "x", firstLine: 10, lineCount: 1, totalLines: 40, fileBytes: 99, isRange: true)))
  private static let mention = MentionedFile(path: "a.swift", lines: 10...10)

  /// A desk on which a prompt with a file was sent, and the number of the
  /// request for it.
  private static func asked(_ prompt: String) throws -> (Desk, Int) {
    var desk = Desk()
    desk.submit(prompt)
    for case .files(.attach(_, let number)) in desk.effects { return (desk, number) }
    throw Missing()
  }

  private struct Missing: Error {}

  private static func submitted(_ desk: Desk) -> [FileAttachment]? {
    for case .engine(.submit(_, _, let attachments, _)) in desk.effects { return attachments }
    return nil
  }

  @Test func aPromptGoesWithItsFiles() throws {
    var (desk, number) = try Self.asked("why @a.swift:10")
    #expect(Self.submitted(desk) == nil)
    #expect(desk.state.composer.buffer.text == "why @a.swift:10")
    desk.send(.files(.attached([.attached(Self.text)], number: number)))
    #expect(Self.submitted(desk) == [Self.text])
    #expect(desk.state.composer.buffer.isEmpty)
    #expect(
      desk.state.transcript.items.last { $0.kind == .prompt }?.attachments
        == ["  + a.swift 10–10 (1 line)"])
  }

  @Test func aFileThatCannotGoKeepsThePrompt() throws {
    var (desk, number) = try Self.asked("why @a.swift:10")
    desk.send(.files(.attached([.refused(Self.mention, "It is a pipe.")], number: number)))
    #expect(Self.submitted(desk) == nil)
    #expect(desk.state.composer.buffer.text == "why @a.swift:10")
    #expect(desk.state.transcript.items.last?.body.firstLine(limit: 100) == "It is a pipe.")
  }

  @Test func whatIsNoFileIsToldBeforeItIsSent() throws {
    var (desk, number) = try Self.asked("why @a.swift:10")
    desk.send(.files(.attached([.unknown(Self.mention)], number: number)))
    #expect(Self.submitted(desk) == nil)
    desk.send(.input(.key(Key(.enter))))
    desk.send(.files(.attached([.unknown(Self.mention)], number: number + 1)))
    #expect(Self.submitted(desk) == [])
  }

  @Test func escapeEndsTheWaiting() throws {
    var (desk, number) = try Self.asked("why @a.swift:10")
    desk.send(.input(.key(Key(.escape))))
    #expect(desk.effects.last == .files(.cancelReading(number: number)))
    desk.send(.files(.attached([.attached(Self.text)], number: number)))
    #expect(Self.submitted(desk) == nil)
    #expect(desk.state.composer.buffer.text == "why @a.swift:10")
  }

  @Test func aChangedPromptIsNotSentByItself() throws {
    var (desk, number) = try Self.asked("why @a.swift:10")
    desk.send(.input(.key(Key(.character("!")))))
    desk.send(.files(.attached([.attached(Self.text)], number: number)))
    #expect(Self.submitted(desk) == nil)
  }

  @Test func rewindingKeepsTheFiles() throws {
    var (desk, number) = try Self.asked("why @a.swift:10")
    desk.send(.files(.attached([.attached(Self.text)], number: number)))
    desk.answer("Because.", turn: 1)
    let row = try #require(desk.state.rewindRows(filter: "").first)
    _ = RewindReducer.choose(row, &desk.state, now: desk.now)
    desk.effects = []
    desk.send(.input(.key(Key(.enter))))
    #expect(Self.submitted(desk) == [Self.text])
  }

  @Test func aPastedPathOfAPictureBecomesWords() throws {
    var desk = Desk()
    desk.send(.input(.paste("'/tmp/my shot.png' ")))
    let asked = desk.effects.compactMap { effect -> ([MentionedFile], Int)? in
      guard case .files(.survey(let mentions, let number)) = effect else { return nil }
      return (mentions, number)
    }
    let (mentions, number) = try #require(asked.first)
    let mention = MentionedFile(path: "/tmp/my shot.png", isCertain: true)
    #expect(mentions == [mention])
    desk.send(
      .files(
        .surveyed(
          [
            SurveyedMention(
              mention: mention, finding: .image(.png, width: 1_280, height: 720, bytes: 9))
          ], number: number)))
    #expect(desk.state.composer.buffer.text == "[Image #1 my shot.png 1280×720] ")
    desk.send(.input(.key(Key(.enter))))
    let attach = desk.effects.contains { effect in
      if case .files(.attach([mention], _)) = effect { true } else { false }
    }
    #expect(attach)
  }

  /// Pastes `text` and tells what its files are; those that are missing are no
  /// pictures.
  private func paste(_ text: String, _ pictures: Set<String>, _ desk: inout Desk) {
    desk.send(.input(.paste(text)))
    for effect in desk.takeEffects() {
      guard case .files(.survey(let mentions, let number)) = effect else { continue }
      let found = mentions.map { mention in
        SurveyedMention(
          mention: mention,
          finding: pictures.contains(mention.path)
            ? .image(.png, width: 10, height: 20, bytes: 9) : .unknown)
      }
      desk.send(.files(.surveyed(found, number: number)))
    }
  }

  @Test(
    arguments: [
      (
        "'/a b.png' /c.png ", ["/a b.png", "/c.png"],
        "[Image #1 a b.png 10×20] [Image #2 c.png 10×20] "
      ),
      ("/a.png /no.png", ["/a.png"], "[Image #1 a.png 10×20] /no.png "),
      ("/my shot.png", ["/my shot.png"], "[Image #1 my shot.png 10×20] "),
      (
        "file:///a.png\nfile:///b.png\n", ["/a.png", "/b.png"],
        "[Image #1 a.png 10×20] [Image #2 b.png 10×20] "
      ),
      ("/no.png /none.png", [], "/no.png /none.png"),
    ] as [(String, Set<String>, String)])
  func severalPathsMayBePasted(text: String, pictures: Set<String>, prompt: String) {
    var desk = Desk()
    paste(text, pictures, &desk)
    #expect(desk.state.composer.buffer.text == prompt)
  }

  /// So many that the paste is folded: what stands before it stays.
  @Test func manyPathsMayBePastedBehindText() {
    let paths = (1...12).map { "/tmp/shot\($0).png" }
    var desk = Desk()
    desk.type("compare ")
    paste(paths.joined(separator: "\n") + "\n", Set(paths), &desk)
    let words = (1...12).map { "[Image #\($0) shot\($0).png 10×20] " }
    #expect(desk.state.composer.buffer.text == "compare " + words.joined())
  }

  @Test func thePastedPathOfADocumentNamesIt() throws {
    var desk = Desk()
    desk.send(.input(.paste("'/tmp/the plan.pdf'")))
    for case .files(.survey(let mentions, let number)) in desk.takeEffects() {
      let found = mentions.map {
        SurveyedMention(mention: $0, finding: .document(pages: 2, bytes: 9))
      }
      desk.send(.files(.surveyed(found, number: number)))
    }
    #expect(desk.state.composer.buffer.text == "@\"/tmp/the plan.pdf\" ")
  }

  /// What is kept of a prompt for other programs names its pictures.
  @Test func theHistoryHasThePathsOfPictures() {
    var desk = Desk()
    paste("/tmp/my shot.png", ["/tmp/my shot.png"], &desk)
    desk.type("what is it?")
    #expect(desk.state.composer.allDrafts == ["@\"/tmp/my shot.png\" what is it?"])
    desk.press(.escape)
    desk.press(.character("c"), .control)
    let kept = desk.takeEffects().compactMap { effect in
      if case .recordHistory(let text) = effect { text } else { nil }
    }
    #expect(kept == ["@\"/tmp/my shot.png\" what is it?"])
    // In this program the words still stand for it.
    desk.press(.up)
    #expect(desk.state.composer.buffer.text == "[Image #1 my shot.png 10×20] what is it?")
    #expect(desk.state.composer.attaching.lostPictures.isEmpty)
  }

  /// What is too much together is told before it is sent, and the draft stays.
  @Test func tooManyPicturesAreToldBeforeTheyAreSent() throws {
    let pictures = (1...21).map { MentionedFile(path: "i\($0).png") }
    var desk = Desk()
    desk.type(pictures.map(\.written).joined(separator: " "))
    let findings = pictures.map {
      SurveyedMention(mention: $0, finding: .image(.png, width: 2_100, height: 9, bytes: 9))
    }
    desk.send(.files(.surveyed(findings, number: 99)))
    let strip = try #require(AttachmentText.draft(desk.state))
    #expect(strip.isWarning)
    #expect(strip.text.contains("no image may be larger than 2000 pixels a side"))
    _ = desk.takeEffects()
    desk.press(.enter)
    for case .files(.attach(let mentions, let number)) in desk.takeEffects() {
      let read = mentions.map { mention in
        ReadMention.attached(
          FileAttachment(
            name: mention.path,
            content: .image(
              AttachedImage(
                format: .png, width: 2_100, height: 9, bytes: EncodedBytes(base64: "AAAA")))))
      }
      desk.send(.files(.attached(read, number: number)))
    }
    #expect(!desk.effects.contains { if case .engine(.submit) = $0 { true } else { false } })
    #expect(desk.state.composer.buffer.text.hasPrefix("@i1.png"))
    #expect(desk.screen().contains { $0.contains("Send fewer or smaller ones") })
  }

  /// The draft's own files are told, whatever waits before it.
  @Test func theStripTellsOfTheDraftBesideTheQueue() {
    var desk = Desk()
    desk.submit("first")
    desk.state.queue = [
      QueuedPrompt(
        text: "second", modelKey: nil,
        attachments: [
          FileAttachment(name: "a", content: .listing(.init(entries: [], totalEntries: 0)))
        ],
        modelWord: nil)
    ]
    #expect(desk.screen().contains { $0.hasPrefix(" queued 1 (1 attached): second") })
    desk.type("see @shot.png ")
    let mention = MentionedFile(path: "shot.png")
    let found = SurveyedMention(
      mention: mention, finding: .image(.png, width: 10, height: 20, bytes: 9))
    desk.send(.files(.surveyed([found], number: 99)))
    #expect(desk.screen().contains { $0.contains("@shot.png 10×20") && $0.contains("1 queued") })
  }

  @Test func wordsOfALostPictureAreToldBeforeTheyAreSent() {
    var desk = Desk()
    let words = "[Image #4 shot.png 10×20]"
    desk.type("see \(words) ")
    let strip = AttachmentText.draft(desk.state)
    #expect(strip?.text == "\(words): a picture of another run, only its words go")
    #expect(strip?.isWarning == true)
    _ = desk.takeEffects()
    func isSent() -> Bool {
      desk.takeEffects().contains { if case .engine(.submit) = $0 { true } else { false } }
    }
    desk.press(.enter)
    #expect(!isSent())
    #expect(desk.screen().contains { $0.contains("stands for a picture of another run") })
    desk.press(.enter)
    #expect(isSent())
  }

  @Test func theStripTellsWhatGoesAlong() {
    var desk = Desk()
    desk.type("see @shot.png and @big.log ")
    let findings: [SurveyedMention] = [
      SurveyedMention(
        mention: MentionedFile(path: "shot.png"),
        finding: .image(.png, width: 1_280, height: 720, bytes: 84_000)),
      SurveyedMention(
        mention: MentionedFile(path: "big.log"),
        finding: .text(lines: 2_000, bytes: 100, fileBytes: 3_200_000, isPartial: true)),
    ]
    desk.send(.files(.surveyed(findings, number: 99)))
    #expect(
      AttachmentText.draft(desk.state)?.text
        == "@shot.png 1280×720, ~1,196 tok · @big.log 3.2 MB: too long, first 2,000 lines,"
        + " ~3,458 tok")
    #expect(desk.state.attachedBytes(for: Fixtures.sonnet) > 10_000)
  }
}
