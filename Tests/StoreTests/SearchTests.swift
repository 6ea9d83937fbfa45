import Engine
import TestSupport
import Testing

@testable import Store

@Suite struct SearchTests {
  private let fixture: StoreFixture

  init() throws {
    fixture = try StoreFixture()
    let texts: [(Int, String, String)] = [
      (1, "Why does the decoder drop the last frame?", "The ring still holds a chunk."),
      (2, "请解释解码器的问题", "最后一帧被丢弃了。"),
      (3, "Où est le café ?", "Près de la gare, à côté de l’Hôtel."),
      (4, "Compare foo_bar() with foo.bar", "C++ templates AND macros NEAR OR NOT"),
      (5, "Was ist ein Überlauf?", "한국어 텍스트입니다"),
    ]
    for (number, prompt, answer) in texts {
      let id = try fixture.begin(number, at: number)
      try fixture.turn(1, prompt, answer, in: id, at: 100 + number)
    }
  }

  private func found(_ words: String) throws -> [Int] {
    let ids = try fixture.store.sessions(SessionQuery(words: words)).rows.map(\.id)
    return ids.map { id in (1...20).first { StoreFixture.id($0) == id } ?? 0 }
  }

  @Test(
    arguments: [
      ("", [5, 4, 3, 2, 1]), ("decoder", [1]), ("DECODER", [1]), ("decod", [1]), ("decod ", []),
      ("decoder chunk", [1]), ("decod chunk", []), ("chunk decod", [1]), ("decoder café", []),
      ("\"last frame\"", [1]), ("\"frame last\"", []), ("\"last fra", [1]), ("\"last fra\"", []),
      ("cafe", [3]), ("CAFÉ", [3]), ("hotel", [3]), ("uberlauf", [5]), ("ÜBER", [5]),
      ("解码", [2]), ("码器", [2]), ("帧", [2]), ("丢弃", [2]), ("弃丢", []), ("텍스트", [5]),
      ("foo.bar", [4]), ("foo_bar()", [4]), ("c++", [4]), ("radar", [5, 4, 3, 2, 1]),
      (StoreFixture.id(3).text, [3]), ("0004-4000", [4]),
    ] as [(String, [Int])])
  func words(query: String, numbers: [Int]) throws {
    #expect(try found(query) == numbers, "\(query)")
  }

  @Test(arguments: [
    "\"", "\"\"", "\"\"\"", "AND", "OR NOT", "NEAR(", "a* b", "*", "^x", "prompt:", "prompt : x",
    "-", "--", "(", ")", "a AND", "{a b}: c", "'", "';--", "\0", "\u{FFFD}", "+", "a + b", "%", "_",
    "\\", "🦊", "e\u{301}", "\u{301}", "\u{200B}", "rank MATCH x",
    String(repeating: "\"a ", count: 900),
    String(repeating: "x", count: 100_000),
  ])
  func nothingThatIsTypedIsAnError(query: String) throws {
    _ = try found(query)
  }

  @Test func operatorsAreWords() throws {
    #expect(try found("AND NEAR") == [4])
    #expect(try found("NOT chunk") == [])
  }

  @Test func whatCannotBeFoundIsNotEverything() throws {
    #expect(try found("++") == [])
    #expect(try found("\"") == [5, 4, 3, 2, 1])
  }

  @Test func wordsOfSeveralTurnsAndOfTheTitle() throws {
    let id = try fixture.begin(6, project: "/src/sonar", at: 300)
    try fixture.turn(1, "alpha one", "beta", in: id, at: 301)
    try fixture.turn(2, "gamma", "delta", in: id, at: 302)
    try fixture.store.rename(id, "Zebra crossing", at: 1)
    #expect(try found("beta gamma") == [6])
    #expect(try found("zebra delta") == [6])
    #expect(try found("sonar alpha") == [6])
    #expect(try found("zebra omega") == [])
    try fixture.store.rename(id, "Yak", at: 2)
    #expect(try found("zebra") == [])
    #expect(try found("yak") == [6])
  }

  @Test func deletedSessionsAreHidden() throws {
    try fixture.store.setDeleted(StoreFixture.id(1), true)
    #expect(try found("decoder") == [])
    #expect(try found("") == [5, 4, 3, 2])
    #expect(try fixture.store.sessions(beginningWith: "").count == 4)
    try fixture.store.setDeleted(StoreFixture.id(1), false)
    #expect(try found("decoder") == [1])
  }

  @Test func oneProjectAndALimit() throws {
    try fixture.begin(6, project: "/other", at: 400)
    let store = fixture.store
    let other = try store.sessions(SessionQuery(words: "", project: "/other", limit: 9))
    #expect(other.rows.map(\.id) == [StoreFixture.id(6)])
    #expect(try store.sessions(SessionQuery(words: "radar", project: "/other")).rows == [])
    let two = try store.sessions(SessionQuery(words: "radar", limit: 2))
    #expect(two.rows.map(\.id) == [StoreFixture.id(5), StoreFixture.id(4)])
    #expect(!two.isWhole)
    #expect(try store.sessions(SessionQuery(words: "radar", limit: 5)).isWhole)
    #expect(try !store.sessions(SessionQuery(limit: 5)).isWhole)
    #expect(try store.sessions(SessionQuery(limit: 6)).isWhole)
    #expect(try store.sessions(SessionQuery(limit: 0)).rows == [])
    #expect(try store.sessions(SessionQuery(words: "radar", limit: -1)).rows == [])
  }

  @Test func turnsWithoutAnEndAreFoundToo() throws {
    let id = try fixture.begin(6, at: 500)
    try fixture.turn(1, "open question", "half an ans", in: id, at: 501, isEnded: false)
    #expect(try found("half open") == [6])
    // Its program died; the next turn puts it into the index.
    try fixture.turn(2, "next", "whole", in: id, at: 502)
    #expect(try found("half") == [6])
    #expect(try found("half whole") == [6])
    let inIndex = try fixture.store.database.first("SELECT count(*) FROM words") { $0.integer(0) }
    #expect(inIndex == 7)
  }

  @Test func whatWasDiscardedIsNotFound() throws {
    let id = try fixture.begin(6, at: 500)
    let piece = { (text: String) in
      SessionEvent.answer(
        TurnID(1), [AnswerPiece(milliseconds: 0, event: .textDelta(index: 0, text))])
    }
    try fixture.append(
      [
        StoreFixture.opening(1, "p"), piece("mista"), piece("ken"), .answerReset(TurnID(1)),
        piece("rig"), piece("ht"), StoreFixture.ending(1),
      ], to: id)
    #expect(try found("mistaken") == [])
    #expect(try found("right") == [6])
  }

  @Test func aSearchThatWasEndedSaysSo() throws {
    let interrupter = fixture.store.interrupter
    interrupter.begin()
    interrupter.interrupt()
    #expect(throws: StoreError(.interrupted, "the search was ended because another one began")) {
      try fixture.store.throwIfInterrupted()
    }
    // It is over; the next one is another.
    #expect(try found("decoder") == [1])
  }

  @Test func theInterrupterOutlivesTheStore() throws {
    let interrupter: StoreInterrupter
    do {
      let other = try StoreFixture()
      interrupter = other.store.interrupter
    }
    interrupter.interrupt()
    #expect(interrupter.isRequested)
  }
}
