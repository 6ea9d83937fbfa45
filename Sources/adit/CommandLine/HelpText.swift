/// What `adit --help` and `adit COMMAND --help` print, made of the tables.
enum HelpText {
  /// Columns; narrower than nearly every terminal.
  private static let width = 98
  /// Where explanations begin.
  private static let column = 30

  /// The help of `command`.
  static func text(for command: ProgramCommand) -> String {
    command == .chat ? overview : detail(of: command)
  }

  private static var overview: String {
    var out = "adit: a full-screen terminal assistant for models on AWS Bedrock\n\n"
    out += usage(of: .chat)
    for command in ProgramCommand.allCases where command != .chat {
      out += entry("       \(command.fullName)", command.summary)
    }
    out += options(of: .chat)
    out += "\nEnvironment\n"
    for group in EnvironmentDocumentation.groups {
      out += entry("  \(group.title)", group.names.joined(separator: " "))
    }
    out += "\nExit codes\n"
    for code in ExitCode.allCases { out += entry("  \(code.rawValue)", code.summary) }
    return out
      + "\nEvery command has its own help: adit models --help. Manual: adit man | man -l -\n"
  }

  private static func detail(of command: ProgramCommand) -> String {
    "\(command.fullName): \(command.summary)\n\n" + usage(of: command) + options(of: command)
  }

  private static func usage(of command: ProgramCommand) -> String {
    var out = ""
    for (index, form) in command.usage.enumerated() {
      out += "\(index == 0 ? "usage:" : "      ") adit \(form)\n"
    }
    return out
  }

  private static func options(of command: ProgramCommand) -> String {
    var out = ""
    for heading in OptionSpecification.Heading.allCases {
      let options = OptionTable.options(of: command).filter { $0.heading == heading }
      guard !options.isEmpty else { continue }
      out += "\n\(heading.rawValue)\n"
      for option in options { out += entry("  \(label(of: option))", option.summary) }
    }
    return out
  }

  private static func label(of option: OptionSpecification) -> String {
    let names = option.short.map { "\($0), " } ?? "    "
    return names + option.name + (option.value.map { " \($0.placeholder)" } ?? "")
  }

  private static func entry(_ label: String, _ text: String) -> String {
    TextWrap.entry(label, text, column: column, width: width)
  }
}
