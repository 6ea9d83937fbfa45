internal import Bedrock
internal import Engine
internal import Glibc

/// Asked before the screen comes up when there are no credentials: nobody
/// should have to read a manual to see the program run.
enum DemoOffer {
  /// Says what is missing and asks; anything but no is yes.
  static func isAccepted(_ composition: Composition) -> Bool {
    guard let failure = composition.credentialSetup.failure else { return false }
    PlainOutput.messages.write("adit: \(FailureText.line(for: failure))\n")
    guard case .missing = composition.credentialSetup else { return false }
    PlainOutput.messages.write("Start the demo (no account, no cost, no model)? [Y/n] ")
    guard let line = readLine() else { return false }
    return !line.lowercased().hasPrefix("n")
  }
}
