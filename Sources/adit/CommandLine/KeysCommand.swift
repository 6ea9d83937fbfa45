internal import Interface
internal import Wire

/// `adit keys`: the keys as they are in force, with the names by which a
/// configuration knows their commands.
enum KeysCommand {
  /// Prints and returns the exit code.
  static func run(_ options: CommandLineOptions) -> Int32 {
    let composition = Composition(options: options, variables: ProcessEnvironment.variables())
    for notice in composition.notices { PlainOutput.messages.write("adit: \(notice)\n") }
    let map = composition.configuration.keys?.map().map ?? .standard
    let rows = rows(of: map)
    if options.printsJSON {
      let values = JSONValue.array(rows.map(json))
      return PlainOutput.print(String(decoding: values.serialized(), as: UTF8.self) + "\n")
    }
    return PlainOutput.print(table(rows))
  }

  /// A key in force, or one of the program's own that was taken away.
  struct Row: Equatable {
    var context: KeyContext
    var keys: String
    /// `nil`: nothing any more.
    var command: KeyCommand?
    var isChanged: Bool
  }

  /// Context by context; in each the keys in force, then those taken away.
  static func rows(of map: KeyMap) -> [Row] {
    let own = Set(KeyMap.standard.bindings)
    let kept = Set(map.bindings.map { Place(context: $0.context, keys: $0.keys) })
    return KeyContext.allCases.flatMap { context in
      map.bindings.filter { $0.context == context }.map {
        Row(
          context: context, keys: $0.name, command: $0.command, isChanged: !own.contains($0))
      }
        + KeyMap.standard.bindings.filter {
          $0.context == context && !kept.contains(Place(context: context, keys: $0.keys))
        }.map { Row(context: context, keys: $0.name, command: nil, isChanged: true) }
    }
  }

  private struct Place: Hashable {
    var context: KeyContext
    var keys: [Key]
  }

  private static func json(_ row: Row) -> JSONValue {
    [
      "context": .string(row.context.rawValue), "keys": .string(row.keys),
      "command": JSONValue(row.command?.name), "summary": JSONValue(row.command?.summary),
      "changed": .bool(row.isChanged),
    ]
  }

  private static func table(_ rows: [Row]) -> String {
    PlainTable.text(
      [["context", "keys", "command", "", ""]]
        + rows.map { row in
          [
            row.context.rawValue, row.keys, row.command?.name ?? "-",
            row.isChanged ? "changed" : "", row.command?.summary ?? "taken away",
          ]
        })
  }
}
