import Testing

@testable import Store

@Suite struct TurnPlaceTests {
  @Test(arguments: [(0, 0), (1, 1), (7, 1 << 24 - 1), (1 << 38 - 1, 5)])
  func aRowNumberIsTheTurn(session: Int, turn: Int) throws {
    let place = try #require(TurnPlace(session: session, turn: turn))
    #expect(TurnPlace(row: place.row) == place)
    #expect(TurnPlace.rows(of: session...session).contains(place.row))
    #expect(!TurnPlace.rows(of: session + 1...session + 1).contains(place.row))
  }

  @Test(arguments: [(-1, 0), (0, -1), (0, 1 << 24), (1 << 38, 0), (.max, .max)])
  func whatNoRowNumberHolds(session: Int, turn: Int) {
    #expect(TurnPlace(session: session, turn: turn) == nil)
  }
}
