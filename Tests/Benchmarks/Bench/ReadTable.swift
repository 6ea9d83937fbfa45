/// What was measured in several programs, side by side.
struct ReadTable {
  /// What each thing may take in ours, milliseconds.
  private static let budgets: [String: Double] = [
    "key echo": 8, "line down": 8, "page down": 8, "page up": 8, "to the beginning": 8,
    "to the end": 8, "resize": 16, "search: hit near by": 16, "search: hit at the other end": 150,
  ]
  private static let ours = "adit"

  /// In the order in which they were measured.
  private var things: [String] = []
  private var programs: [String] = []
  private var samples: [String: [String: LatencySample]] = [:]

  mutating func add(_ thing: String, _ sample: LatencySample, of program: String) {
    if !things.contains(thing) { things.append(thing) }
    if !programs.contains(program) { programs.append(program) }
    samples[thing, default: [:]][program] = sample
  }

  /// A line for each thing: ours against its budget, and every program's
  /// median and p99 with the ratio of the medians.
  func report(_ heading: String, _ report: inout Report) {
    report.heading("\(heading): p99 of the last byte of the new screen")
    for thing in things {
      guard let sample = samples[thing]?[Self.ours] else { continue }
      report.line(
        thing, sample.p99, unit: "ms", budget: Self.budgets[thing], note: note(thing, sample))
    }
  }

  private func note(_ thing: String, _ ours: LatencySample) -> String {
    var parts = ["median \(Report.text(ours.median))"]
    for program in programs where program != Self.ours {
      guard let sample = samples[thing]?[program], sample.median > 0 else { continue }
      parts.append(
        "\(program) \(Report.text(sample.median)) p99 \(Report.text(sample.p99)), "
          + "\(Report.text(ours.median / sample.median)) ×")
    }
    return parts.joined(separator: " · ")
  }
}
