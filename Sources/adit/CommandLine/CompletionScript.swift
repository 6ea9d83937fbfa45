/// Scripts with which a shell completes this program's command line, made of
/// the option table.
enum CompletionScript {
  /// Shells that have one.
  enum Shell: String, CaseIterable, Sendable {
    case bash, zsh, fish
  }

  /// The script for `shell`. `tasks` and `models` are names that are offered
  /// where one is expected.
  static func text(for shell: Shell, models: [String], tasks: [String]) -> String {
    let words = Words(models: models, tasks: tasks)
    return switch shell {
    case .bash: bash(words)
    case .zsh: zsh(words)
    case .fish: fish(words)
    }
  }

  /// What is offered behind options.
  struct Words {
    var models: [String]
    var tasks: [String]

    /// Words for the value of `option`; `nil`: none are known.
    func candidates(for option: OptionSpecification) -> [String]? {
      switch option.name {
      case "--model": return models
      case "--task": return tasks
      case "--thinking": return ["on", "off"]
      default:
        if case .choice(let words) = option.value { return words }
        return nil
      }
    }
  }

  static func takesFile(_ option: OptionSpecification) -> Bool {
    if case .file = option.value { return true }
    return option.name == "--json-schema"
  }

  /// Words that a command begins with.
  private static func firstWords(of command: ProgramCommand) -> [String] {
    switch command {
    case .completions: Shell.allCases.map(\.rawValue)
    case .sessions: SessionVerb.allCases.map(\.rawValue)
    case .chat, .models, .health, .login, .cost, .config, .keys, .man, .emulator: []
    }
  }

  // MARK: bash

  private static func bash(_ words: Words) -> String {
    var out = """
      # bash completion for adit; load it with: source <(adit completions bash)
      _adit() {
        local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command="" word
        COMPREPLY=()
        for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
          case $word in
            \(ProgramCommand.words.joined(separator: "|"))) command=$word; break ;;
          esac
        done
        case $prev in

      """
    for option in OptionTable.all where option.value?.isOptional == false {
      let pattern = option.names.joined(separator: "|")
      if takesFile(option) {
        out += "    \(pattern)) COMPREPLY=($(compgen -f -- \"$cur\")); return ;;\n"
      } else {
        let list = (words.candidates(for: option) ?? []).joined(separator: " ")
        out += "    \(pattern)) COMPREPLY=($(compgen -W '\(list)' -- \"$cur\")); return ;;\n"
      }
    }
    out += "  esac\n  case $command in\n"
    // The chat has no word of its own and takes what is left: it comes last.
    for command in ProgramCommand.allCases.sorted(by: { $0 != .chat && $1 == .chat }) {
      var list = OptionTable.options(of: command).flatMap { [$0.short, $0.name].compactMap { $0 } }
      if command == .chat { list += ProgramCommand.words }
      list += firstWords(of: command)
      let pattern = command == .chat ? "*" : command.rawValue
      let joined = list.joined(separator: " ")
      out += "    \(pattern)) COMPREPLY=($(compgen -W '\(joined)' -- \"$cur\")) ;;\n"
    }
    return out + "  esac\n}\ncomplete -F _adit adit\n"
  }

  // MARK: zsh

  private static func zsh(_ words: Words) -> String {
    var out = """
      #compdef adit
      # zsh completion for adit; load it with: source <(adit completions zsh)
      _adit() {
        local command=""
        local word
        for word in "${(@)words[2,CURRENT-1]}"; do
          case $word in
            \(ProgramCommand.words.joined(separator: "|"))) command=$word; break ;;
          esac
        done
        case $command in

      """
    for command in ProgramCommand.allCases where command != .chat {
      out += "    \(command.rawValue))\n      _arguments -S"
      out += zshSpecifications(of: command, words)
      out += " '1:command:(\(command.rawValue))'"
      let words = firstWords(of: command)
      if !words.isEmpty { out += " '2:word:(\(words.joined(separator: " ")))'" }
      out += "\n      ;;\n"
    }
    out += "    *)\n      _arguments -S" + zshSpecifications(of: .chat, words)
    let commands = ProgramCommand.allCases.filter { $0 != .chat }
      .map { "\($0.rawValue)\\:\(zshQuoted($0.summary).replacingSpaces)" }
    out += " '1:command:((\(commands.joined(separator: " "))))'"
    return out + "\n      ;;\n  esac\n}\n"
      + "if [[ $funcstack[1] == _adit ]]; then _adit \"$@\"; else compdef _adit adit; fi\n"
  }

  private static func zshSpecifications(of command: ProgramCommand, _ words: Words) -> String {
    var out = ""
    for option in OptionTable.options(of: command) {
      for name in [option.short, option.name].compactMap({ $0 }) {
        out += " \\\n        '\(name)[\(zshQuoted(option.summary))]"
        if let value = option.value {
          let action =
            takesFile(option)
            ? "_files" : "(\((words.candidates(for: option) ?? []).joined(separator: " ")))"
          out += "\(value.isOptional ? "::" : ":")value:\(action)"
        }
        out += "'"
      }
    }
    return out
  }

  /// Brackets, colons and quotes mean something in a specification.
  private static func zshQuoted(_ text: String) -> String {
    var out = ""
    for character in text {
      switch character {
      case "[", "]", ":": out += "\\\(character)"
      case "'": out += "’"
      default: out.append(character)
      }
    }
    return out
  }

  // MARK: fish

  private static func fish(_ words: Words) -> String {
    let all = ProgramCommand.words.joined(separator: " ")
    var out = "# fish completion for adit; load it with: adit completions fish | source\n"
    out += "complete -c adit -f\n"
    for command in ProgramCommand.allCases where command != .chat {
      out += "complete -c adit -n 'not __fish_seen_subcommand_from \(all)' -a \(command.rawValue)"
      out += " -d '\(fishQuoted(command.summary))'\n"
    }
    for command in ProgramCommand.allCases where !firstWords(of: command).isEmpty {
      let words = firstWords(of: command).joined(separator: " ")
      out += "complete -c adit -n '__fish_seen_subcommand_from \(command.rawValue)' -a '\(words)'\n"
    }
    for command in ProgramCommand.allCases {
      let condition =
        command == .chat
        ? "not __fish_seen_subcommand_from \(all)"
        : "__fish_seen_subcommand_from \(command.rawValue)"
      for option in OptionTable.options(of: command) {
        out += "complete -c adit -n '\(condition)' -l \(option.name.dropFirst(2))"
        if let short = option.short { out += " -s \(short.dropFirst())" }
        if option.value?.isOptional == false {
          let list = (words.candidates(for: option) ?? []).joined(separator: " ")
          out += takesFile(option) ? " -r -F" : " -x -a '\(list)'"
        }
        out += " -d '\(fishQuoted(option.summary))'\n"
      }
    }
    return out
  }

  private static func fishQuoted(_ text: String) -> String {
    var out = ""
    for character in text {
      if character == "'" || character == "\\" { out.append("\\") }
      out.append(character)
    }
    return out
  }
}

extension String {
  /// Blanks escaped, for a word of a list.
  fileprivate var replacingSpaces: String {
    split(separator: " ", omittingEmptySubsequences: false).joined(separator: "\\ ")
  }
}
