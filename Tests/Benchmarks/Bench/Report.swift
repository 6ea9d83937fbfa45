import Glibc

/// Lines of the benchmark: what was measured, beside its budget and its floor.
struct Report {
  private(set) var failures = 0

  /// Prints a line; `budget` nil: no bound, for information.
  mutating func line(
    _ name: String, _ value: Double, unit: String, budget: Double?, note: String = ""
  ) {
    let verdict: String
    if let budget {
      let holds = value <= budget
      if !holds { failures += 1 }
      verdict = "\(holds ? "ok  " : "OVER") budget \(Report.text(budget)) \(unit)"
    } else {
      verdict = "    "
    }
    let label = name.padding(to: 58)
    Report.print(
      "\(label) \(Report.text(value).padding(to: 9)) \(unit.padding(to: 7)) \(verdict)  \(note)")
  }

  /// A scenario that could not be measured counts as one over budget.
  mutating func failed() { failures += 1 }

  /// Prints a heading.
  func heading(_ text: String) { Report.print("\n\(text)") }

  /// Prints at once: a run takes minutes and is often piped.
  static func print(_ text: String) {
    let bytes = Array((text + "\n").utf8)
    _ = write(STDOUT_FILENO, bytes, bytes.count)
  }

  static func text(_ value: Double) -> String {
    if value >= 100 { return String(Int(value.rounded())) }
    let scaled = Int((value * 100).rounded())
    return "\(scaled / 100).\(scaled % 100 < 10 ? "0" : "")\(scaled % 100)"
  }
}

extension String {
  func padding(to width: Int) -> String {
    count >= width ? self : self + String(repeating: " ", count: width - count)
  }
}
