/// How far the line is read that is not yet complete; places are bytes of the
/// source.
struct OpenLine: Sendable {
  private(set) var start = 0
  /// Start of the line before.
  private(set) var previousStart = 0
  /// Up to here the line is searched for its end.
  var searched = 0
  /// Behind the first byte of the line that is no blank, once there is one.
  var ink: Int?
  var inkSearched = 0

  /// The line is complete; the next one begins at `next`.
  mutating func begin(at next: Int) {
    previousStart = start
    start = next
    searched = next
    inkSearched = next
    ink = nil
  }
}
