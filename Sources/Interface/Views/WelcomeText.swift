import Engine
import TextModel

/// What the screen says before anything was asked.
enum WelcomeText {
  static func lines(for configuration: AppConfiguration, choice: ModelChoice) -> [StyledLine] {
    var lines = [
      StyledLine("Adit: an assistant for code on AWS Bedrock", TextStyle(.heading, .bold))
    ]
    if configuration.isDemo {
      lines.append(
        StyledLine(
          "This is a demo: a built-in stand-in answers over real HTTP, not a model. Nothing is billed.",
          TextStyle(.warning)))
    }
    lines.append(StyledLine(""))
    if !configuration.directory.isEmpty {
      let branch = configuration.branch.map { "  \($0)" } ?? ""
      lines.append(fact("directory", configuration.directory + branch))
    }
    if let instructions = configuration.instructions.summary {
      lines.append(fact("instructions", instructions))
    }
    lines.append(fact("model", modelText(configuration, choice)))
    if configuration.api == .messages {
      lines.append(fact("service", "the direct Anthropic API, not Bedrock"))
    } else {
      lines.append(fact("region", StatusText.region(of: configuration)))
    }
    if !configuration.credentials.isEmpty {
      lines.append(fact("credentials", configuration.credentials))
    }
    lines.append(StyledLine(""))
    if configuration.isLinear { return lines + linearHints }
    lines += [
      "Why does this loop never end? (paste the code)",
      "@opus Review the design of a rate limiter for 10,000 clients",
      "/task review, then paste a diff",
    ].map { StyledLine([StyledRun("› ", TextStyle(.accent)), StyledRun($0)]) }
    lines.append(StyledLine(""))
    lines.append(
      StyledLine(
        "? help · / commands · @ files · ! shell · Alt+P or F2 models · Esc stops", TextStyle(.dim))
    )
    return lines
  }

  /// How to write where there is no screen.
  private static let linearHints = [
    "Enter sends; a line that ends in \\ goes on in the next one.",
    "/help lists the commands. Ctrl+C stops an answer, Ctrl+D leaves.",
  ].map { StyledLine($0) }

  private static func fact(_ name: String, _ value: String) -> StyledLine {
    let label = name + String(repeating: " ", count: max(1, 13 - name.count))
    return StyledLine(
      [StyledRun(label, TextStyle(.dim)), StyledRun(value)],
      continuation: [StyledRun(String(repeating: " ", count: 13))])
  }

  private static func modelText(
    _ configuration: AppConfiguration, _ choice: ModelChoice
  ) -> String {
    guard let model = configuration.models.first(where: { $0.key == choice.modelKey }) else {
      return "none: the registry is empty"
    }
    return "\(model.displayName) · \(ModelText(model, in: configuration).prices)"
  }
}
