internal import Bedrock
internal import Engine
internal import Wire

/// `adit models`: the registry as a table, or whole as JSON.
enum ModelsCommand {
  /// Prints and returns the exit code.
  static func run(_ options: CommandLineOptions) -> Int32 {
    let composition = Composition(options: options, variables: ProcessEnvironment.variables())
    for notice in composition.notices { PlainOutput.messages.write("adit: \(notice)\n") }
    let models = composition.registry.models.map { model in
      (model, composition.settings.address(of: model).address)
    }
    let today = WallClock.today()
    if options.printsJSON {
      let list = JSONValue.array(
        models.map { ModelJSON.object(of: $0, address: $1, today: today) })
      return PlainOutput.print(String(decoding: list.serialized(), as: UTF8.self) + "\n")
    }
    let header = ["key", "id", "context", "max out", "$in/M", "$out/M", "family", ""]
    let rows = models.map { row(for: $0, profilePrefix: $1.prefix, today: today) }
    return PlainOutput.print(PlainTable.text([header] + rows))
  }

  /// One row; the prices are those of the profile through which it is called.
  private static func row(
    for model: ModelDescriptor, profilePrefix: String?, today: String
  ) -> [String] {
    let prices = model.prices?.base
    let permille = model.prices?.permille(profilePrefix: profilePrefix) ?? 1000
    let note =
      model.endOfLife.map {
        model.isPastEndOfLife(today: today) ? "end of life \($0)" : "until \($0)"
      } ?? ""
    return [
      model.key, model.modelId, tokens(model.contextWindow), tokens(model.maxOutputTokens),
      prices.map { ModelJSON.dollars($0.input, permille) } ?? "unknown",
      prices.map { ModelJSON.dollars($0.output, permille) } ?? "",
      model.family, note,
    ]
  }

  private static func tokens(_ count: Int) -> String {
    count >= 1_000_000 ? "\(count / 1_000_000)M" : "\(count / 1000)k"
  }
}
