internal import Interface

/// The section on keys, made of the program's own map.
extension ManualPage {
  private static let introduction = """
    A key is written as the help writes it: Ctrl+K, Alt+Enter, Alt+Shift+P, F5, Space, g, G; up to \
    three one after another with blanks between them: Ctrl+X m. The member keys of config.json, or \
    the file keys.json beside it, holds contexts, each with keys and the names of commands; null \
    takes a key away. A nearer context goes before a wider one. Whatever is bound, one key must \
    stay for global.escape and one for global.cancelOrQuit. adit keys lists what is in force. The \
    program's own keys:
    """

  static var keys: String {
    var out = ".SH KEYS\n"
    out += escaped(introduction)
    out += "\n"
    for context in KeyContext.allCases {
      let heading = escaped("\(context.rawValue): \(context.title)")
      out += ".SS \(heading)\n"
      for row in commands(of: context) {
        let label = row.names.joined(separator: ", ")
        out += item("\(label) (\(row.command.name))", row.command.summary)
      }
    }
    return out
  }

  /// One row a command, in the order of the map.
  private static func commands(of context: KeyContext) -> [(command: KeyCommand, names: [String])] {
    var rows: [(command: KeyCommand, names: [String])] = []
    for binding in KeyMap.standard.bindings where binding.context == context {
      if let index = rows.firstIndex(where: { $0.command == binding.command }) {
        rows[index].names.append(binding.name)
      } else {
        rows.append((binding.command, [binding.name]))
      }
    }
    return rows
  }
}
