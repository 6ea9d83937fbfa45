internal import Engine

/// Options of `adit sessions` and of replays.
extension OptionTable {
  static let sessions: [OptionSpecification] = [
    .init(
      "--speed", value: .number("X"), .output, [.chat],
      "how much faster --replay plays a session than it happened; 0: everything at once, as with -p without it"
    ) { (options, argument) throws(UsageError) in
      options.replaySpeed = try argument.number(in: 0...fastest, "a number from 0 to 1000")
    },
    .init(
      "--format", value: .choice(SessionExportFormat.allCases.map(\.rawValue)), .command,
      [.sessions],
      "of an export; jsonl is whole and can be imported and replayed; default markdown"
    ) { (options, argument) throws(UsageError) in
      options.sessions.format = try argument.choice(SessionExportFormat.self)
    },
    .init(
      "--output", short: "-o", value: .file, .command, [.sessions],
      "write the export to FILE (mode 0600) instead of stdout; a file that exists is kept"
    ) { (options, argument) throws(UsageError) in
      guard !argument.value.isEmpty else {
        throw UsageError(message: "--output needs the name of a file; - is stdout")
      }
      options.sessions.outputPath = argument.value
    },
    .init("--all", .command, [.sessions], "older sessions than the latest 200 too") { options, _ in
      options.sessions.showsAll = true
    },
  ]

  /// A thousand times: an hour in four seconds.
  private static let fastest = 1_000.0
}
