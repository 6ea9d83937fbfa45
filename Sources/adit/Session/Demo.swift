internal import Emulator

/// The demo: this very program on a loopback Bedrock inside it.
struct Demo {
  /// Why it runs.
  enum Reason: Equatable {
    case asked
    case noCredentials
  }

  private let server = EmulatorServer(EmulatorConfiguration())

  /// Starts the loopback Bedrock; the result talks to it and to nothing else.
  func composition(
    options: CommandLineOptions, variables: [String: String]
  ) throws(EmulatorError) -> Composition {
    let port = try server.start()
    var demo = variables
    // Nothing of the user's own account reaches the demo.
    for name in variables.keys
    where name.hasPrefix("AWS_") && name != "AWS_REGION" && name != "AWS_DEFAULT_REGION"
      || name.hasPrefix("ANTHROPIC_")
    {
      demo[name] = nil
    }
    demo["AWS_ACCESS_KEY_ID"] = EmulatorConfiguration.demoAccessKeyID
    demo["AWS_SECRET_ACCESS_KEY"] = EmulatorConfiguration.demoSecret
    demo["ANTHROPIC_API_KEY"] = "demo"
    demo["AWS_ENDPOINT_URL_BEDROCK_RUNTIME"] = "http://127.0.0.1:\(port)"
    demo["ANTHROPIC_BASE_URL"] = "http://127.0.0.1:\(port)"
    return Composition(options: options, variables: demo, isDemo: true)
  }

  /// Where the demo's keys come from, for people.
  static let credentials = "the demo's own; yours are not used"

  /// What the user is told before the first turn.
  static func announcement(asked: Bool) -> String {
    let reason = asked ? "" : "No AWS credentials were found, so this is the demo. "
    return reason
      + "The demo talks to a loopback Bedrock inside this program: real protocol, no model, no cost."
  }
}
