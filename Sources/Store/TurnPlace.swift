/// A turn as the index of words knows it: its session's number and its own in
/// one row number, so that the session of a row needs no look-up.
struct TurnPlace: Hashable, Sendable {
  let session: Int
  let turn: Int

  /// A turn's share of the row number: nobody types sixteen million prompts.
  private static let turnBits = 24

  /// Numbers of sessions that can be searched.
  static let sessions = 0..<1 << (62 - turnBits)

  /// `nil`: beyond what a row number holds; such a turn is not searched.
  init?(session: Int, turn: Int) {
    guard (0..<1 << Self.turnBits).contains(turn), Self.sessions.contains(session)
    else { return nil }
    self.session = session
    self.turn = turn
  }

  init(row: Int) {
    session = row >> Self.turnBits
    turn = row & (1 << Self.turnBits - 1)
  }

  /// The rows of all turns of these sessions.
  static func rows(of sessions: ClosedRange<Int>) -> ClosedRange<Int> {
    sessions.lowerBound << turnBits...(sessions.upperBound << turnBits | (1 << turnBits - 1))
  }

  /// The row number.
  var row: Int { session << Self.turnBits | turn }
}
