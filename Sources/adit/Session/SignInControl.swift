/// What the loop can ask of the sign-in by hand. Both return at once; what
/// comes of it is told through the mailbox.
struct SignInControl: Sendable {
  /// Begins the device login or the user's refresh command.
  var begin: @Sendable () -> Void
  /// Ends the one that goes on, if one does.
  var cancel: @Sendable () -> Void
}
