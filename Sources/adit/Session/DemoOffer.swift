internal import Bedrock
internal import Engine
internal import Glibc

/// Asked before the screen comes up when there are no credentials: nobody
/// should have to read a manual to see the program run.
enum DemoOffer {
  /// Says what is missing and asks; anything but no is yes.
  static func isAccepted(_ composition: Composition) -> Bool {
    PlainOutput.messages.write("adit: \(composition.credentialProblem)\n")
    guard !composition.hasIncompleteCredentials else { return false }
    PlainOutput.messages.write("Start the demo (no account, no cost, no model)? [Y/n] ")
    guard let line = readLine() else { return false }
    return !line.lowercased().hasPrefix("n")
  }
}

extension Composition {
  /// Why there are no credentials, with the remedy.
  var credentialProblem: String {
    do throws(ModelFailure) {
      _ = try credentialProvider.current()
      return ""
    } catch {
      return FailureText.line(for: error)
    }
  }

  /// Half of a key pair is set: a mistake to be mended, not a new user.
  var hasIncompleteCredentials: Bool { credentialSource == nil && credentialProvider.isConfigured }
}
