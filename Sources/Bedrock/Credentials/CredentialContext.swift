public import Engine

/// What every provider of credentials works with.
public struct CredentialContext: Sendable {
  /// The variables that the program was started with.
  public var environment: EnvironmentValues
  /// `$HOME`; `nil`: there is none, and `~/` means nothing.
  public var home: String?
  /// The files that credentials live in.
  public var files: any CredentialFiles
  /// Runs commands of the user.
  public var commands: any CommandRunner
  /// HTTP.
  public var transport: any HTTPTransport
  /// Time-outs and waits.
  public var clock: any EngineClock
  /// The wall clock, seconds since 1970.
  public var unixSeconds: @Sendable () -> Int
  /// Who answers questions.
  public var dialog: any SignInDialog
  /// Where STS, Identity Center and sign-in are called.
  public var endpoints: ServiceEndpoints
  /// Learns every secret, so that no log shows it.
  public var redactor: Redactor
  /// Where events are told.
  public var log: any EventLog
  /// What sign-ins remember; copies of the context share it.
  public var signIn: SignInState

  /// A context.
  public init(
    environment: EnvironmentValues, home: String?, files: any CredentialFiles,
    commands: any CommandRunner, transport: any HTTPTransport, clock: any EngineClock,
    unixSeconds: @escaping @Sendable () -> Int, endpoints: ServiceEndpoints,
    dialog: any SignInDialog = NoDialog(),
    redactor: Redactor = Redactor(), log: any EventLog = SilentLog(),
    signIn: SignInState = SignInState()
  ) {
    self.environment = environment
    self.home = home
    self.files = files
    self.commands = commands
    self.transport = transport
    self.clock = clock
    self.unixSeconds = unixSeconds
    self.endpoints = endpoints
    self.dialog = dialog
    self.redactor = redactor
    self.log = log
    self.signIn = signIn
  }
}
