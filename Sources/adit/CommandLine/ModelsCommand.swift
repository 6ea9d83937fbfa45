internal import Bedrock
internal import Engine
internal import Glibc
internal import Wire

/// `adit models`: the registry as a table, or whole as JSON, with what this
/// account can use as far as earlier sessions have found that out.
enum ModelsCommand {
  /// How long to wait for credentials, which tell the account.
  private static let credentialPatienceMilliseconds = 3_000

  /// Prints and returns the exit code.
  static func run(_ options: CommandLineOptions) -> Int32 {
    let composition = Composition(options: options, variables: ProcessEnvironment.variables())
    for notice in composition.notices { PlainOutput.messages.write("adit: \(notice)\n") }
    let models = composition.registry.models.map { model in
      (model, composition.settings.address(of: model).address)
    }
    let today = WallClock.today()
    let access = keptAccess(composition)
    if options.printsJSON {
      let list = JSONValue.array(
        models.map {
          ModelJSON.object(of: $0, address: $1, access: access?[$0.key], today: today)
        })
      return PlainOutput.print(String(decoding: list.serialized(), as: UTF8.self) + "\n")
    }
    let header = ["key", "id", "context", "max out", "$in/M", "$out/M", "family"]
    let rows = models.map { model, address in
      row(for: model, profilePrefix: address.prefix)
        + (access == nil ? [] : [word(for: access?[model.key])]) + [note(of: model, today: today)]
    }
    let titles = header + (access == nil ? [] : ["access"]) + [""]
    return PlainOutput.print(PlainTable.text([titles] + rows))
  }

  /// What the account can use, by the model's key; `nil`: no session has kept
  /// a listing. Asks the control plane nothing, and for credentials only where
  /// there is something that they could find.
  private static func keptAccess(_ composition: Composition) -> [String: ModelAccess]? {
    guard let folder = composition.directories.cache, hasListings(folder),
      case .configured = composition.credentialSetup, let thread = EngineThread(),
      let writer = BackgroundWriter()
    else { return nil }
    let services = Services(
      composition, thread: thread, writer: writer, dialog: NoDialog(), tell: { _ in })
    return thread.wait(
      milliseconds: credentialPatienceMilliseconds, orUntilReadable: -1
    ) { [discovery = services.discovery] in
      await discovery.keptAccess()
    } ?? nil
  }

  private static func hasListings(_ folder: String) -> Bool {
    guard let directory = opendir(folder) else { return false }
    defer { closedir(directory) }
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasPrefix(DiscoveryService.filePrefix) { return true }
    }
    return false
  }

  /// One row; the prices are those of the profile through which it is called.
  private static func row(for model: ModelDescriptor, profilePrefix: String?) -> [String] {
    let prices = model.prices?.base
    let permille = model.prices?.permille(profilePrefix: profilePrefix) ?? 1000
    return [
      model.key, model.modelId, tokens(model.contextWindow), tokens(model.maxOutputTokens),
      prices.map { ModelJSON.dollars($0.input, permille) } ?? "unknown",
      prices.map { ModelJSON.dollars($0.output, permille) } ?? "", model.family,
    ]
  }

  private static func note(of model: ModelDescriptor, today: String) -> String {
    model.endOfLife.map {
      model.isPastEndOfLife(today: today) ? "end of life \($0)" : "until \($0)"
    } ?? ""
  }

  private static func word(for access: ModelAccess?) -> String {
    switch access {
    case .available: "yes"
    case .legacy: "legacy"
    case .unavailable: "no"
    case nil: "?"
    }
  }

  private static func tokens(_ count: Int) -> String {
    count >= 1_000_000 ? "\(count / 1_000_000)M" : "\(count / 1000)k"
  }
}
