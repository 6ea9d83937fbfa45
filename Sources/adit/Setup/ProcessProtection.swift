internal import Bedrock
internal import CSystem

/// Keeps secrets of the environment from other programs of the same user
/// (aws-auth-and-http 6).
enum ProcessProtection {
  /// `ADIT_DEBUGGABLE=1` lets debuggers attach and core dumps be written.
  static let debuggableVariable = "ADIT_DEBUGGABLE"

  /// Copies the variables into the program's own memory, overwrites the
  /// secrets among them where the system shows them, and closes that memory
  /// to others. First thing of `main`: no thread may exist, and no child may
  /// have been started.
  static func begin() {
    let variables = ProcessEnvironment.capture()
    for name in SecretVariables.names where variables[name] != nil { adit_wipe_variable(name) }
    if EnvironmentValues(variables).flag(debuggableVariable) { return }
    // Where the system refuses, the variables are wiped nevertheless.
    _ = adit_hide_memory()
  }
}
