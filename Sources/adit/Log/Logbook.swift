internal import Bedrock
internal import Engine
internal import Transport

/// The structured log of a run and where events come from: one value that
/// whoever puts a run together hands around.
struct Logbook: Sendable {
  /// Level, dumps, and what was wrong with the variables.
  let settings: LogSettings
  /// Knows every secret; providers of credentials teach it.
  let redactor: Redactor
  /// Silent where there is nowhere to write.
  let log: any EventLog
  /// Of the file, for people; `nil`: nothing is kept.
  let path: String?

  /// The log below the state directory, written by `writer`. Drain the writer
  /// before the process ends.
  init(
    variables: [String: String], level: LogEvent.Level? = nil, directories: Directories,
    writer: BackgroundWriter?
  ) {
    settings = LogSettings(environment: EnvironmentValues(variables), setting: level)
    redactor = Redactor()
    redactor.learn(environment: variables)
    guard let writer, directories.state != nil else {
      log = SilentLog()
      path = nil
      return
    }
    let log = StructuredLog(
      directories: directories, settings: settings, redactor: redactor, writer: writer)
    self.log = log
    path = log.path
  }

  /// libcurl, with every transfer logged, and dumped where that is asked for.
  func transport(_ configuration: TransportConfiguration) -> LoggingTransport {
    .overCurl(configuration, log: log, dumpsWire: settings.dumpsWire)
  }

  /// `client` with every attempt logged, and without secrets in its failures.
  /// `notice` hears sentences for the user.
  func client(
    _ client: any ModelClient, settings: ServiceSettings,
    notice: @escaping @Sendable (String) -> Void
  ) -> LoggingModelClient {
    LoggingModelClient(
      DiscreetClient(client: client, redactor: redactor), log: log,
      region: { settings.address(of: $0).region }, notice: notice)
  }

  /// `post` with every turn logged.
  func post(
    _ post: @escaping @Sendable (EngineEvent) -> Void
  ) -> @Sendable (EngineEvent) -> Void {
    let turns = TurnLog(log: log)
    return { event in
      turns.take(event)
      post(event)
    }
  }
}
