import Engine
import Testing

@testable import Interface

/// The linear mode: what is said, when, and what a typed line means.
@Suite struct LinearViewTests {
  /// A desk whose view is a list of lines.
  private struct Linear {
    var desk: Desk
    var view: LinearView

    init(
      holdsAnswers: Bool = false,
      configuration: AppConfiguration = Fixtures.configuration()
    ) {
      var configuration = configuration
      configuration.isLinear = true
      desk = Desk(configuration)
      view = LinearView(holdsAnswers: holdsAnswers)
      _ = news()
    }

    mutating func news() -> LinearNews { view.news(of: &desk.state, now: desk.now) }

    mutating func line(_ text: String) -> [AppEffect] {
      defer { view.noteTyped(desk.state) }
      return LinearInput.take(text, into: &desk.state, now: desk.now)
    }
  }

  @Test func theWelcomeSaysHowToWrite() {
    var configuration = Fixtures.configuration()
    configuration.isLinear = true
    var desk = Desk(configuration)
    var view = LinearView(holdsAnswers: false)
    let news = view.news(of: &desk.state, now: desk.now)
    #expect(news.lines.contains { $0.contains("Claude Sonnet 4.5") })
    #expect(news.lines.last == "/help lists the commands. Ctrl+C stops an answer, Ctrl+D leaves.")
    #expect(news.prompt == "you> ")
  }

  /// What keys do in the transcript of the full screen, lines do by name.
  @Test func linksAreANumberedListAndOneIsOpened() {
    var configuration = Fixtures.configuration()
    configuration.canOpenBrowser = true
    var linear = Linear(configuration: configuration)
    _ = linear.line("hello")
    linear.desk.answer("See https://example.org/one and <https://example.org/two>.", turn: 1)
    _ = linear.news()
    _ = linear.line("/links")
    let told = linear.news().lines
    #expect(told.contains("1. https://example.org/one"))
    #expect(told.contains("2. https://example.org/two"))
    let two = LinkAddress("https://example.org/two")
    #expect(linear.line("2") == two.map { [.copying(.browser($0))] })
    _ = linear.line("/drop")
    #expect(linear.news().lines.contains { $0.contains("no command's output waits") })
  }

  @Test func anAnswerIsToldByWholeLinesAndOnce() {
    var linear = Linear()
    _ = linear.line("hello")
    let id = TurnID(1)
    #expect(linear.news() == LinearNews())
    linear.desk.engine(.phase(id, .writing))
    linear.desk.engine(.blockStarted(id, block: 0, .text))
    linear.desk.engine(.delta(id, block: 0, "One li"))
    #expect(linear.news().lines == ["Sonnet 4.5:"])
    linear.desk.engine(.delta(id, block: 0, "ne.\n\nAnd `two"))
    #expect(linear.news().lines == ["One line.", ""])
    linear.desk.engine(.delta(id, block: 0, "`."))
    linear.desk.engine(.blockEnded(id, block: 0))
    #expect(linear.news().lines == ["And `two`."])
    linear.desk.engine(.turnEnded(id, .completed(.endTurn)))
    #expect(linear.news() == LinearNews(ringsBell: true, prompt: "you> "))
    #expect(linear.news() == LinearNews(prompt: "you> "))
  }

  @Test func anAnswerCanBeHeldUntilItIsComplete() {
    var linear = Linear(holdsAnswers: true)
    _ = linear.line("hello")
    let id = TurnID(1)
    linear.desk.engine(.blockStarted(id, block: 0, .text))
    linear.desk.engine(.delta(id, block: 0, "One\nTwo"))
    #expect(linear.news().lines == [])
    linear.desk.engine(.blockEnded(id, block: 0))
    linear.desk.engine(.turnEnded(id, .completed(.endTurn)))
    #expect(linear.news().lines == ["Sonnet 4.5:", "One", "Two"])
  }

  @Test func whatIsQueuedIsSaidAndItsPromptIsToldBehindTheAnswer() {
    var linear = Linear()
    _ = linear.line("first")
    _ = linear.news()
    _ = linear.line("second")
    #expect(linear.news().lines == ["note: queued, 1 waiting"])
    linear.desk.answer("A", turn: 1)
    #expect(linear.news().lines == ["Sonnet 4.5:", "A", "you: second"])
  }

  @Test func aListIsNumbered() {
    var linear = Linear()
    _ = linear.line("/model")
    let news = linear.news()
    #expect(news.lines.first == "models:")
    #expect(news.lines.contains { $0.hasPrefix("3. Claude Sonnet 4.5") && $0.hasSuffix("current") })
    #expect(news.prompt == "number> ")
    _ = linear.line("opus")
    #expect(linear.news().lines.first == "models, with \"opus\":")
    _ = linear.line("9")
    #expect(linear.news().lines == ["note: there is no number 9"])
    _ = linear.line("1")
    #expect(linear.desk.state.choice.modelKey == "claude-opus-4-8")
    #expect(linear.news().prompt == "you> ")
  }

  @Test func anEmptyLineClosesAList() {
    var linear = Linear()
    _ = linear.line("/task")
    _ = linear.line("")
    #expect(linear.desk.state.overlay == nil)
  }

  /// What was typed before a question was told does not answer it.
  @Test func aQuestionDropsWhatWasTypedBefore() {
    var linear = Linear()
    linear.desk.send(.service(.question(SignInQuestion(id: 7, text: "Code?", digits: 6))))
    let news = linear.news()
    #expect(
      news
        == LinearNews(
          lines: ["Code?", "(an empty line declines)"], ringsBell: true, prompt: "code> ",
          dropsInput: true))
    #expect(linear.line("12345") == [])
    #expect(linear.news().lines.first == "warning: 6 digits are needed")
    #expect(linear.line("123456") == [.answer(7, "123456")])
  }

  @Test func aSecretIsNotSeen() {
    var linear = Linear()
    linear.desk.send(.service(.question(SignInQuestion(id: 1, text: "Token?", digits: nil))))
    #expect(linear.news().hidesInput)
    #expect(linear.line("") == [.answer(1, nil)])
    #expect(!linear.news().hidesInput)
  }

  @Test func helpIsLines() {
    var linear = Linear()
    _ = linear.line("/help")
    #expect(linear.desk.state.overlay == nil)
    #expect(linear.news().lines.contains { $0.hasPrefix("/model: ") })
  }

  @Test func ctrlCStopsThenArmsTheEnd() {
    var linear = Linear()
    _ = linear.line("hello")
    #expect(
      LinearInput.interrupt(&linear.desk.state, now: linear.desk.now)
        == [.engine(.interrupt(TurnID(1)))])
    linear.desk.engine(.turnEnded(TurnID(1), .interrupted(hasText: false)))
    _ = linear.news()
    #expect(LinearInput.interrupt(&linear.desk.state, now: linear.desk.now) == [])
    #expect(linear.news().lines == ["note: Ctrl+C again quits"])
    #expect(LinearInput.interrupt(&linear.desk.state, now: linear.desk.now) == [.quit])
  }

  @Test func silenceIsSaidAtTwentySecondsAndThenOnceAMinute() {
    var linear = Linear()
    _ = linear.line("hello")
    _ = linear.news()
    var said: [Int] = []
    for second in 1...130 {
      linear.desk.wait(milliseconds: 1_000)
      if !linear.news().lines.isEmpty { said.append(second) }
    }
    #expect(said == [20, 60, 120])
  }

  @Test func lesson41_theOutlineIsNumberedAndReadsAgain() {
    var linear = Linear()
    _ = linear.line("hello")
    linear.desk.answer("# One\n\nfirst\n\n# Two\n\nsecond", turn: 1)
    _ = linear.news()
    _ = linear.line("/outline")
    #expect(
      linear.news().lines == [
        "outline:", "1. prompt: hello", "2. heading 1: One", "3. heading 1: Two",
        "(a number chooses, words filter, an empty line closes)",
      ])
    _ = linear.line("two")
    #expect(linear.news().lines.first { $0.hasPrefix("1.") } == "1. heading 1: Two")
    _ = linear.line("1")
    #expect(linear.news().lines == ["# Two", "second"])
    _ = linear.line("/outline")
    _ = linear.line("1")
    #expect(
      linear.news().lines == ["you: hello", "Sonnet 4.5:", "# One", "first", "# Two", "second"])
    #expect(linear.news().prompt == "you> ")
  }

  @Test func themesAreOfNoUseAndThatIsSaid() {
    var linear = Linear()
    _ = linear.line("/theme")
    #expect(
      linear.news().lines == ["note: Themes are the colours of the full screen; lines have none."])
    #expect(linear.desk.state.overlay == nil)
  }
}
