import Engine
import TestSupport
import Testing

@testable import Bedrock

@Suite struct LearnedFactsTests {
  private static func key(_ number: Int) -> LearnedFacts.Key {
    LearnedFacts.Key(origin: "https://h", region: "eu-west-1", modelID: "m\(number)")
  }

  private static var lasting: RequestAdjustments {
    var adjustments = RequestAdjustments()
    adjustments.modelID = "eu.m"
    adjustments.maximumOutputTokens = 8_192
    adjustments.sampling = .one
    adjustments.thinking = .budget
    adjustments.effortLevels = []
    adjustments.omitsSystem = true
    adjustments.endsWithUser = true
    adjustments.refusesForcedTools = true
    adjustments.caching = .withoutTTL
    adjustments.omittedMembers = ["a.b", "c"]
    adjustments.omittedBetas = ["beta-1"]
    return adjustments
  }

  @Test func readsWhatItWrote() {
    var facts = LearnedFacts()
    facts.learn(Self.lasting, for: Self.key(1), unixSeconds: 1_000)
    #expect(LearnedFacts(parsing: facts.serialized) == facts)
  }

  @Test func whatBelongsToOneConversationIsNotWritten() {
    var passing = RequestAdjustments()
    passing.refusedThinking = ["sig"]
    passing.omitsThinking = true
    var facts = LearnedFacts()
    facts.learn(passing, for: Self.key(1), unixSeconds: 1_000)
    #expect(facts.adjustments(for: Self.key(1), unixSeconds: 1_000) == passing)
    #expect(LearnedFacts(parsing: facts.serialized) == LearnedFacts())
  }

  @Test(arguments: [(0, true), (604_799, true), (604_800, false), (-1, false)])
  func aWeekLater(seconds: Int, isKnown: Bool) {
    var facts = LearnedFacts()
    facts.learn(Self.lasting, for: Self.key(1), unixSeconds: 1_000)
    let found = facts.adjustments(for: Self.key(1), unixSeconds: 1_000 + seconds)
    #expect(found == (isKnown ? Self.lasting : RequestAdjustments()))
    #expect(facts.adjustments(for: Self.key(2), unixSeconds: 1_000).isEmpty)
  }

  @Test func theOldestGoesFirst() {
    var facts = LearnedFacts()
    for number in 0...LearnedFacts.maximumEntries {
      facts.learn(Self.lasting, for: Self.key(number), unixSeconds: 1_000 + number)
    }
    #expect(facts.entries.count == LearnedFacts.maximumEntries)
    #expect(facts.entries[Self.key(0)] == nil)
    facts.learn(RequestAdjustments(), for: Self.key(5), unixSeconds: 2_000)
    #expect(facts.entries[Self.key(5)] == nil)
  }

  @Test func aServiceThatRefusesEverythingTeachesNothing() {
    var adjustments = RequestAdjustments()
    adjustments.omittedMembers = Set((0...LearnedFacts.maximumOmissions).map { "m\($0)" })
    var facts = LearnedFacts()
    facts.learn(adjustments, for: Self.key(1), unixSeconds: 1_000)
    #expect(facts == LearnedFacts())
  }

  @Test(arguments: [
    "", "{", "[]", #"{"version":2,"facts":[]}"#, #"{"version":1,"facts":{}}"#,
    #"{"version":1,"facts":[1,{},{"origin":"h","region":"r","model":"m","learnedAt":5}]}"#,
    #"{"version":1,"facts":[{"origin":"h","region":"r","model":"m","learnedAt":5,"omittedMembers":["messages"]}]}"#,
    #"{"version":1,"facts":[{"origin":"h","region":"r","model":"m","learnedAt":5,"maximumOutputTokens":0}]}"#,
  ])
  func whateverStandsInTheFile(text: String) {
    #expect(LearnedFacts(parsing: Array(text.utf8)) == LearnedFacts())
  }

  @Test func damagedFilesDoNoHarm() {
    var facts = LearnedFacts()
    facts.learn(Self.lasting, for: Self.key(1), unixSeconds: 1_000)
    let bytes = facts.serialized
    var generator = SeededGenerator(seed: SeededGenerator.testSeed)
    for _ in 0..<500 {
      var damaged = bytes
      damaged[Int.random(in: 0..<bytes.count, using: &generator)] = .random(
        in: 0...255, using: &generator)
      #expect(LearnedFacts(parsing: damaged).entries.count <= 1)
      #expect(LearnedFacts(parsing: Array(bytes.prefix(damaged.count / 2))).entries.isEmpty)
    }
  }
}
