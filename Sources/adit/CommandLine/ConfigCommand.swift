internal import Engine
internal import Wire

/// `adit config`: every setting, its value and, with `--origin`, who said it.
enum ConfigCommand {
  /// Prints and returns the exit code.
  static func run(_ options: CommandLineOptions) -> Int32 {
    let composition = Composition(options: options, variables: ProcessEnvironment.variables())
    for notice in composition.notices { PlainOutput.messages.write("adit: \(notice)\n") }
    let instructions = composition.instructionFiles?.read()
    for problem in instructions?.problems ?? [] { PlainOutput.messages.write("adit: \(problem)\n") }
    let rows =
      composition.settingValues()
      + [
        SettingValue(
          "instructions", instructions?.summary,
          composition.options.isBare ? .flag("--bare") : .derived("files"))
      ]
    if options.printsJSON {
      let values = JSONValue.array(rows.map(json))
      return PlainOutput.print(String(decoding: values.serialized(), as: UTF8.self) + "\n")
    }
    return PlainOutput.print(table(rows, showsOrigin: options.showsOrigin))
  }

  private static func json(_ row: SettingValue) -> JSONValue {
    [
      "name": .string(row.name), "value": JSONValue(row.text),
      "source": .string(row.origin.kind), "origin": .string(row.origin.text),
    ]
  }

  private static func table(_ rows: [SettingValue], showsOrigin: Bool) -> String {
    let cells = rows.map { row in
      [row.name, row.text.map(oneLine) ?? "-"] + (showsOrigin ? [row.origin.text] : [])
    }
    return PlainTable.text(cells)
  }

  /// Longer values (a system prompt) are cut in the table.
  private static let longestValue = 48

  private static func oneLine(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    return line.count > longestValue ? line.prefix(longestValue - 1) + "…" : line
  }
}
