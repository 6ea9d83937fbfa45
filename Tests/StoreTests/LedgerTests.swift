import Engine
import TestSupport
import Testing

@testable import Store

@Suite struct LedgerTests {
  private let fixture: StoreFixture

  init() throws { fixture = try StoreFixture() }

  private func rows(
    since: Int? = nil, until: Int? = nil, session: SessionID? = nil
  ) throws -> [LedgerRow] {
    var rows: [LedgerRow] = []
    try fixture.store.ledger(since: since, until: until, session: session) { rows.append($0) }
    return rows
  }

  @Test func everyMemberComesBack() throws {
    let id = try fixture.begin(1)
    var entry = StoreFixture.entry(1, attempt: 2, .estimated, cost: 7)
    entry.isLowerBound = true
    entry.usage = TokenUsage(
      input: 1, cacheWrite5m: 2, cacheWrite1h: 3, cacheRead: 4, output: .max)
    entry.upperBound = NanoDollars(.max)
    entry.price = LedgerPrice(
      prices: TokenPrices(
        input: 3, output: 15, cacheWrite5m: 4, cacheWrite1h: nil, cacheRead: 0),
      isLongPrompt: true, profilePrefix: "eu", permille: 1_100, date: "2026-05-01")
    entry.requestID = "r-1"
    entry.firstTokenMilliseconds = 8
    entry.durationMilliseconds = 9
    entry.tokensPerSecondTenths = 10
    entry.failure = "429 ThrottlingException"
    try fixture.append([.titled("Mine"), .request(entry)], to: id, at: 50)
    let row = LedgerRow(
      session: id, title: "Mine", at: 50, project: "/src/radar", region: "eu-west-1", entry: entry)
    #expect(try rows() == [row])
  }

  @Test func newsReplacesWhatWasKnown() throws {
    let id = try fixture.begin(1)
    try fixture.append([.request(StoreFixture.entry(1, .running, cost: 1))], to: id, at: 10)
    #expect(
      try fixture.store.summary(of: id)?.spent
        == SpentTotals(
          tokens: TokenUsage(input: 1, output: 10), cost: NanoDollars(1), isLowerBound: true,
          requests: 1))
    try fixture.append([.request(StoreFixture.entry(1, .final, cost: 30))], to: id, at: 20)
    try fixture.append([.request(StoreFixture.entry(1, attempt: 2, cost: nil))], to: id, at: 30)
    let entries = try rows()
    #expect(entries.map(\.at) == [10, 30])
    #expect(entries.map(\.entry.cost) == [NanoDollars(30), nil])
    #expect(
      try fixture.store.summary(of: id)?.spent
        == SpentTotals(
          tokens: TokenUsage(input: 2, output: 20), cost: NanoDollars(30), isLowerBound: false,
          hasUnknownPrices: true, requests: 2))
  }

  @Test func aRequestOfNoSession() throws {
    let row = LedgerRow(
      session: nil, title: "", at: 5, project: "/p", region: "us-east-1",
      entry: StoreFixture.entry(0))
    try fixture.store.book(row)
    try fixture.store.book(row)
    #expect(try rows() == [row, row])
    #expect(
      try fixture.store.spent(since: nil, project: nil, excluding: nil).cost == NanoDollars(200))
  }

  @Test func rowsOfATimeAndOfASession() throws {
    let first = try fixture.begin(1)
    let second = try fixture.begin(2)
    for time in [10, 20, 30] {
      try fixture.append([.request(StoreFixture.entry(time))], to: first, at: time)
    }
    try fixture.append([.request(StoreFixture.entry(1))], to: second, at: 15)
    #expect(try rows().map(\.at) == [10, 15, 20, 30])
    #expect(try rows(since: 15).map(\.at) == [15, 20, 30])
    #expect(try rows(since: 15, until: 30).map(\.at) == [15, 20])
    #expect(try rows(session: first).map(\.at) == [10, 20, 30])
    #expect(throws: StoreError.self) { try rows(session: StoreFixture.id(9)) }
  }

  @Test func whatWasSpentElsewhere() throws {
    let first = try fixture.begin(1, project: "/a")
    let second = try fixture.begin(2, project: "/b")
    try fixture.append([.request(StoreFixture.entry(1, cost: 1))], to: first, at: 10)
    try fixture.append([.request(StoreFixture.entry(2, cost: 20))], to: first, at: 20)
    try fixture.append([.request(StoreFixture.entry(1, cost: 300))], to: second, at: 30)
    try fixture.store.book(
      LedgerRow(
        session: nil, title: "", at: 40, project: "/a", region: "",
        entry: StoreFixture.entry(0, cost: 4_000)))
    let spent = { (since: Int?, project: String?, excluding: SessionID?) in
      try fixture.store.spent(since: since, project: project, excluding: excluding).cost.count
    }
    #expect(try spent(nil, nil, nil) == 4_321)
    #expect(try spent(20, nil, nil) == 4_320)
    #expect(try spent(nil, "/a", nil) == 4_021)
    #expect(try spent(nil, nil, first) == 4_300)
    #expect(try spent(nil, "/a", first) == 4_000)
    #expect(try spent(nil, nil, StoreFixture.id(9)) == 4_321)
  }

  @Test func sumsStopAtTheEndOfTheRange() throws {
    let id = try fixture.begin(1)
    for turn in 1...2 {
      var entry = StoreFixture.entry(turn, cost: .max)
      entry.usage.input = .max
      try fixture.append([.request(entry)], to: id)
    }
    let spent = try #require(try fixture.store.summary(of: id)?.spent)
    #expect(spent.cost == NanoDollars(.max))
    #expect(spent.tokens.input == .max)
  }

  @Test func theSumOfTheRowsIsTheSumOfTheSession() throws {
    var generator = SeededGenerator(seed: SeededGenerator.testSeed)
    let id = try fixture.begin(1)
    for _ in 0..<200 {
      let status = LedgerEntry.Status.allCases.randomElement(using: &generator) ?? .final
      try fixture.append(
        [
          .request(
            StoreFixture.entry(
              Int.random(in: 1...20, using: &generator),
              attempt: Int.random(in: 1...3, using: &generator), status,
              cost: Bool.random(using: &generator)
                ? nil : Int64.random(in: 0...1_000_000_000, using: &generator)))
        ], to: id)
    }
    var totals = SpentTotals()
    for row in try rows() { totals.add(row.entry) }
    #expect(try fixture.store.summary(of: id)?.spent == totals)
    #expect(try fixture.store.spent(since: nil, project: nil, excluding: nil) == totals)
    #expect(totals.requests <= 60)
  }

  @Test func speedsAreMediansOfTheLatest() throws {
    let id = try fixture.begin(1)
    let request = { (turn: Int, milliseconds: Int?, rate: Int?, status: LedgerEntry.Status) in
      var entry = StoreFixture.entry(turn, status)
      entry.firstTokenMilliseconds = milliseconds
      entry.tokensPerSecondTenths = rate
      return SessionEvent.request(entry)
    }
    // Old ones, slow.
    for turn in 1...40 { try fixture.append([request(turn, 9_000, 1, .final)], to: id, at: turn) }
    for turn in 41...90 {
      try fixture.append([request(turn, turn * 10, turn, .final)], to: id, at: turn)
    }
    try fixture.append([request(91, 1, 1, .failed), request(92, 1, 1, .running)], to: id, at: 91)
    try fixture.append([request(93, nil, 1, .final)], to: id, at: 92)
    var other = StoreFixture.entry(94, model: "opus")
    other.firstTokenMilliseconds = 700
    try fixture.append([.request(other)], to: id, at: 93)
    #expect(
      try fixture.store.speeds() == [
        "sonnet": MeasuredSpeed(
          firstTokenMilliseconds: 650, tokensPerSecondTenths: 65, requests: 50),
        "opus": MeasuredSpeed(
          firstTokenMilliseconds: 700, tokensPerSecondTenths: nil, requests: 1),
      ])
  }
}
