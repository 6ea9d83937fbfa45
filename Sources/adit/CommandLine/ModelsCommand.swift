internal import Bedrock
internal import Engine

/// `adit models`: the registry as a table.
enum ModelsCommand {
  /// Prints and returns the exit code.
  static func run(_ options: CommandLineOptions) -> Int32 {
    let composition = Composition(options: options, variables: ProcessEnvironment.variables())
    for notice in composition.notices { PlainOutput.messages.write("adit: \(notice)\n") }
    let header = ["key", "id", "context", "max out", "$in/M", "$out/M", "family", ""]
    let rows = composition.registry.models.map {
      row(for: $0, profilePrefix: composition.settings.address(of: $0).address.prefix)
    }
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

  /// One row; the prices are those of the profile through which it is called.
  private static func row(for model: ModelDescriptor, profilePrefix: String?) -> [String] {
    let prices = model.prices?.base
    let permille = model.prices?.permille(profilePrefix: profilePrefix) ?? 1000
    let note =
      model.endOfLife.map {
        model.isPastEndOfLife(today: WallClock.today()) ? "end of life \($0)" : "until \($0)"
      } ?? ""
    return [
      model.key, model.modelId, tokens(model.contextWindow), tokens(model.maxOutputTokens),
      prices.map { dollars($0.input, permille) } ?? "unknown",
      prices.map { dollars($0.output, permille) } ?? "",
      model.family, note,
    ]
  }

  private static func tokens(_ count: Int) -> String {
    count >= 1_000_000 ? "\(count / 1_000_000)M" : "\(count / 1000)k"
  }

  private static func dollars(_ nanoDollarsPerMillion: Int64, _ permille: Int64) -> String {
    let (product, overflow) = nanoDollarsPerMillion.multipliedReportingOverflow(by: permille)
    return NanoDollars(overflow ? nanoDollarsPerMillion : product / 1000).decimal
  }
}
