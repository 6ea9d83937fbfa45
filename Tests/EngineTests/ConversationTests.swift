import Testing
import Wire

@testable import Engine

@Suite struct ConversationTests {
  private static let key = "sonnet-test"
  private static let call = ContentBlock.toolUse(
    id: "t1", name: "weather", input: ["city": "Florence"])

  /// A conversation of one prompt and one answer.
  private static func talk(
    _ content: [ContentBlock], _ ending: AnswerEnding = .whole
  ) -> Conversation {
    var conversation = Conversation()
    _ = conversation.appendPrompt("Why?")
    conversation.appendAnswer(content, modelKey: key, ending: ending)
    return conversation
  }

  @Test(arguments: ["", " ", "\n\t\u{A0}\u{3000}"])
  func refusesBlankPrompts(text: String) {
    var conversation = Conversation()
    let isConversationTaken = conversation.appendPrompt(text)
    #expect(!isConversationTaken)
    #expect(conversation == Conversation())
  }

  @Test func anAnswerWithoutTextLeavesThePromptForTheNext() {
    for content in [[], [.text(" \n")], [.thinking(text: "Hm", signature: "s"), .text("")]]
      as [[ContentBlock]]
    {
      var conversation = Self.talk(content, .interrupted)
      let isConversationTaken = conversation.appendPrompt("And how?")
      #expect(isConversationTaken)
      #expect(
        conversation.requestMessages(for: Self.key) == [
          Message(role: .user, content: [.text("Why?"), .text("And how?")])
        ])
    }
  }

  @Test(arguments: [
    (AnswerEnding.whole, nil), (.limit, nil),
    (.interrupted, "[The user interrupted the answer above.]"),
    (.failed, "[A failure of the connection cut off the answer above.]"),
  ])
  func tellsTheModelWhyItsWordsEnd(ending: AnswerEnding, note: String?) {
    var conversation = Self.talk([.text("Because")], ending)
    _ = conversation.appendPrompt("And how?")
    let notes = note.map { [ContentBlock.text($0)] } ?? []
    #expect(
      conversation.requestMessages(for: Self.key) == [
        Message(role: .user, content: [.text("Why?")]),
        Message(role: .assistant, content: [.text("Because")], modelKey: Self.key),
        Message(role: .user, content: notes + [.text("And how?")]),
      ])
  }

  @Test(arguments: [
    (AnswerEnding.interrupted, "Interrupted by the user; the tool was not run."),
    (.whole, "The tool was not run: it is not available."),
  ])
  func closesOpenCalls(ending: AnswerEnding, reason: String) {
    var conversation = Self.talk([Self.call], ending)
    _ = conversation.appendPrompt("Go on.")
    let content = conversation.requestMessages(for: Self.key).last?.content
    #expect(content?.first == .toolResult(toolUseID: "t1", text: reason, isError: true))
    #expect(content?.last == .text("Go on."))
  }

  @Test func anAnswerNeedsAPrompt() {
    var conversation = Conversation()
    conversation.appendAnswer([.text("Unasked")], modelKey: Self.key, ending: .whole)
    #expect(conversation == Conversation())
    var talk = Self.talk([.text("a")])
    talk.appendAnswer([.text("b")], modelKey: Self.key, ending: .whole)
    #expect(talk == Self.talk([.text("a")]))
  }

  @Test func continuesACutAnswerByItsLastWords() {
    var conversation = Self.talk(
      [.text("one two three four five six seven eight nine ten eleven twelve  thirteen \n")],
      .interrupted)
    #expect(conversation.canContinue)
    let isConversationTaken = conversation.appendContinuation()
    #expect(isConversationTaken)
    let request = """
      Your last answer was cut off. Its last words were:

      two three four five six seven eight nine ten eleven twelve  thirteen

      Go on from exactly there. Do not repeat these words, do not start over and do not comment \
      on the interruption.
      """
    #expect(
      conversation.requestMessages(for: Self.key).last
        == Message(role: .user, content: [.text(request)]))
  }

  @Test func asksAnUnansweredPromptAgain() {
    var conversation = Self.talk([], .failed)
    let before = conversation
    let isConversationTaken = conversation.appendContinuation()
    #expect(isConversationTaken)
    #expect(conversation == before)
  }

  @Test func thereIsNothingToContinueBehindAWholeAnswer() {
    var empty = Conversation()
    let isEmptyTaken = empty.appendContinuation()
    #expect(!isEmptyTaken)
    var whole = Self.talk([.text("Because.")])
    let isWholeTaken = whole.appendContinuation()
    #expect(!isWholeTaken)
    var onlyCall = Self.talk([Self.call], .interrupted)
    let isOnlycallTaken = onlyCall.appendContinuation()
    #expect(!isOnlycallTaken)
    #expect(onlyCall == Self.talk([Self.call], .interrupted))
  }

  @Test(arguments: [
    ("", ""), ("one", "one"), ("one two\n", "one two"), ("  a\n b ", "a\n b"),
    ("0 1 2 3 4 5 6 7 8 9 10 11 12", "1 2 3 4 5 6 7 8 9 10 11 12"),
  ])
  func quotesTheLastWords(text: String, words: String) {
    #expect(Conversation.lastWords(of: text) == words)
  }

  @Test func boundsTheQuotation() {
    let long = String(repeating: "長", count: 10_000)
    #expect(Conversation.lastWords(of: long).count == Conversation.quotedCharacters)
  }

  @Test func forgets() {
    var conversation = Self.talk([.text("a")], .interrupted)
    conversation.clear()
    #expect(conversation == Conversation())
    #expect(!conversation.canContinue)
  }

  @Test(arguments: [("", true), (" \n", true), (" a", false), ("\u{200B}", false)])
  func knowsBlankText(text: String, isBlank: Bool) {
    #expect(text.isBlank == isBlank)
  }

  @Test(arguments: [("", ""), (" a b \n", " a b"), ("a", "a"), ("é\u{2028}", "é"), (" ", "")])
  func trimsTheEnd(text: String, trimmed: String) {
    #expect(text.trimmedAtEnd == trimmed)
  }
}
