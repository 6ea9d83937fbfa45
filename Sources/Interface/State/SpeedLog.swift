import Engine

/// How fast the models answered, from earlier sessions' turns and this one's.
struct SpeedLog: Hashable, Sendable {
  /// One answer.
  private struct Sample: Hashable, Sendable {
    /// From the request to the first text or thought.
    var firstTokenMilliseconds: Int
    var tokensPerSecondTenths: Int?
  }

  /// The latest answers count; speed changes with the hour.
  private static let maximumSamples = 20

  private var samples: [String: [Sample]] = [:]

  mutating func record(
    modelKey: String, firstTokenMilliseconds: Int, tokensPerSecondTenths: Int?
  ) {
    var list = samples[modelKey, default: []]
    if list.count == Self.maximumSamples { list.removeFirst() }
    list.append(
      Sample(
        firstTokenMilliseconds: firstTokenMilliseconds,
        tokensPerSecondTenths: tokensPerSecondTenths))
    samples[modelKey] = list
  }

  /// Takes over what the ledger tells of the models' latest answers, in the
  /// place of what is known of them: as many samples of the median as there
  /// were answers, so that newer ones move it as they should.
  mutating func seed(_ measured: [String: MeasuredSpeed]) {
    for (modelKey, speed) in measured where speed.requests > 0 {
      let sample = Sample(
        firstTokenMilliseconds: speed.firstTokenMilliseconds,
        tokensPerSecondTenths: speed.tokensPerSecondTenths)
      samples[modelKey] = Array(
        repeating: sample, count: min(speed.requests, Self.maximumSamples))
    }
  }

  /// Medians of a model's answers; `nil` before the first.
  func median(
    of modelKey: String
  ) -> (firstTokenMilliseconds: Int, tokensPerSecondTenths: Int?, answers: Int)? {
    guard let list = samples[modelKey],
      let first = Self.median(list.map(\.firstTokenMilliseconds))
    else { return nil }
    return (first, Self.median(list.compactMap(\.tokensPerSecondTenths)), list.count)
  }

  private static func median(_ values: [Int]) -> Int? {
    guard !values.isEmpty else { return nil }
    return values.sorted()[values.count / 2]
  }
}
