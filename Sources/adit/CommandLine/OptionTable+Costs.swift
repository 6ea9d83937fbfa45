/// Options of `adit cost`.
extension OptionTable {
  static let costs: [OptionSpecification] = [
    .init(
      "--since", value: .text("TIME"), .command, [.cost],
      "from when on: 24h, 7d, 2w, today, yesterday or a date (YYYY-MM-DD); default 30d"
    ) { $0.cost.since = $1.value },
    .init(
      "--until", value: .text("TIME"), .command, [.cost],
      "until when, the same; a date is meant with its whole day"
    ) { $0.cost.until = $1.value },
    .init(
      "--by", value: .choice(CostGrouping.allCases.map(\.rawValue)), .command, [.cost],
      "what is summed up; default model"
    ) { (options, argument) throws(UsageError) in
      options.cost.grouping = try argument.choice(CostGrouping.self)
    },
    .init(
      "--project", value: .text("PATH"), .command, [.cost, .sessions],
      "only this project, for costs also all below PATH"
    ) {
      $0.cost.project = $1.value
      $0.sessions.project = $1.value
    },
    .init(
      "--session", value: .text("ID"), .command, [.cost],
      "only this session; the beginning of its id is enough"
    ) { $0.cost.session = $1.value },
    .init(
      "--rows", .command, [.cost],
      "every request with tokens, price row and cost instead of sums"
    ) { options, _ in options.cost.printsRows = true },
    .init("--csv", .command, [.cost], "print comma-separated values (RFC 4180)") { options, _ in
      options.cost.printsCSV = true
    },
  ]
}
