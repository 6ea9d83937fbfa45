/// Why the emulator could not start, or why a script is refused.
public struct EmulatorError: Error, Hashable, Sendable {
  /// The kinds that are told apart.
  public enum Code: Hashable, Sendable {
    /// The address is not a loopback one.
    case notLoopback
    /// A system call failed; the error number of the system.
    case system(Int32)
    /// The script is wrong.
    case script
    /// The server was started before.
    case alreadyStarted
  }

  /// Which kind.
  public var code: Code
  /// One sentence for people, with file line where it is about a script.
  public var message: String

  /// An error.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }
}
