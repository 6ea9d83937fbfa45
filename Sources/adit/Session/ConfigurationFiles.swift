internal import Bedrock
internal import Engine
internal import Wire

/// The user's files laid over the built-in ones. What is wrong with a file is
/// collected; nothing in it can stop the program.
struct ConfigurationFiles {
  private let folder: String?
  /// For problems: the folder as people write it.
  private let shownFolder: String
  /// The project's file, if there is one, and its name for people.
  private let project: (path: String, shown: String)?
  private(set) var problems: [String] = []

  /// `workingDirectory`: where a project's file is looked for, upwards.
  init(directories: Directories, workingDirectory: String) {
    folder = directories.configuration
    shownFolder = directories.configuration.map(directories.abbreviated) ?? ""
    project = ProjectFile.path(from: workingDirectory, home: directories.home).map {
      ($0, directories.abbreviated($0))
    }
  }

  /// The user's settings with the project's over them.
  mutating func configuration() -> UserConfiguration {
    var configuration = UserConfiguration()
    if let bytes = read("config.json") {
      configuration = take(UserConfiguration.read(bytes, name: shown("config.json")))
    }
    if let bytes = read("keys.json") { takeKeys(bytes, &configuration) }
    if let keys = configuration.keys { problems += keys.map().refusals }
    if let project, let bytes = read(project.path, shown: project.shown) {
      configuration = configuration.overlaid(
        byProject: take(UserConfiguration.read(bytes, name: project.shown, isProject: true)))
    }
    return configuration
  }

  /// A file of keys alone; its rows hold behind those of config.json.
  private mutating func takeKeys(_ bytes: [UInt8], _ configuration: inout UserConfiguration) {
    let name = shown("keys.json")
    do {
      let keys = KeySettings(try JSONNode(parsing: bytes, allowingComments: true), file: name)
      problems += keys.problems
      configuration.keys = configuration.keys?.followed(by: keys) ?? keys
      configuration.places[.keys] =
        configuration.places[.keys]
        ?? UserConfiguration.Place(file: name, line: 1, isProject: false)
    } catch {
      let at = error.position
      problems.append(
        "\(name):\(at.line):\(at.column): \(error.reason); the file is ignored until it is mended")
    }
  }

  private mutating func take(
    _ result: (configuration: UserConfiguration, problems: [String])
  ) -> UserConfiguration {
    problems += result.problems
    return result.configuration
  }

  mutating func registry() -> ModelRegistry {
    let overlay = read("models.json").map { [(name: shown("models.json"), bytes: $0)] }
    let registry = ModelRegistry(
      builtIn: Self.builtIn("aws-bedrock-models.json"), overlays: overlay ?? [])
    problems += registry.problems.map(\.description)
    return registry
  }

  mutating func tasks() -> [TaskProfile] {
    var reader = TaskProfileReader()
    reader.read(Self.builtIn("tasks.json"), file: "tasks.json")
    if let bytes = read("tasks.json") { reader.read(bytes, file: shown("tasks.json")) }
    problems += reader.problems.map(\.description)
    return reader.profiles
  }

  private mutating func read(_ name: String) -> [UInt8]? {
    guard let folder else { return nil }
    return read("\(folder)/\(name)", shown: shown(name))
  }

  /// A file that is there and cannot be read is a setting that does not count:
  /// that must not go unsaid.
  private mutating func read(_ path: String, shown: String) -> [UInt8]? {
    if let bytes = FileAccess.read(path) { return bytes }
    if FileAccess.exists(path) {
      problems.append("\(shown) cannot be read and is ignored: make it a file that you can read.")
    }
    return nil
  }

  private func shown(_ name: String) -> String { "\(shownFolder)/\(name)" }

  private static func builtIn(_ name: String) -> [UInt8] {
    BuiltInData.config.first { $0.name.description == name }?.bytes ?? []
  }
}
