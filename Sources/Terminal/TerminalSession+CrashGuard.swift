internal import CTerminal
internal import Glibc

extension TerminalSession {
  /// What the crash guard tells, and where the log is.
  public struct CrashReport: Sendable {
    /// `name version`.
    public var program: String
    /// The log file's path, for people; empty when there is none.
    public var logPath: String
    /// The log, open for writing; -1 when there is none. Stays the caller's.
    public var logFD: Int32

    /// A report.
    public init(program: String, logPath: String = "", logFD: Int32 = -1) {
      self.program = program
      self.logPath = logPath
      self.logFD = logFD
    }
  }

  func armGuard(capturedErrors: Int32) {
    var guarded = adit_guard()
    guarded.terminal = device.output
    guarded.captured_errors = capturedErrors
    guarded.log = report.logFD
    withUnsafeMutableBytes(of: &guarded.program) { Self.copy(report.program, to: $0) }
    withUnsafeMutableBytes(of: &guarded.log_path) { Self.copy(report.logPath, to: $0) }
    adit_guard_arm(&guarded, &settings)
    prepareRestore()
  }

  /// Before a mode is switched on, not after it: the end may come in between,
  /// and to switch off what was never on harms nothing.
  func prepareRestore() {
    var bytes = Array((TerminalTraits.cancel + TerminalTraits.synchronizedOff + modesOff).utf8)
    if !traits.speaksXterm { bytes = [] }
    var screen = [CChar](repeating: 0, count: Int(ADIT_GUARD_TEXT))
    let count = adit_screen_restore_bytes(&screen, screen.count)
    bytes += screen.prefix(count).map { UInt8(bitPattern: $0) }
    bytes.withUnsafeBytes {
      $0.withMemoryRebound(to: CChar.self) { adit_guard_set_restore($0.baseAddress, $0.count) }
    }
  }

  /// Cut to leave room for the NUL.
  static func copy(_ text: String, to target: UnsafeMutableRawBufferPointer) {
    target.copyBytes(from: Array(text.utf8.prefix(target.count - 1)) + [0])
  }

  /// What the program is at, for the crash report; cut at 63 bytes.
  public func setPhase(_ phase: String) { adit_guard_set_phase(phase) }
}
