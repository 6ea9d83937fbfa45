internal import Engine
internal import Glibc
internal import Store
internal import Wire

/// Prints what `adit cost` was asked for.
struct CostPrinting {
  /// Columns where nobody says how wide the output is: enough for all.
  private static let pipeColumns = 160
  /// Narrower than this nothing can be read.
  private static let leastColumns = 20

  let options: CommandLineOptions
  let query: CostQuery
  let text: CostText
  let calendar: LocalCalendar

  /// The report of `book`; the exit code.
  func print(_ book: some LedgerBook) throws(StoreError) -> Int32 {
    switch try query.resolved(in: book) {
    case .failure(let error):
      PlainOutput.messages.write("adit: \(error.message)\n")
      return ExitCode.usage.rawValue
    case .success(let query):
      return try options.cost.printsRows ? printRows(of: query, book) : printSums(of: query, book)
    }
  }

  /// There is no request to tell of: programs get an empty report, people
  /// `reason`.
  func nothing(_ reason: String) -> Int32 {
    if options.cost.printsRows, isForPrograms {
      var printer = RowPrinter(form: rowForm, text: text, period: query.period)
      return printer.end()
    }
    return isForPrograms
      ? print(CostReport(by: query.grouping)) : PlainOutput.print("\(reason).\n")
  }

  private var isForPrograms: Bool { options.printsJSON || options.cost.printsCSV }

  private var rowForm: RowPrinter.Form {
    options.printsJSON ? .json : options.cost.printsCSV ? .commaSeparated : .table
  }

  private func printRows(of query: CostQuery, _ book: some LedgerBook) throws(StoreError) -> Int32 {
    var printer = RowPrinter(form: rowForm, text: text, period: query.period)
    try query.read(book) { printer.print($0) }
    guard printer.count > 0 else { return nothing("Nothing was booked\(words(for: query))") }
    return printer.end()
  }

  private func printSums(of query: CostQuery, _ book: some LedgerBook) throws(StoreError) -> Int32 {
    var report = CostReport(by: query.grouping)
    try query.read(book) { report.add($0, in: calendar) }
    guard !report.isEmpty else { return nothing("Nothing was booked\(words(for: query))") }
    return print(report)
  }

  private func print(_ report: CostReport) -> Int32 {
    if options.printsJSON {
      let json = CostJSON.object(of: report, query.period)
      return PlainOutput.print(String(decoding: json.serialized(), as: UTF8.self) + "\n")
    }
    if options.cost.printsCSV { return PlainOutput.print(CostSheet.text(of: report)) }
    let columns = Self.columns()
    let heading = "Costs by \(report.grouping.rawValue)\(words(for: query))"
    let table = CostTable(report: report, text: text, width: columns)
    let lines = TextWrap.lines(text.label(heading, columns: .max), width: columns)
    return PlainOutput.print((lines + [""] + table.lines()).map { $0 + "\n" }.joined())
  }

  /// ` from 2026-11-14 09:38:08 until 2026-11-21 00:00:00, project /home/me/x`.
  private func words(for query: CostQuery) -> String {
    var words = ""
    if let since = query.period.since { words += " from \(calendar.text(atMilliseconds: since))" }
    if let until = query.period.until { words += " until \(calendar.text(atMilliseconds: until))" }
    if let project = query.project { words += ", project \(project)" }
    if let session = query.session { words += ", session \(session)" }
    return words
  }

  /// Columns of the terminal; of anything else what `COLUMNS` says.
  private static func columns() -> Int {
    var size = winsize()
    if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
      return max(leastColumns, Int(size.ws_col))
    }
    return ProcessEnvironment.variables()["COLUMNS"].flatMap { Int($0) }
      .map { max(leastColumns, $0) } ?? pipeColumns
  }
}
