internal import Emulator
internal import Glibc

/// `adit emulator`: the loopback Bedrock by itself, until it is stopped.
enum EmulatorCommand {
  /// Runs and returns the exit code.
  static func run(_ options: CommandLineOptions.EmulatorOptions) -> Int32 {
    var configuration = EmulatorConfiguration()
    configuration.port = options.port
    configuration.tokensPerSecond = options.tokensPerSecond
    do throws(EmulatorError) {
      if let path = options.scriptPath {
        guard
          let bytes = FileAccess.read(path, lastBytes: EmulatorScript.maximumFileBytes + 1)
        else {
          PlainOutput.messages.write("adit: the script \(path) cannot be read\n")
          return 2
        }
        configuration.script = try EmulatorScript(
          parsing: bytes, loadFile: { FileAccess.read($0) })
      }
      let server = EmulatorServer(configuration)
      let port = try server.start()
      PlainOutput.answer.write(instructions(port: port))
      while true { pause() }
    } catch {
      PlainOutput.messages.write("adit: \(error.message)\n")
      return 1
    }
  }

  private static func instructions(port: UInt16) -> String {
    """
    listening on http://127.0.0.1:\(port)
    export AWS_ENDPOINT_URL_BEDROCK_RUNTIME=http://127.0.0.1:\(port)
    export AWS_ACCESS_KEY_ID=\(EmulatorConfiguration.demoAccessKeyID)
    export AWS_SECRET_ACCESS_KEY=\(EmulatorConfiguration.demoSecret)
    export AWS_REGION=us-east-1

    """
  }
}
