import Engine

extension ModelFailure {
  /// Credentials cannot be had: what happened, and the command that mends it.
  static func credentials(_ message: String, remedy: String? = nil) -> ModelFailure {
    ModelFailure(kind: .credentials, message: message, remedy: remedy)
  }

  /// The task was cancelled, or the person declined.
  static let cancelled = ModelFailure(kind: .cancelled, message: "Cancelled.")

  /// The same failure, told of what it happened at.
  func prefixed(_ clause: String) -> ModelFailure {
    guard kind != .cancelled else { return self }
    var failure = self
    failure.message = "\(clause): \(message)"
    return failure
  }
}
