internal import Engine

/// The manual page in the form that `man` reads (groff's man macros), made of
/// the same tables as the help. `Sources/adit/Manual/adit.1` is its copy for
/// packages; a test compares the two.
enum ManualPage {
  static var text: String {
    var out = ".TH ADIT 1 \"\" \"adit \(Version.text)\" \"User Commands\"\n"
    out += section("NAME", "adit \\- a full-screen terminal assistant for models on AWS Bedrock")
    out += ".SH SYNOPSIS\n"
    for command in ProgramCommand.allCases {
      for form in command.usage { out += ".B adit\n\(escaped(form))\n.br\n" }
    }
    out += section("DESCRIPTION", escaped(description))
    out += ".SH COMMANDS\n"
    for command in ProgramCommand.allCases where command != .chat {
      out += item(command.fullName, command.summary)
    }
    out += ".SH OPTIONS\n"
    for heading in OptionSpecification.Heading.allCases {
      out += ".SS \(escaped(heading.rawValue))\n"
      for option in OptionTable.all where option.heading == heading {
        out += item(label(of: option), sentence(of: option))
      }
    }
    out += keys + structuredOutput + costs + settings + environment + exitCodes
    return out
  }

  private static let description =
    "Without options adit fills the terminal: a prompt pane, a pane in which answers stream, and "
    + "a model picker. With -p it prints one answer on stdout and nothing else there; notes and "
    + "errors are lines on stderr. It calls models on AWS Bedrock with the credentials that other "
    + "AWS programs use."

  private static var structuredOutput: String {
    section(
      "EVENTS",
      escaped(
        "With --output-format stream-json every line of stdout is one JSON object: system/init, "
          + "then for each answer assistant (the API's message object), system/api_retry before "
          + "each retry, with --include-partial-messages stream_event, and as the last line "
          + "result. json prints the result alone. Every object has type, uuid, session_id, v "
          + "(version of the form), seq (counts from 1) and ts (UTC). The result has subtype "
          + "(success, error_during_execution, error_max_budget_usd, error_max_turns, "
          + "error_max_structured_output_retries), is_error, result, num_turns, duration_ms, "
          + "duration_api_ms, total_cost_usd, usage, modelUsage and permission_denials, and with "
          + "--json-schema structured_output."))
  }

  private static var costs: String {
    section(
      "COSTS",
      escaped(
        "adit cost --json prints one object: v, since, until (UTC or null), by, groups and total. "
          + "A group has the member that by names (null: of none), by session also title; groups "
          + "and total have requests (total, running, final, estimated, failed), tokens (input, "
          + "cache_write_5m, cache_write_1h, cache_read, output), cost_usd (an exact decimal), "
          + "cost_nano_usd (a whole number), is_lower_bound, upper_bound_usd, "
          + "upper_bound_nano_usd (null: not known), unknown_price (requests, tokens), "
          + "cache_hit_permille, median_first_token_ms and median_tokens_per_second. A cost is "
          + "null where no price is known. With --rows there are rows in the place of groups: at, "
          + "session, turn, attempt, task, project, model, model_id, api, streaming, region, "
          + "status, is_lower_bound, tokens, price (date, tier, profile_prefix, factor_permille, "
          + "and nano-dollars per million tokens of each class), cost_usd, cost_nano_usd, "
          + "upper_bound_usd, upper_bound_nano_usd, request_id, first_token_ms, duration_ms, "
          + "tokens_per_second, failure. A cost is the sum of tokens times price, times the "
          + "factor, divided by 10^9, rounded half up."))
  }

  private static var settings: String {
    var out = ".SH FILES\n"
    out += item(
      "$XDG_CONFIG_HOME/adit/config.json",
      "The user's settings, JSON with comments. Mistakes are reported with file and line and are "
        + "never fatal. Members:")
    out += ".RS\n"
    for key in SettingKey.allCases { out += item(key.rawValue, key.summary) }
    out += ".RE\n"
    out += item(
      ".adit/config.json",
      "Settings of a project, in the nearest folder upwards to the top of the git work tree. Only "
        + SettingKey.allCases.filter(\.isProjectSetting).map(\.rawValue).joined(separator: ", ")
        + " may stand there.")
    out += item(
      "$XDG_CONFIG_HOME/adit/models.json, tasks.json", "Additions to the registry and the tasks.")
    out += item(
      "$XDG_CONFIG_HOME/adit/keys.json",
      "Keys, as in the member keys of config.json, whose rows these follow.")
    out += item(
      "$XDG_STATE_HOME/adit/",
      "Sessions and ledger (sessions.db; demo.db of --demo), locks of open sessions, prompt history"
        + " and log, mode 0600. What could not be saved is in adit-rescue-ID.jsonl there or in"
        + " $XDG_RUNTIME_DIR, $TMPDIR or /tmp; adit sessions import takes it in.")
    return out + ".PP\n"
      + escaped("Precedence: option, environment, project, user, built-in; adit config --origin.")
      + "\n"
  }

  private static var environment: String {
    var out = ".SH ENVIRONMENT\n"
    for group in EnvironmentDocumentation.groups {
      out += item(group.title, group.names.joined(separator: ", "))
    }
    return out + ".PP\nEmpty variables count as unset.\n"
  }

  private static var exitCodes: String {
    var out = ".SH EXIT STATUS\n"
    for code in ExitCode.allCases { out += item(String(code.rawValue), code.summary) }
    return out
  }

  private static func label(of option: OptionSpecification) -> String {
    let names = option.names.joined(separator: ", ")
    return names + (option.value.map { " \($0.placeholder)" } ?? "")
  }

  private static func sentence(of option: OptionSpecification) -> String {
    guard !option.commands.contains(.chat) else { return option.summary }
    let owners = OptionSpecification.Argument.list(option.commands.map(\.fullName))
    return "\(owners): \(option.summary)"
  }

  private static func section(_ title: String, _ text: String) -> String {
    ".SH \(title)\n\(text)\n"
  }

  static func item(_ label: String, _ text: String) -> String {
    ".TP\n.B \(escaped(label))\n\(escaped(text))\n"
  }

  /// Backslashes and hyphens as groff wants them; a line that begins with a
  /// control character is none of ours after the zero-width escape.
  static func escaped(_ text: String) -> String {
    var out = ""
    for character in text {
      switch character {
      case "\\": out += "\\e"
      case "-": out += "\\-"
      default: out.append(character)
      }
    }
    return out.hasPrefix(".") || out.hasPrefix("'") ? "\\&" + out : out
  }
}
