import Engine
import Wire

/// How long ago something was, as people say it: from the local clock, made
/// anew with every frame.
struct AgeText {
  /// Seconds since 1970; `nil`: the clock was not told yet.
  let now: Int?
  /// Added to seconds since 1970 they are local seconds, whole days apart.
  let localOffsetSeconds: Int

  init(now: Int?, localOffsetSeconds: Int) {
    self.now = now
    self.localOffsetSeconds = localOffsetSeconds
  }

  init(_ state: AppState, now: MonotonicTime) {
    self.init(
      now: state.unixSeconds(at: now), localOffsetSeconds: state.localOffsetSeconds ?? 0)
  }

  private static let secondsPerDay = 86_400

  /// `now`, `5 min`, `3 h`, `yesterday`, `2026-11-12`.
  func age(ofMilliseconds at: Int) -> String {
    guard let now, at > 0 else { return "" }
    let moment = at / 1000
    let seconds = max(0, now - moment)
    let days = day(of: now) - day(of: moment)
    if seconds < 60 { return "now" }
    if seconds < 3600 { return "\(seconds / 60) min" }
    if days <= 0 { return "\(seconds / 3600) h" }
    return days == 1 ? "yesterday" : date(of: moment)
  }

  /// The same in a sentence: `just now`, `3 h ago`.
  func ago(ofMilliseconds at: Int) -> String {
    let age = age(ofMilliseconds: at)
    if age == "now" { return "just now" }
    return age.hasSuffix(" h") || age.hasSuffix(" min") ? "\(age) ago" : age
  }

  /// `14:02` of today, else as an age.
  func moment(ofMilliseconds at: Int) -> String {
    guard let now, at > 0 else { return "" }
    guard day(of: now) == day(of: at / 1000) else { return age(ofMilliseconds: at) }
    return NumberText.clock(secondsOfDay: at / 1000 &+ localOffsetSeconds)
  }

  private func day(of seconds: Int) -> Int {
    let local = seconds &+ localOffsetSeconds
    return local >= 0 ? local / Self.secondsPerDay : (local + 1) / Self.secondsPerDay - 1
  }

  private func date(of seconds: Int) -> String {
    // The offset may be days too much or too little; the day it makes is not.
    var zone = localOffsetSeconds % Self.secondsPerDay
    if zone > Self.farthestZoneSeconds { zone -= Self.secondsPerDay }
    if zone < -Self.farthestZoneSeconds + 2 * 3600 { zone += Self.secondsPerDay }
    return String(ISO8601Time.text(unixSeconds: seconds &+ zone).prefix(10))
  }

  /// UTC+14, the farthest there is; the other way it is UTC-12.
  private static let farthestZoneSeconds = 14 * 3600
}
