internal import Bedrock
internal import Engine

/// `adit -p`: puts the prompt together and runs it.
enum HeadlessCommand {
  /// Runs and returns the exit code.
  static func run(prompt: String?, composition: Composition, isDemo: Bool = false) -> Int32 {
    do throws(UsageError) {
      let text = try assemble(prompt)
      let (settings, warnings) = try composition.turnSettings()
      for warning in composition.noticesOfHeadlessRun() + warnings {
        PlainOutput.messages.write("adit: \(warning)\n")
      }
      if composition.settings.region.source == .assumed, settings.api != .messages, !isDemo {
        PlainOutput.messages.write(
          "adit: no region is set; \(composition.settings.region.name) is assumed (set AWS_REGION)\n"
        )
      }
      guard let mailbox = Mailbox(), let thread = EngineThread() else {
        throw UsageError(
          message: "the system has no descriptors or threads left; close some programs")
      }
      let engine = composition.makeEngine(
        client: composition.makeClient(), mailbox: mailbox, thread: thread)
      let run = HeadlessRun(
        prompt: text, settings: settings, format: composition.options.outputFormat,
        modelName: settings.model.key)
      return run.run(engine: engine, mailbox: mailbox)
    } catch {
      PlainOutput.messages.write("adit: \(error.message)\n")
      return 2
    }
  }

  /// The prompt of the command line with what is piped in behind it.
  private static func assemble(_ prompt: String?) throws(UsageError) -> String {
    switch StandardInput.read(isOptional: prompt != nil) {
    case .text(let piped):
      return prompt.map { "\($0)\n\n\(piped)" } ?? piped
    case .silent:
      PlainOutput.messages.write("adit: nothing came on stdin for 3 s; going on without it\n")
      return prompt ?? ""
    case .nothing:
      if let prompt, prompt.contains(where: { !$0.isWhitespace }) { return prompt }
      throw UsageError(message: "there is no prompt; give one: adit -p \"…\", or pipe one in")
    case .tooLong:
      let limit = StandardInput.maximumBytes >> 20
      throw UsageError(message: "more than \(limit) MiB came on stdin; send less")
    }
  }
}
