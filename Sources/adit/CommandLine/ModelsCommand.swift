internal import Bedrock
internal import Engine

/// `adit models`: the registry as a table.
enum ModelsCommand {
  /// Prints and returns the exit code.
  static func run(_ options: CommandLineOptions) -> Int32 {
    let composition = Composition(options: options, variables: ProcessEnvironment.variables())
    for notice in composition.notices { PlainOutput.messages.write("adit: \(notice)\n") }
    let header = ["key", "id", "context", "max out", "$in/M", "$out/M", "family", ""]
    let rows = composition.registry.models.map { row(for: $0) }
    let widths = header.indices.map { column in
      ([header] + rows).map { $0[column].count }.max() ?? 0
    }
    for row in [header] + rows {
      let cells = zip(row, widths).map { cell, width in
        cell + String(repeating: " ", count: width - cell.count)
      }
      let line = cells.joined(separator: "  ")
      let end = line.lastIndex { $0 != " " }.map { line.index(after: $0) } ?? line.startIndex
      PlainOutput.answer.write(line[..<end] + "\n")
    }
    return 0
  }

  private static func row(for model: ModelDescriptor) -> [String] {
    let prices = model.prices?.base
    let note =
      model.endOfLife.map {
        model.isPastEndOfLife(today: WallClock.today()) ? "end of life \($0)" : "until \($0)"
      } ?? ""
    return [
      model.key, model.modelId, tokens(model.contextWindow), tokens(model.maxOutputTokens),
      prices.map { dollars($0.input) } ?? "unknown", prices.map { dollars($0.output) } ?? "",
      model.family, note,
    ]
  }

  private static func tokens(_ count: Int) -> String {
    count >= 1_000_000 ? "\(count / 1_000_000)M" : "\(count / 1000)k"
  }

  private static func dollars(_ nanoDollarsPerMillion: Int64) -> String {
    NanoDollars(nanoDollarsPerMillion).decimal
  }
}
