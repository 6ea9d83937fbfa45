/// One try of a turn; ids make late messages harmless.
struct AttemptID: Hashable, Sendable {
  var turn: TurnID
  /// From 1 within the turn.
  var number: Int
}
