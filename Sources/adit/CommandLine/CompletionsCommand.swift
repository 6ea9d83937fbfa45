internal import Bedrock
internal import Engine

/// `adit completions SHELL`.
enum CompletionsCommand {
  /// Prints and returns the exit code.
  static func run(_ shell: CompletionScript.Shell, _ options: CommandLineOptions) -> Int32 {
    let composition = Composition(options: options, variables: ProcessEnvironment.variables())
    let models = composition.registry.models.flatMap { [$0.key] + $0.aliases }
    var families: [String] = []
    for model in composition.registry.models where !families.contains(model.family) {
      families.append(model.family)
    }
    return PlainOutput.print(
      CompletionScript.text(
        for: shell, models: families + models, tasks: composition.tasks.map(\.name)))
  }
}
