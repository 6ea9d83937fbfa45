/// The port to commands of the user's own configuration: `credential_process`,
/// `awsAuthRefresh`, `awsCredentialExport`. They get the environment that the
/// program was started with, no input, and a process group of their own, which
/// ends with the deadline or the task.
public protocol CommandRunner: Sendable {
  /// Runs `command` to its end.
  func run(_ command: ShellCommand) async throws(CommandFailure) -> CommandOutput
}

/// A command for `sh -c`.
public struct ShellCommand: Sendable {
  /// As it stands in the configuration.
  public var text: String
  /// Longest run.
  public var timeoutMilliseconds: Int
  /// More output than this is an error. Bytes.
  public var maximumOutputBytes: Int
  /// Told about every line of output (stdout and stderr) as it comes; `nil`:
  /// nobody watches. Called from any thread.
  public var onLine: (@Sendable (String) -> Void)?

  /// A command.
  public init(
    _ text: String, timeoutMilliseconds: Int, maximumOutputBytes: Int = 65_536,
    onLine: (@Sendable (String) -> Void)? = nil
  ) {
    self.text = text
    self.timeoutMilliseconds = timeoutMilliseconds
    self.maximumOutputBytes = maximumOutputBytes
    self.onLine = onLine
  }
}

/// What a command left behind.
public struct CommandOutput: Hashable, Sendable {
  /// 0…255, or 128 + the signal that ended it.
  public var exitCode: Int
  /// What it wrote to stdout.
  public var standardOutput: [UInt8]
  /// The last 4 KiB.
  public var standardError: [UInt8]

  /// An output.
  public init(exitCode: Int, standardOutput: [UInt8], standardError: [UInt8]) {
    self.exitCode = exitCode
    self.standardOutput = standardOutput
    self.standardError = standardError
  }
}

/// Why a command gave nothing.
public enum CommandFailure: Error, Hashable, Sendable {
  case cancelled
  case timedOut
  case tooMuchOutput
  /// It could not be started; the system's word for why.
  case notStarted(String)
}
