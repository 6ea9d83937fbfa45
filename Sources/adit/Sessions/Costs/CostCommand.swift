internal import Bedrock
internal import Engine
internal import Glibc
internal import Store

/// `adit cost`: what requests have cost, for people and for programs.
enum CostCommand {
  /// How long to wait for a program that holds the store's lock.
  private static let lockPatienceMilliseconds = 5_000

  /// Prints the report and returns the exit code.
  static func run(_ options: CommandLineOptions) -> Int32 {
    let variables = ProcessEnvironment.variables()
    setlocale(LC_CTYPE, "")
    let text = CostText(isUnicode: String(cString: nl_langinfo(Int32(CODESET))) == "UTF-8")
    let calendar = LocalCalendar.system
    let query: CostQuery
    do throws(UsageError) {
      try check(options)
      query = try CostQuery(
        options.cost, now: SystemClock.unixMilliseconds(), calendar: calendar,
        path: WorkingDirectory.root)
    } catch {
      return failed(error.message, .usage)
    }
    let printing = CostPrinting(options: options, query: query, text: text, calendar: calendar)
    guard let state = Directories(environment: EnvironmentValues(variables)).state else {
      return printing.nothing("Nothing was booked: there is no home directory")
    }
    let path = "\(state)/\(SessionFacts.fileName)"
    guard FileAccess.exists(path) else {
      return printing.nothing("Nothing was booked yet: there is no \(path)")
    }
    do throws(StoreError) {
      let store = try SessionStore(
        path: path, access: .readOnly, busyMilliseconds: lockPatienceMilliseconds)
      return try printing.print(store)
    } catch {
      return failed(error.message, .failed)
    }
  }

  private static func check(_ options: CommandLineOptions) throws(UsageError) {
    if options.printsJSON, options.cost.printsCSV {
      throw UsageError(message: "--json and --csv exclude each other")
    }
    if options.cost.printsRows, options.cost.grouping != nil {
      throw UsageError(message: "--rows prints every request by itself; leave out --by")
    }
  }

  private static func failed(_ message: String, _ code: ExitCode) -> Int32 {
    PlainOutput.messages.write("adit: \(message)\n")
    return code.rawValue
  }
}
