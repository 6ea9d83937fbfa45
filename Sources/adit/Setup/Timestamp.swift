internal import Wire

/// Moments as the log and reports write them: UTC, ISO 8601, milliseconds.
enum Timestamp {
  /// `2026-11-21T09:38:08.123Z`.
  static func text(unixMilliseconds: Int) -> String {
    let milliseconds = max(0, unixMilliseconds)
    let fraction = String(1000 + milliseconds % 1000).dropFirst()
    return ISO8601Time.text(unixSeconds: milliseconds / 1000).dropLast() + ".\(fraction)Z"
  }
}
