internal import Engine

/// `adit health`: looks at everything that a turn depends on and says what is
/// wrong and what mends it.
enum HealthCommand {
  /// Runs the checks, prints the report and returns the exit code.
  static func run(_ options: CommandLineOptions) -> Int32 {
    let report = StatusReport()
    for line in report.lines() { PlainOutput.answer.write(line + "\n") }
    return exitCode(of: report)
  }

  /// The codes of headless runs.
  static func exitCode(of report: StatusReport) -> Int32 {
    switch report.worst {
    case nil: 0
    case .general: 1
    case .permission: 3
    case .unavailable: 4
    }
  }
}
